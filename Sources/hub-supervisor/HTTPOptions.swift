import ArgumentParser
import CommandOptions
import FrameTransport
import HubAPI
import Logging
import ServiceRuntime
import Settings
import Supervision

/// Where HTTP is served, and to whom.
struct HTTPOptions: ParsableArguments {
    @Option(.http)
    var http: GivenFlag?

    @Option(.httpTokenFile)
    var httpTokenFile: GivenFlag?

    @Option(.httpHosts)
    var httpHosts: GivenFlag?

    @Option(.httpConnections)
    var httpConnections: GivenFlag?

    @Option(.httpRate)
    var httpRate: GivenFlag?
}

extension EffectiveSettings {
    /// Serves HTTP for a hub, where the settings or systemd want that; `nil`: nowhere.
    ///
    /// - Throws: ``ProgramFailure`` where the token cannot be used, or is missing where it must not.
    func httpAPI(_ hub: Hub, _ events: EventLog, logger: Logger) throws(ProgramFailure) -> HubAPI? {
        let inherited = InheritedSockets.take(named: HubAPI.socketName)
        // What systemd has made is in place of what the settings say: its unit is where to change it.
        let addresses = inherited.isEmpty ? self[.http] : []
        guard !addresses.isEmpty || !inherited.isEmpty else { return nil }
        var limits = HTTPLimits()
        limits.connections = OpenFiles.room(for: self[.httpConnections], logger)
        limits.rate = self[.httpRate]
        do {
            let credentials = EnvironmentVariable.value(of: "CREDENTIALS_DIRECTORY")
            return try HubAPI(
                addresses: addresses,
                inherited: inherited,
                token: try BearerToken.load(file: self[.httpTokenFile], credentials: credentials),
                hosts: self[.httpHosts],
                limits: limits,
                sources: HubAPISources(hub, events, self),
                page: PageFile.all,
                version: LoquatVersion.current,
                logger: logger
            )
        } catch let fault as BearerToken.Fault {
            throw ProgramFailure(.config, fault.message)
        } catch let fault as HTTPSetupFault {
            throw ProgramFailure(.config, fault.message)
        } catch {
            throw ProgramFailure(.software, "\(error)")
        }
    }
}
