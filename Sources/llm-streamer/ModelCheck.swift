import LanguageModels
import ServiceRuntime
import Settings

/// A look at who may be asked, for `--check`: the model itself and those that answer in its place.
extension EffectiveSettings {
    private static let subject = "model"

    func lookAtModels() async throws -> [Finding] {
        guard self[.provider] != .replay else {
            return [Finding(Self.subject, .warning, "no model is asked: the answers are a recording or a given text")]
        }
        let others = self[.fallbackEnabled] ? self[.fallbacks] : []
        return try await withCurlTransport { transport in
            var findings = [try await look(FallbackSetting(model: self[.model], provider: self[.provider]), transport)]
            for other in others {
                var finding = try await look(other, transport)
                // The first one may well do without it.
                if finding.verdict == .failure { finding.verdict = .warning }
                finding.detail = "fallback: \(finding.detail)"
                findings.append(finding)
            }
            return findings
        }
    }

    private func look(_ setting: FallbackSetting, _ transport: CurlTransport) async throws -> Finding {
        let name = setting.model ?? self[.model]
        let url = try url(of: setting)
        let provider = setting.provider ?? self[.provider]
        do throws(ModelError) {
            switch try await presence(of: name, provider, url, transport) {
            case .present: return Finding(Self.subject, .ok, "\(name) is at \(url)")
            case .unknown: return Finding(Self.subject, .ok, "\(url) answers; whether it has \(name) it does not tell")
            case .missing:
                let advice =
                    provider == .ollama
                    ? "get it with `ollama pull \(name)`, or name another one with the setting model"
                    : "name one that it serves with the setting model"
                return Finding(Self.subject, .failure, "\(url) answers, and has no model \(name)", advice: advice)
            }
        } catch {
            return Finding(
                Self.subject,
                .failure,
                error.message,
                advice: "where it runs elsewhere, set \(provider == .ollama ? "ollama_url" : "openai_url")"
            )
        }
    }

    private func presence(
        of name: String,
        _ provider: ModelProvider,
        _ url: ModelURL,
        _ transport: CurlTransport
    ) async throws(ModelError) -> ModelPresence {
        let server: any LanguageModel
        do {
            server = try makeServer(provider, at: url, transport)
        } catch {
            throw ModelError(code: .unauthorized, message: "\(error)")
        }
        return try await server.presence(of: name)
    }
}
