import LanguageModels

extension FuzzTarget {
    static let ollama = FuzzTarget(
        "ollama",
        promise: "a streamed answer in lines of JSON is the same however the bytes are cut",
        seeds: [
            """
            {"model":"m","message":{"role":"assistant","content":"","thinking":"hm"},"done":false}
            {"model":"m","message":{"role":"assistant","content":"Gr\\u00fc\\ud83c\\udf88"},"done":false}
            {"model":"m","message":{"role":"assistant","content":"!"},"done":true,"done_reason":"length"}

            """, #"{"error":"model 'x' not found"}"#,
        ]
    ) { check($0, as: .ollama) }

    static let openAI = FuzzTarget(
        "openai",
        promise: "a streamed answer in server-sent events is the same however the bytes are cut",
        seeds: [
            """
            : ping
            data: {"choices":[{"index":0,"delta":{"role":"assistant","content":"Gr\\u00fc"}}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """, "data: {\"error\":{\"message\":\"no\"}}\r\n\r\n",
        ]
    ) { check($0, as: .openAI) }

    private static func check(_ input: [UInt8], as form: WireForm) {
        let whole = form.decode([input])
        var cuts = Cuts(of: input)
        let cut = form.decode(cuts.pieces(of: input).map(Array.init))
        hold(whole.events == cut.events, "the cuts change the answer")
        hold(whole.error?.code == cut.error?.code, "the cuts change the fault")
        hold(whole.error != nil || isFinished(whole.events), "an answer ends neither well nor badly")
    }

    private static func isFinished(_ events: [ModelEvent]) -> Bool {
        if case .finished = events.last { true } else { false }
    }
}
