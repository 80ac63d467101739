// swift-tools-version: 6.2

import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let histogram: Target.Dependency = .product(name: "Histogram", package: "hdrhistogram-swift")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let systemPackage: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

/// A library of ours in `Sources/name`.
func library(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

/// A program of ours in `Sources/name`: wiring only, the work is in the libraries.
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name,
        dependencies: dependencies + ["CommandOptions", argumentParser],
        swiftSettings: strict
    )
}

/// The tests of one library in `Tests/nameTests`.
func tests(of name: String, _ dependencies: [Target.Dependency] = [], besides files: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests",
        dependencies: [.byName(name: name), "TestSupport"] + dependencies,
        exclude: files,
        swiftSettings: strict
    )
}

let package = Package(
    name: "loquat",
    products: [
        .library(name: "SpeechFrames", targets: ["SpeechFrames"]),
        .executable(name: "llm-streamer", targets: ["llm-streamer"]),
        .executable(name: "tts-workers", targets: ["tts-workers"]),
        .executable(name: "espeak-worker", targets: ["espeak-worker"]),
        .executable(name: "audio-sequencer", targets: ["audio-sequencer"]),
        .executable(name: "hub-supervisor", targets: ["hub-supervisor"]),
        .executable(name: "talk-keeper", targets: ["talk-keeper"]),
        .executable(name: "loquat", targets: ["loquat"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CEspeakNG", pkgConfig: "espeak-ng", providers: [.apt(["libespeak-ng-dev"])]),
        // No pkgConfig: libpulse's flags hold -D_REENTRANT, which SwiftPM refuses with a warning at every build.
        .systemLibrary(name: "CPulse", providers: [.apt(["libpulse-dev"])]),
        .systemLibrary(name: "CSpeexDSP", pkgConfig: "speexdsp", providers: [.apt(["libspeexdsp-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CLinux"),
        .target(name: "CMemory"),
        .systemLibrary(name: "CFuzzer"),

        library("Clocks", []),
        library("JSONReading", []),
        library("SpeechFrames", ["JSONReading"]),
        library("FrameTransport", ["Clocks", "SpeechFrames", logging, nioCore, nioPosix]),
        library("Phrasing", []),
        library("LanguageModels", ["CCurl", "CLinux", "Clocks", "JSONReading", "Tools"]),
        library("Tools", []),
        library("Intents", ["Settings", "Spelling", "Tools"]),
        library(
            "Requests",
            ["Intents", "LanguageModels", "SpeechFrames", "Tools", subprocess, systemPackage]
        ),
        library(
            "TurnStreaming",
            [
                "Clocks", "Experiments", "FrameTransport", "Intents", "LanguageModels", "Phrasing", "Requests",
                "SpeechFrames", "Tools",
                logging,
            ]
        ),
        library("Spelling", []),
        library("Experiments", []),
        library("TalkStorage", []),
        // Not in the hub: GRDB brings Foundation, and a disk that blocks.
        library("TalkDatabase", ["SpeechFrames", "TalkStorage", grdb]),
        library("Settings", ["CLinux", "CYAML", "SpeechFrames", "Spelling"]),
        library("Synthesis", ["CEspeakNG", "SpeechFrames", "Spelling"]),
        library(
            "WorkerPool",
            ["Clocks", "FrameTransport", "SpeechFrames", logging, nioCore, subprocess, systemPackage]
        ),
        library("Playback", ["CPulse", "CSpeexDSP", "FrameTransport", "SpeechFrames", logging]),
        library("Captions", ["SpeechFrames"]),
        library("CommandOptions", ["SpeechFrames", argumentParser]),
        library(
            "ServiceRuntime",
            [
                "CMemory", "Clocks", "CommandOptions", "FrameTransport", "Settings", "SpeechFrames", argumentParser,
                logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        library("HubMetrics", ["Settings", "SpeechFrames", coreMetrics, histogram]),
        library(
            "Supervision",
            [
                "Clocks", "Experiments", "FrameTransport", "HubMetrics", "Settings", "SpeechFrames", logging,
                subprocess,
                systemPackage, tracing,
            ]
        ),
        // The turns' traces, on their way out.
        library(
            "HubTraces",
            [
                "Clocks", "FrameTransport", "Settings", coreMetrics, logging, nioCore, nioPosix,
                .product(name: "NIOHTTP1", package: "swift-nio"),
                tracing,
            ]
        ),

        // What HTTP needs, and nothing else does.
        library(
            "HubAPI",
            [
                "Clocks", "FrameTransport", "Settings", "SpeechFrames", "Spelling", "Supervision", logging, nioCore,
                nioPosix,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ],
            resources: [.embedInCode("Page")]
        ),

        program(
            "llm-streamer",
            [
                "Clocks", "Experiments", "FrameTransport", "Intents", "LanguageModels", "Phrasing", "Requests",
                "ServiceRuntime",
                "Settings", "SpeechFrames", "Tools", "TurnStreaming", logging,
            ]
        ),
        program(
            "tts-workers",
            ["FrameTransport", "ServiceRuntime", "Settings", "SpeechFrames", "WorkerPool", logging]
        ),
        program("talk-keeper", ["SpeechFrames", "TalkDatabase", "TalkStorage"]),
        program("espeak-worker", ["CLinux", "CMemory", "SpeechFrames", "Synthesis"]),
        program(
            "audio-sequencer",
            ["Captions", "FrameTransport", "Playback", "ServiceRuntime", "Settings", "SpeechFrames", logging]
        ),
        program(
            "hub-supervisor",
            [
                "Experiments", "FrameTransport", "HubAPI", "HubMetrics", "HubTraces", "Intents", "ServiceRuntime",
                "Settings",
                "SpeechFrames",
                "Supervision", "TalkStorage",
                "Tools", logging,
            ]
        ),
        program(
            "loquat",
            [
                "FrameTransport", "Intents", "ServiceRuntime", "Settings", "SpeechFrames", "Tools", logging, subprocess,
                systemPackage,
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        // Built by scripts/bench.
        .executableTarget(
            name: "pipeline-benchmark",
            dependencies: [
                "FrameTransport", "Intents", "LanguageModels", "Settings", "SpeechFrames", "TestSupport",
                argumentParser,
                logging, nioPosix,
                histogram,
            ],
            swiftSettings: strict
        ),

        // Built by scripts/chaos.
        program(
            "hub-chaos",
            [
                "CountedSound", "FrameTransport", "ServiceRuntime", "SpeechFrames", "TestSupport",
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        // Built by scripts/fuzz.
        program("fuzz-inputs", ["CFuzzer", "LanguageModels", "Phrasing", "Settings", "SpeechFrames", systemPackage]),

        // Sound that says where each sample belongs, and a worker that speaks it.
        .target(name: "CountedSound", path: "Tests/CountedSound", swiftSettings: strict),
        .executableTarget(
            name: "counting-worker",
            dependencies: ["CountedSound", "SpeechFrames"],
            path: "Tests/counting-worker",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "counted-story",
            dependencies: ["CountedSound", "TestSupport", argumentParser],
            path: "Tests/counted-story",
            swiftSettings: strict
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "FrameTransport", "SpeechFrames", logging, nioCore, nioPosix,
                .product(name: "NIOHTTP1", package: "swift-nio"), subprocess, systemPackage,
            ],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        tests(of: "Clocks"),
        tests(of: "JSONReading"),
        tests(of: "SpeechFrames", besides: ["Recorded"]),
        tests(
            of: "FrameTransport",
            ["SpeechFrames", logging, nioCore, .product(name: "NIOTestUtils", package: "swift-nio")]
        ),
        tests(of: "Phrasing"),
        tests(of: "LanguageModels", ["Tools"]),
        tests(of: "Tools"),
        tests(of: "Intents", ["Tools"]),
        tests(of: "Requests", ["Intents", "LanguageModels", "SpeechFrames", "Tools"]),
        tests(
            of: "TurnStreaming",
            [
                "Experiments", "FrameTransport", "Intents", "LanguageModels", "Phrasing", "Requests", "SpeechFrames",
                "Tools",
                logging,
            ]
        ),
        tests(of: "Settings"),
        tests(of: "Spelling"),
        tests(of: "Synthesis", ["SpeechFrames"]),
        tests(of: "WorkerPool", ["FrameTransport", "SpeechFrames", logging]),
        tests(of: "Playback", ["SpeechFrames", logging]),
        tests(of: "TalkDatabase", ["SpeechFrames", "TalkStorage", "talk-keeper", grdb]),
        tests(of: "Experiments"),
        tests(of: "Captions", ["SpeechFrames"]),
        tests(of: "HubMetrics", ["Settings", "SpeechFrames", coreMetrics]),
        tests(of: "HubTraces", ["Settings", coreMetrics, logging, nioCore, tracing]),
        tests(of: "ServiceRuntime"),
        tests(
            of: "Supervision",
            [
                "Experiments", "FrameTransport", "HubMetrics", "ServiceRuntime", "Settings", "SpeechFrames", "Tools",
                logging,
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"), tracing,
                "llm-streamer",
                "tts-workers",
                "espeak-worker", "audio-sequencer", "hub-supervisor", "talk-keeper", "loquat",
            ]
        ),
        tests(
            of: "HubAPI",
            [
                "FrameTransport", "Settings", "SpeechFrames", "Supervision", logging, nioCore, nioPosix,
                "llm-streamer", "tts-workers", "espeak-worker", "audio-sequencer", "hub-supervisor", "loquat",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOWebSocket", package: "swift-nio"),
            ]
        ),
        // The programs, as they are built, in real pipes.
        .testTarget(
            name: "PipelineTests",
            dependencies: [
                "CountedSound", "FrameTransport", "LanguageModels", "Phrasing", "Playback", "Settings", "SpeechFrames",
                "TestSupport", "WorkerPool", "llm-streamer", "tts-workers",
                "espeak-worker", "audio-sequencer", "hub-supervisor", "hub-chaos", "counting-worker", logging,
            ],
            swiftSettings: strict
        ),
    ]
)
