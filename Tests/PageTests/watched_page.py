"""A page in a browser that notes whatever should not happen, and can be checked for what everybody needs."""

import re

from hub import wait_for

# What the browser says of an answer that is not 2xx, or of a connection that ends: the story has such on purpose.
EXPECTED = re.compile(r"^Failed to load resource: ")

NOTE_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI || "inline"}`)
})
"""

# Every control has a name, every picture a text or none on purpose, ids are unique, and headings do not leave out a level.
BASICS = """
() => {
  const faults = []
  const isShown = (node) => node.checkVisibility({ visibilityProperty: true })
  const named = (node) =>
    node.getAttribute("aria-label") ||
    (node.getAttribute("aria-labelledby") ?? "").split(" ").some((id) => document.getElementById(id)?.textContent.trim()) ||
    [...(node.labels ?? [])].some((label) => label.textContent.trim()) ||
    node.textContent.trim()
  for (const node of document.querySelectorAll("button, input, select, textarea, summary, a, [tabindex], [role], dialog, section, aside, article")) {
    const isNameless = node.matches('[role="alert"], :not(button, input, select, textarea, a, summary)[tabindex="-1"]:not([role])')
    if (isShown(node) && !isNameless && !named(node)) faults.push(`no name: ${node.outerHTML.slice(0, 120)}`)
  }
  for (const image of document.images) if (!image.hasAttribute("alt")) faults.push(`no alt: ${image.src}`)
  for (const svg of document.querySelectorAll("svg")) {
    if (!svg.getAttribute("aria-label")) faults.push("a drawing without a text")
  }
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id)
  for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) faults.push(`twice: #${id}`)
  let level = 0
  for (const heading of document.querySelectorAll("h1, h2, h3")) {
    const next = Number(heading.tagName[1])
    if (isShown(heading) && next > level + 1) faults.push(`a level is left out before: ${heading.textContent}`)
    if (isShown(heading)) level = next
  }
  for (const landmark of ["header", "main", "aside"]) {
    if (document.querySelectorAll(`body > ${landmark}`).length !== 1) faults.push(`not one ${landmark}`)
  }
  const page = document.documentElement
  if (page.scrollWidth > page.clientWidth) faults.push(`wider than the screen: ${page.scrollWidth} > ${page.clientWidth}`)
  return faults
}
"""

# WCAG 2.2, 1.4.3: text has a contrast of 4.5:1 to what it stands on, large text 3:1.
CONTRAST = """
() => {
  const parse = (color) => {
    const [red, green, blue, alpha = 1] = color.match(/[\\d.]+/g).map(Number)
    return { red, green, blue, alpha }
  }
  const light = ({ red, green, blue }) => {
    const [r, g, b] = [red, green, blue].map((value) => {
      const share = value / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const ground = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const color = parse(getComputedStyle(one).backgroundColor)
      if (color.alpha === 1) return color
    }
    return { red: 255, green: 255, blue: 255 }
  }
  const faults = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement
    if (walker.currentNode.data.trim() === "" || node.closest("svg, .unseen, noscript, .skip")) continue
    if (!node.checkVisibility({ visibilityProperty: true })) continue
    const style = getComputedStyle(node)
    const [one, other] = [light(parse(style.color)), light(ground(node))]
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
    const size = parseFloat(style.fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    if (ratio < (isLarge ? 3 : 4.5)) faults.push(`${ratio.toFixed(2)}:1 for “${node.textContent.trim().slice(0, 40)}”`)
  }
  return [...new Set(faults)]
}
"""


class WatchedPage:
    """One page; `check()` fails where something was wrong since it was opened."""

    def __init__(self, browser, hub, pictures, name, **options):
        self.name = name
        self.pictures = pictures
        self.faults = []
        self.hub = hub
        self.context = browser.new_context(locale="en-GB", **options)
        self.context.add_init_script(NOTE_VIOLATIONS)
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("console", self.note)
        self.page.on("pageerror", lambda error: self.faults.append(f"uncaught: {error}"))
        self.page.on("request", self.check_request)

    def open(self):
        self.page.goto(self.hub.url)

    def note(self, message):
        if message.type in ("error", "warning") and not EXPECTED.match(message.text):
            self.faults.append(f"{message.type}: {message.text}")

    def check_request(self, request):
        if not request.url.startswith(self.hub.url):
            self.faults.append(f"a request to somewhere else: {request.url}")

    def wait_shown(self, selector):
        self.page.locator(selector).first.wait_for(state="visible")

    def text(self, selector):
        return self.page.locator(selector).first.text_content()

    def texts(self, selector):
        return [text.strip() for text in self.page.locator(selector).all_text_contents()]

    def wait_text(self, selector, wanted, seconds=60):
        """Waits until the element's text matches."""
        try:
            return wait_for(
                f"{selector} to say {wanted!r} on {self.name}",
                lambda: re.search(wanted, self.text(selector)),
                seconds,
            )
        except AssertionError as fault:
            raise AssertionError(f"{fault}: it says {self.text(selector)!r}") from None

    def picture(self, step):
        self.page.screenshot(path=f"{self.pictures}/{step}-{self.name}.png", full_page=True, animations="disabled")

    def check(self):
        """Fails with all that was wrong."""
        faults = self.faults + self.page.evaluate(BASICS) + self.page.evaluate(CONTRAST)
        assert not faults, f"on {self.name}:\n  " + "\n  ".join(faults)

    def close(self):
        self.context.close()
