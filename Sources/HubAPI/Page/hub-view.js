import { element, keyed, setText, show } from "./dom.js"
import { bytes, clock, counted, duration, percent } from "./format.js"

const healthNames = {
  healthy: ["Healthy", "good"],
  warning: ["Needs a look", "warn"],
  critical: ["In trouble", "bad"],
  unknown: ["Not known yet", "unknown"],
  disabled: ["Not measured", "unknown"],
}

const processNames = {
  up: ["runs", "good"],
  starting: ["starts", "warn"],
  down: ["is down", "bad"],
  critical: ["dies again and again", "bad"],
}

const byID = (id) => document.getElementById(id)

/** Whether the hub is well, with the reasons and the figures that they rest on. */
export class HealthView {
  #overall = byID("overall")
  #word = byID("health-word")
  #reasons = byID("health-reasons")
  #checked = byID("health-checked")

  update(health) {
    const [name, level] = healthNames[health.overall_health] ?? [health.overall_health, "unknown"]
    for (const node of [this.#overall, this.#word]) {
      setText(node, name)
      node.dataset.level = level
    }
    show(this.#overall, true)
    keyed(this.#reasons, [...new Set(health.reasons ?? [])], (reason) => reason, (reason) => {
      return { node: element("li", { textContent: reason }), update() {} }
    })
    const { turns, error_rate: errors, latency_ms: latency } = health.window ?? {}
    setText(byID("figure-turns"), turns === undefined ? "–" : String(turns))
    setText(byID("figure-errors"), turns ? percent(errors ?? 0) : "–")
    setText(byID("figure-latency"), latency === undefined ? "–" : duration(latency))
    const workers = health.workers
    setText(byID("figure-workers"), workers ? `${workers.busy} of ${workers.total}` : "–")
    if (health.last_health_check) setText(this.#checked, `Checked at ${clock(new Date(health.last_health_check))}`)
  }
}

/** Each process of the hub. */
export class ProcessesView {
  #list = byID("processes")
  #none = byID("processes-none")

  update(processes) {
    keyed(this.#list, processes, (process) => process.name, () => new ProcessRow())
    show(this.#none, processes.length === 0)
  }
}

class ProcessRow {
  #name = element("span", { className: "name" })
  #state = element("span", { className: "state" })
  #detail = element("p", { className: "detail" })
  #death = element("p", { className: "detail" })
  #trouble = element("p", { className: "trouble" })

  constructor() {
    const head = element("div", { className: "head" }, this.#name, this.#state)
    this.node = element("li", {}, head, this.#detail, this.#death, this.#trouble)
  }

  update(process) {
    const [state, level] = processNames[process.state] ?? [process.state, "unknown"]
    this.node.dataset.level = process.trouble && level === "good" ? "warn" : level
    setText(this.#name, process.name)
    setText(this.#state, process.trouble && level === "good" ? "runs, with trouble" : state)
    setText(this.#detail, processFacts(process))
    setText(this.#death, process.last_death ? `Last death: ${process.last_death}` : "")
    setText(this.#trouble, process.trouble ?? "")
    for (const node of [this.#detail, this.#death, this.#trouble]) show(node, node.textContent !== "")
  }
}

function processFacts(process) {
  const facts = []
  if (process.pid !== undefined) facts.push(`pid ${process.pid}`)
  if (process.memory_bytes !== undefined) facts.push(bytes(process.memory_bytes))
  if (process.uptime_ms !== undefined) facts.push(`for ${duration(process.uptime_ms)}`)
  facts.push(process.restarts === 0 ? "no restarts" : counted(process.restarts, "restart"))
  return facts.join(" · ")
}

/** What would make the hub better, and the measurements that say so. */
export class AdviceView {
  #list = byID("advice-list")
  #section = byID("advice")

  update(recommendations) {
    keyed(this.#list, recommendations, (one) => JSON.stringify(one), (one) => {
      return { node: adviceItem(one), update() {} }
    })
    show(this.#section, recommendations.length > 0)
  }
}

function adviceItem({ setting, value, current, measurement, reason }) {
  const change = element("p", {}, element("code", { textContent: setting }), ": ")
  change.append(element("strong", { textContent: value }), ` (now ${current})`)
  return element("li", {}, change, element("p", { className: "why", textContent: `${measurement} ${reason}` }))
}
