/// The schemas of the description.
enum OpenAPISchemas {
    static let text = [answers, OpenAPIMetrics.schemas, wishes, events].joined(separator: ",\n")

    private static let answers = #"""
              "Problem": {
                "type": "object", "required": ["type", "title", "status", "detail", "code"],
                "properties": {
                  "type": {"type": "string", "pattern": "^urn:loquat:"}, "title": {"type": "string"}, "status": {"type": "integer"},
                  "detail": {"type": "string"}, "code": {"type": "string"}
                }
              },
              "Health": {
                "type": "object",
                "required": ["overall_health", "reasons", "processes", "active_sessions", "parser_enabled", "metrics_enabled", "last_health_check"],
                "properties": {
                  "overall_health": {"enum": ["healthy", "warning", "critical", "unknown", "disabled"]},
                  "reasons": {"type": "array", "items": {"type": "string"}},
                  "processes": {"type": "array", "items": {"$ref": "#/components/schemas/Process"}},
                  "workers": {
                    "type": "object", "required": ["busy", "total"],
                    "properties": {"busy": {"type": "integer", "minimum": 0}, "total": {"type": "integer", "minimum": 0}}
                  },
                  "active_sessions": {"type": "integer"}, "parser_enabled": {"type": "boolean"}, "metrics_enabled": {"type": "boolean"},
                  "last_health_check": {"type": "string", "format": "date-time"},
                  "window": {
                    "type": "object", "required": ["turns", "failed", "error_rate"],
                    "description": "The turns that it is judged by.",
                    "properties": {
                      "turns": {"type": "integer", "minimum": 0}, "failed": {"type": "integer", "minimum": 0},
                      "error_rate": {"type": "number", "minimum": 0, "maximum": 1}, "latency_ms": {"type": "number", "minimum": 0}
                    }
                  }
                }
              },
              "Process": {
                "type": "object", "required": ["name", "state", "restarts"],
                "properties": {
                  "name": {"type": "string"}, "state": {"enum": ["starting", "up", "down", "critical"]}, "pid": {"type": "integer"},
                  "uptime_ms": {"type": "integer"}, "restarts": {"type": "integer"}, "memory_bytes": {"type": "integer"},
                  "last_death": {"type": "string"}, "trouble": {"type": "string"},
                  "cache": {
                    "type": "object", "required": ["bytes", "hits", "limit", "misses"],
                    "properties": {
                      "bytes": {"type": "integer"}, "hits": {"type": "integer"}, "limit": {"type": "integer"}, "misses": {"type": "integer"}
                    }
                  },
                  "synthesis": {"type": "object", "description": "What tts-workers measures of its work."}
                }
              },
              "Live": {"type": "object", "required": ["live"], "properties": {"live": {"const": true}}},
              "Ready": {"type": "object", "required": ["ready"], "properties": {"ready": {"type": "boolean"}}},
              "Sessions": {
                "type": "object", "required": ["sessions"],
                "properties": {"sessions": {"type": "array", "items": {"$ref": "#/components/schemas/Session"}}}
              },
              "State": {"enum": ["idle", "waiting", "thinking", "speaking", "interrupted", "finished", "failed"]},
              "Session": {
                "type": "object", "required": ["session", "turn", "state", "age_ms"],
                "properties": {
                  "session": {"type": "string"}, "turn": {"type": "integer"}, "state": {"$ref": "#/components/schemas/State"},
                  "phrase": {"type": "integer"}, "heard": {"type": "string"}, "reason": {"type": "string"}, "output": {"type": "string"},
                  "arm": {"type": "string"}, "utterances": {"type": "integer"}, "buffered_ms": {"type": "integer"},
                  "age_ms": {"type": "integer"}, "first_token_ms": {"type": "integer"}, "first_sound_ms": {"type": "integer"}
                }
              },
              "Accepted": {
                "type": "object", "required": ["session", "turn"],
                "properties": {"session": {"type": "string"}, "turn": {"type": "integer", "minimum": 1}}
              },
              "Interrupted": {
                "type": "object", "required": ["turns"],
                "properties": {"turns": {"type": "array", "items": {"$ref": "#/components/schemas/Accepted"}}}
              }
        """#

    private static let wishes = #"""
              "Text": {"type": "string", "minLength": 1, "pattern": "\\S", "description": "At most 256 KiB with the rest of the body."},
              "SessionName": {"type": "string", "minLength": 1, "maxLength": 256, "description": "1 to 256 bytes of UTF-8, no control characters.", "pattern": "^[^\\x00-\\x1F\\x7F-\\x9F]+$"},
              "Rate": {"type": "integer", "minimum": 80, "maximum": 450, "description": "Words a minute."},
              "Output": {"type": "string", "pattern": "^(pulse|null)(:[^\\x00]+)?$", "description": "Where it is played, as `audio-sequencer --output` has it, but for files."},
              "Ask": {
                "type": "object", "required": ["text"], "additionalProperties": false,
                "properties": {
                  "text": {"$ref": "#/components/schemas/Text"}, "session": {"$ref": "#/components/schemas/SessionName"},
                  "model": {"type": "string"}, "system": {"type": "string"}, "voice": {"type": "string"}, "language": {"type": "string"},
                  "rate": {"$ref": "#/components/schemas/Rate"}, "output": {"$ref": "#/components/schemas/Output"}, "cache": {"type": "boolean"}
                }
              },
              "Say": {
                "type": "object", "required": ["text"], "additionalProperties": false,
                "properties": {
                  "text": {"$ref": "#/components/schemas/Text"}, "id": {"type": "string", "description": "It is said once, however often it is sent."},
                  "priority": {"enum": ["low", "normal", "announcement", "high"]}, "manner": {"enum": ["over", "between", "after", "pause"]},
                  "voice": {"type": "string"}, "language": {"type": "string"}, "rate": {"$ref": "#/components/schemas/Rate"},
                  "output": {"$ref": "#/components/schemas/Output"}, "cache": {"type": "boolean"}
                }
              },
              "Reason": {"enum": ["user_request", "new_command", "timeout", "error", "shutdown"]},
              "InterruptAll": {
                "type": "object", "additionalProperties": false, "properties": {"reason": {"$ref": "#/components/schemas/Reason"}}
              },
              "Interrupt": {
                "type": "object", "additionalProperties": false,
                "properties": {
                  "reason": {"$ref": "#/components/schemas/Reason"},
                  "turn": {"type": "integer", "minimum": 1, "description": "This one and all before it; absent: all."}
                }
              }
        """#

    private static let events = #"""
              "ClientMessage": {
                "type": "object", "required": ["type"],
                "description": "With the members of Ask, Say or Interrupt, and `session`.",
                "properties": {
                  "type": {"enum": ["ask", "say", "interrupt"]}, "ref": {"type": "string", "description": "Is named in the answer."}
                }
              },
              "Answer": {
                "type": "object", "required": ["type"],
                "properties": {
                  "type": {"enum": ["accepted", "refused"]}, "ref": {"type": "string"}, "session": {"type": "string"},
                  "turn": {"type": "integer"}, "code": {"type": "string"}, "message": {"type": "string"}
                }
              },
              "Event": {
                "type": "object", "required": ["type", "time"],
                "description": "Over `events`, `id` and `type` are the fields id and event, too.",
                "properties": {
                  "type": {"enum": ["snapshot", "turn", "state", "token", "phrase", "heard", "command", "interrupted", "failed", "processes", "health", "dropped"]},
                  "time": {"type": "string", "format": "date-time"}, "id": {"type": "string"},
                  "session": {"type": "string"}, "turn": {"type": "integer"}
                }
              }
        """#
}
