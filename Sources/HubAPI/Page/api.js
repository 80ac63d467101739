const tokenKey = "loquat-token"

/** The hub said no; `message` is its sentence, for people. */
export class Refusal extends Error {
  constructor(message, status) {
    super(message)
    this.status = status
  }
}

/** The hub's REST side. A token is kept for this tab only, and never in an address. */
export class API {
  #token = sessionStorage.getItem(tokenKey)

  /** Whether a token was given. */
  get hasToken() {
    return this.#token !== null
  }

  set token(token) {
    this.#token = token
    sessionStorage.setItem(tokenKey, token)
  }

  /** As `fetch`, for a path under `api/streaming/`. */
  request = (path, options = {}) => {
    const headers = new Headers(options.headers)
    if (this.#token !== null) headers.set("Authorization", `Bearer ${this.#token}`)
    return fetch(new URL(`api/streaming/${path}`, document.baseURI), { ...options, headers })
  }

  /** What is at a path; null where the hub has nothing there. */
  async get(path) {
    const response = await this.request(path, { headers: { Accept: "application/json" }, cache: "no-store" })
    // Health that is critical is told with 503, and is an answer all the same.
    if (response.ok || (path === "health" && response.status === 503)) return response.json()
    if (response.status === 404) return null
    throw await refusal(response)
  }

  /** Sends a body, and gives the hub's answer to it. Throws a `Refusal`. */
  async send(method, path, body) {
    const options = { method }
    if (body !== undefined) {
      options.headers = { "Content-Type": "application/json" }
      options.body = JSON.stringify(body)
    }
    let response
    try {
      response = await this.request(path, options)
    } catch {
      throw new Refusal("The hub does not answer; nothing was sent.", 0)
    }
    if (!response.ok) throw await refusal(response)
    return response.status === 204 ? null : response.json()
  }
}

async function refusal(response) {
  try {
    const problem = await response.json()
    return new Refusal(problem.detail ?? problem.title ?? `The hub answered ${response.status}.`, response.status)
  } catch {
    return new Refusal(`The hub answered ${response.status}.`, response.status)
  }
}

/** The path of a session, or of something of it. */
export function sessionPath(session, rest = "") {
  return `sessions/${encodeURIComponent(session)}${rest}`
}

/** An id for a session that does not exist yet: 128 random bits, as the hub makes them. */
export function newSession() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("")
}
