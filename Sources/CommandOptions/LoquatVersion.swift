/// The version of all of Loquat's programs: they are built, installed and updated together.
package enum LoquatVersion {
    package static let current = "0.1.0"
}
