internal import CPulse

// libpulse calls these on its own thread, with the loop's lock held. They are functions of the file, for a closure would take over
// the isolation of the place where it stands.

private func sink(_ userdata: UnsafeMutableRawPointer?) -> PulseSink? {
    userdata.map { Unmanaged<PulseSink>.fromOpaque($0).takeUnretainedValue() }
}

func contextStateDidChange(_ context: OpaquePointer?, _ userdata: UnsafeMutableRawPointer?) {
    sink(userdata)?.contextDidChange()
}

func streamStateDidChange(_ stream: OpaquePointer?, _ userdata: UnsafeMutableRawPointer?) {
    sink(userdata)?.streamDidChange()
}

func streamDidAsk(_ stream: OpaquePointer?, _ count: Int, _ userdata: UnsafeMutableRawPointer?) {
    sink(userdata)?.roomy.signal()
}

func streamDidUnderrun(_ stream: OpaquePointer?, _ userdata: UnsafeMutableRawPointer?) {
    sink(userdata)?.didUnderrun()
}

func timingDidCome(_ stream: OpaquePointer?, _ success: Int32, _ userdata: UnsafeMutableRawPointer?) {
    sink(userdata)?.takeTiming(isValid: success != 0)
}

func flushDidEnd(_ stream: OpaquePointer?, _ success: Int32, _ userdata: UnsafeMutableRawPointer?) {
    sink(userdata)?.takeFlush(isValid: success != 0)
}

func timerDidFire(
    _ api: UnsafeMutablePointer<pa_mainloop_api>?,
    _ event: OpaquePointer?,
    _ instant: UnsafePointer<timeval>?,
    _ userdata: UnsafeMutableRawPointer?
) {
    sink(userdata)?.tick()
}
