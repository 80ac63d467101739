/// The paths of the description, by their theme.
enum OpenAPIPaths {
    static let health = #"""
            "/api/streaming/health": {
              "get": {
                "operationId": "health", "tags": ["health"], "summary": "How the hub is, and why.",
                "responses": {
                  "200": {"description": "It works, perhaps not well.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Health"}}}},
                  "503": {"description": "It is critical.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Health"}}}},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            },
            "/health/live": {
              "get": {
                "operationId": "live", "tags": ["health"], "summary": "Whether the hub answers.",
                "responses": {
                  "200": {"description": "It does.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Live"}}}},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            },
            "/health/ready": {
              "get": {
                "operationId": "ready", "tags": ["health"], "summary": "Whether a question would be answered now.",
                "responses": {
                  "200": {"description": "It would.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ready"}}}},
                  "503": {"description": "It would not.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ready"}}}},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            }
        """#

    static let metrics = #"""
            "/api/streaming/metrics": {
              "get": {
                "operationId": "metrics", "tags": ["metrics"], "summary": "Measurements of the last turns, and what could be better.",
                "parameters": [
                  {"name": "format", "in": "query", "schema": {"enum": ["json", "prometheus"], "default": "json"}},
                  {"name": "include_sessions", "in": "query", "description": "Whether the last turns are listed.", "schema": {"enum": ["true", "false", "1", "0"], "default": "true"}}
                ],
                "responses": {
                  "200": {"description": "The measurements.", "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Metrics"}},
                    "text/plain": {"schema": {"type": "string"}},
                    "application/openmetrics-text": {"schema": {"type": "string"}}
                  }},
                  "400": {"$ref": "#/components/responses/Problem"},
                  "404": {"$ref": "#/components/responses/Problem"},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            },
            "/metrics": {
              "get": {
                "operationId": "exposition", "tags": ["metrics"], "summary": "Measurements in Prometheus' text format, or in OpenMetrics where `Accept` wants that.",
                "responses": {
                  "200": {"description": "The measurements.", "content": {
                    "text/plain": {"schema": {"type": "string"}},
                    "application/openmetrics-text": {"schema": {"type": "string"}}
                  }},
                  "404": {"$ref": "#/components/responses/Problem"},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            }
        """#

    static let sessions = #"""
            "/api/streaming/sessions": {
              "get": {
                "operationId": "sessions", "tags": ["sessions"], "summary": "The sessions, the one that changed last first.",
                "responses": {
                  "200": {"description": "The sessions.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Sessions"}}}},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              },
              "post": {
                "operationId": "ask", "tags": ["sessions"], "summary": "Asks a question, in a session or in a new one.",
                "parameters": [{"$ref": "#/components/parameters/Trace"}],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ask"}}}},
                "responses": {
                  "200": {
                    "description": "With `Accept: text/event-stream`: the turn's events, to its end.",
                    "headers": {"Location": {"schema": {"type": "string"}}},
                    "content": {"text/event-stream": {"schema": {"type": "string"}}}
                  },
                  "202": {
                    "description": "It was taken up.",
                    "headers": {"Location": {"schema": {"type": "string"}}},
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Accepted"}}},
                    "links": {
                      "session": {"operationId": "session", "parameters": {"id": "$response.body#/session"}},
                      "interrupt": {"operationId": "interrupt", "parameters": {"id": "$response.body#/session"}},
                      "say": {"operationId": "say", "parameters": {"id": "$response.body#/session"}},
                      "forget": {"operationId": "forget", "parameters": {"id": "$response.body#/session"}}
                    }
                  },
                  "400": {"$ref": "#/components/responses/Problem"},
                  "409": {"$ref": "#/components/responses/Problem"},
                  "413": {"$ref": "#/components/responses/Problem"},
                  "415": {"$ref": "#/components/responses/Problem"},
                  "429": {"$ref": "#/components/responses/Later"},
                  "503": {"$ref": "#/components/responses/Later"},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            },
            "/api/streaming/interrupt": {
              "post": {
                "operationId": "interruptAll", "tags": ["sessions"], "summary": "Interrupts all that is being said.",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/InterruptAll"}}}},
                "responses": {
                  "200": {"description": "Nothing was being said.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Interrupted"}}}},
                  "202": {"description": "It is being stopped.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Interrupted"}}}},
                  "400": {"$ref": "#/components/responses/Problem"},
                  "413": {"$ref": "#/components/responses/Problem"},
                  "415": {"$ref": "#/components/responses/Problem"},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            }
        """#

    static let session = #"""
            "/api/streaming/sessions/{id}": {
              "parameters": [{"$ref": "#/components/parameters/Session"}],
              "get": {
                "operationId": "session", "tags": ["sessions"], "summary": "How a session is.",
                "responses": {
                  "200": {"description": "The session.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Session"}}}},
                  "404": {"$ref": "#/components/responses/Problem"},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              },
              "delete": {
                "operationId": "forget", "tags": ["sessions"], "summary": "Interrupts a session, and forgets it and all of its talk.",
                "responses": {
                  "202": {"description": "It is forgotten here, and will be on the disk."},
                  "204": {"description": "It is forgotten."},
                  "404": {"$ref": "#/components/responses/Problem"},
                  "503": {"$ref": "#/components/responses/Later"},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            },
            "/api/streaming/sessions/{id}/say": {
              "parameters": [{"$ref": "#/components/parameters/Session"}],
              "post": {
                "operationId": "say", "tags": ["sessions"], "summary": "Says a text as it stands; a session that is not known begins with it.",
                "parameters": [{"$ref": "#/components/parameters/Trace"}],
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Say"}}}},
                "responses": {
                  "202": {"description": "It was taken up.", "headers": {"Location": {"schema": {"type": "string"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Accepted"}}}},
                  "400": {"$ref": "#/components/responses/Problem"},
                  "409": {"$ref": "#/components/responses/Problem"},
                  "413": {"$ref": "#/components/responses/Problem"},
                  "415": {"$ref": "#/components/responses/Problem"},
                  "429": {"$ref": "#/components/responses/Later"},
                  "503": {"$ref": "#/components/responses/Later"},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            },
            "/api/streaming/sessions/{id}/interrupt": {
              "parameters": [{"$ref": "#/components/parameters/Session"}],
              "post": {
                "operationId": "interrupt", "tags": ["sessions"], "summary": "Interrupts what a session says.",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Interrupt"}}}},
                "responses": {
                  "200": {"description": "Nothing was being said.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Interrupted"}}}},
                  "202": {"description": "It is being stopped.", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Interrupted"}}}},
                  "400": {"$ref": "#/components/responses/Problem"},
                  "404": {"$ref": "#/components/responses/Problem"},
                  "413": {"$ref": "#/components/responses/Problem"},
                  "415": {"$ref": "#/components/responses/Problem"},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            }
        """#

    static let events = #"""
            "/api/streaming/events": {
              "get": {
                "operationId": "events", "tags": ["events"], "summary": "What happens, as server-sent events: `snapshot` first, or what was missed.",
                "parameters": [
                  {"name": "session", "in": "query", "description": "Only what is about this session, or about none.", "schema": {"type": "string"}},
                  {"name": "Last-Event-ID", "in": "header", "description": "The last event that was had.", "schema": {"type": "string", "examples": ["0f3a99c2.17"]}}
                ],
                "responses": {
                  "200": {"description": "The events, without an end.", "content": {"text/event-stream": {"schema": {"type": "string"}}}},
                  "406": {"$ref": "#/components/responses/Problem"},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            },
            "/api/streaming/ws": {
              "get": {
                "operationId": "webSocket", "tags": ["events"], "summary": "A WebSocket (RFC 6455): the same events, and `ask`, `say` and `interrupt` from the client.",
                "responses": {
                  "101": {"description": "It is open. Its messages are the schemas ClientMessage, Answer and Event."},
                  "426": {"$ref": "#/components/responses/Problem"},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            },
            "/api/streaming/openapi.json": {
              "get": {
                "operationId": "description", "tags": ["health"], "summary": "This description.",
                "responses": {
                  "200": {"description": "It.", "content": {"application/json": {"schema": {"type": "object"}}}},
                  "default": {"$ref": "#/components/responses/Problem"}
                }
              }
            }
        """#
}
