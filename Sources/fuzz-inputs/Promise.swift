/// Crashes with `fault` where a promise does not hold: also in a release build, where a precondition says nothing.
func hold(_ promise: Bool, _ fault: @autoclosure () -> String) {
    if !promise { fatalError(fault()) }
}
