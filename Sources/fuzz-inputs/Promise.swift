/// Crashes with `fault` where a promise does not hold: also in a release build, where a precondition says nothing.
///
/// libFuzzer knows a finding by the process that crashes, and keeps the input that made it.
func hold(_ promise: Bool, _ fault: @autoclosure () -> String) {
    if !promise { fatalError(fault()) }
}
