/// Where answers come from.
package enum ModelProvider: String, CaseIterable, Sendable {
    case ollama, openai, replay
}
