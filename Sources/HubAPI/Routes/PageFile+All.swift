/// The hub's own page, as it lies in `Page`: all of it is in the program.
extension PageFile {
    /// Its files.
    package static let all = [
        PageFile(path: "/", mediaType: "text/html; charset=utf-8", bytes: PackageResources.index_html),
        script("api.js", PackageResources.api_js),
        style("app.css", PackageResources.app_css),
        script("app.js", PackageResources.app_js),
        script("backoff.js", PackageResources.backoff_js),
        script("composer.js", PackageResources.composer_js),
        script("dom.js", PackageResources.dom_js),
        script("format.js", PackageResources.format_js),
        script("hub-stream.js", PackageResources.hub_stream_js),
        script("hub-view.js", PackageResources.hub_view_js),
        drawing("icon.svg", PackageResources.icon_svg),
        script("latency-chart.js", PackageResources.latency_chart_js),
        script("link-view.js", PackageResources.link_view_js),
        script("reader.js", PackageResources.reader_js),
        script("sentences.js", PackageResources.sentences_js),
        script("sessions-view.js", PackageResources.sessions_view_js),
        script("sse.js", PackageResources.sse_js),
        style("theme.css", PackageResources.theme_css),
        script("token-dialog.js", PackageResources.token_dialog_js),
        script("turn-text.js", PackageResources.turn_text_js),
        script("turn-view.js", PackageResources.turn_view_js),
        script("turns.js", PackageResources.turns_js),
    ]

    private static func script(_ name: String, _ bytes: [UInt8]) -> PageFile {
        PageFile(path: "/\(name)", mediaType: "text/javascript; charset=utf-8", bytes: bytes)
    }

    private static func style(_ name: String, _ bytes: [UInt8]) -> PageFile {
        PageFile(path: "/\(name)", mediaType: "text/css; charset=utf-8", bytes: bytes)
    }

    private static func drawing(_ name: String, _ bytes: [UInt8]) -> PageFile {
        PageFile(path: "/\(name)", mediaType: "image/svg+xml", bytes: bytes)
    }
}
