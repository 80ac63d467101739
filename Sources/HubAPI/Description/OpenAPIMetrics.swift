/// The schemas of the measurements.
enum OpenAPIMetrics {
    static let schemas = #"""
              "Metrics": {
                "type": "object",
                "required": ["summary", "performance_trends", "recommended_settings", "health_status", "health_reasons"],
                "properties": {
                  "summary": {"$ref": "#/components/schemas/Summary"},
                  "recent_sessions": {"type": "array", "items": {"$ref": "#/components/schemas/RecentSession"}},
                  "performance_trends": {"$ref": "#/components/schemas/Trends"},
                  "recommended_settings": {"type": "array", "items": {"$ref": "#/components/schemas/Recommendation"}},
                  "health_status": {"enum": ["healthy", "warning", "critical", "unknown", "disabled"]},
                  "health_reasons": {"type": "array", "items": {"type": "string"}}
                }
              },
              "Summary": {
                "type": "object",
                "description": "Since the measuring began; a session of it is one turn.",
                "required": [
                  "since", "total_sessions", "completed_sessions", "interrupted_sessions", "failed_sessions", "tokens", "phrases",
                  "chunks", "buffer_overflows", "underruns", "interrupts", "fallbacks", "cache_hits", "error_rate"
                ],
                "properties": {
                  "since": {"type": "string", "format": "date-time"},
                  "total_sessions": {"type": "integer"}, "completed_sessions": {"type": "integer"},
                  "interrupted_sessions": {"type": "integer"}, "failed_sessions": {"type": "integer"},
                  "first_token": {"$ref": "#/components/schemas/Latency"}, "first_phrase": {"$ref": "#/components/schemas/Latency"},
                  "first_sound": {"$ref": "#/components/schemas/Latency"}, "completion": {"$ref": "#/components/schemas/Latency"},
                  "tokens": {"type": "integer"}, "phrases": {"type": "integer"}, "chunks": {"type": "integer"},
                  "tokens_per_second": {"type": "number"}, "phrases_per_minute": {"type": "number"},
                  "buffer_overflows": {"type": "integer"}, "underruns": {"type": "integer"}, "interrupts": {"type": "integer"},
                  "fallbacks": {"type": "integer"}, "cache_hits": {"type": "integer"},
                  "error_rate": {"type": "number", "minimum": 0, "maximum": 1}
                }
              },
              "Latency": {
                "type": "object", "required": ["turns", "mean_ms", "p50_ms", "p95_ms", "p99_ms"],
                "properties": {
                  "turns": {"type": "integer", "minimum": 1}, "mean_ms": {"type": "number"}, "p50_ms": {"type": "number"},
                  "p95_ms": {"type": "number"}, "p99_ms": {"type": "number"}
                }
              },
              "RecentSession": {
                "type": "object",
                "required": [
                  "session", "turn", "kind", "outcome", "start_time", "waited_ms", "duration_ms", "tokens", "phrases", "chunks",
                  "buffer_overflows", "underruns", "interrupts", "fallbacks", "cache_hits"
                ],
                "properties": {
                  "session": {"type": "string"}, "turn": {"type": "integer"}, "kind": {"enum": ["ask", "say"]}, "arm": {"type": "string"},
                  "outcome": {"enum": ["finished", "interrupted", "failed"]}, "reason": {"type": "string"},
                  "start_time": {"type": "string", "format": "date-time"}, "waited_ms": {"type": "number"},
                  "first_token_ms": {"type": "number"}, "first_phrase_ms": {"type": "number"}, "first_sound_ms": {"type": "number"},
                  "duration_ms": {"type": "number"}, "tokens": {"type": "integer"}, "phrases": {"type": "integer"},
                  "chunks": {"type": "integer"}, "tokens_per_second": {"type": "number"}, "buffer_overflows": {"type": "integer"},
                  "underruns": {"type": "integer"}, "interrupts": {"type": "integer"}, "fallbacks": {"type": "integer"},
                  "cache_hits": {"type": "integer"}, "silence_ms": {"type": "number"}, "longest_gap_ms": {"type": "number"},
                  "quality_score": {"type": "number", "minimum": 0, "maximum": 1}
                }
              },
              "Trends": {
                "type": "object", "required": ["last_hour", "hour_before", "direction", "reason"],
                "properties": {
                  "last_hour": {"$ref": "#/components/schemas/Hour"}, "hour_before": {"$ref": "#/components/schemas/Hour"},
                  "direction": {"enum": ["improving", "stable", "degrading", "unknown"]}, "reason": {"type": "string"}
                }
              },
              "Hour": {
                "type": "object", "required": ["sessions", "error_rate"],
                "properties": {
                  "sessions": {"type": "integer"}, "latency_ms": {"type": "number"},
                  "error_rate": {"type": "number", "minimum": 0, "maximum": 1}
                }
              },
              "Recommendation": {
                "type": "object", "required": ["setting", "current", "value", "measurement", "reason"],
                "properties": {
                  "setting": {"type": "string"}, "current": {"type": "string"}, "value": {"type": "string"},
                  "measurement": {"type": "string"}, "reason": {"type": "string"}
                }
              }
        """#
}
