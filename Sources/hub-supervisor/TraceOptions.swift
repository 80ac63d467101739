import ArgumentParser
import CommandOptions
import Glibc
import HubMetrics
import HubTraces
import Logging
import ServiceRuntime
import Settings
import Supervision

/// Where turns are told as traces.
struct TraceOptions: ParsableArguments {
    @Option(.traces)
    var traces: GivenFlag?
}

extension EffectiveSettings {
    /// Hands the hub's traces on, where that is wanted.
    func spanExporter(_ measures: HubMeasures, _ logger: Logger) -> SpanExporter? {
        let version = LoquatVersion.current
        let destination: any SpanDestination
        switch self[.traces] {
        case nil: return nil
        case .file(let path): destination = SpanFile(path: path)
        case .http(let endpoint): destination = SpanReceiver(endpoint, agent: "loquat/\(version)")
        }
        let encoding = OTLPTraces(service: "loquat", version: version, process: getpid())
        return SpanExporter(encoding, to: destination, metrics: measures.registry, logger: logger)
    }
}

extension SpanExporter {
    /// Tells turns to this.
    var traces: TurnTraces {
        let queue = queue
        return TurnTraces(SpanTracer { queue.add($0) })
    }
}
