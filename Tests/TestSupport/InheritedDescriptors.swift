internal import Glibc

extension posix_spawn_file_actions_t {
    /// Lets the child have no descriptor beside its standard streams.
    ///
    /// Sockets of a test's server are not closed while a child holds them too: their clients would wait for an end that
    /// never comes. Swift's Glibc has no `posix_spawn_file_actions_addclosefrom_np`; closing what is not open is no error.
    mutating func closeInherited() {
        for descriptor: Int32 in 3..<1_024 { posix_spawn_file_actions_addclose(&self, descriptor) }
    }
}
