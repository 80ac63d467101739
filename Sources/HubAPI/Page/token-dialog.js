const byID = (id) => document.getElementById(id)

/** Asks for the token of a hub that needs one. */
export class TokenDialog {
  #dialog = byID("token")
  #text = byID("token-text")
  #wasAsked = false

  /** `onToken(token)` is called with what was typed. */
  constructor(onToken) {
    byID("token-form").addEventListener("submit", (event) => {
      event.preventDefault()
      this.#dialog.close()
      onToken(this.#text.value.trim())
      this.#text.value = ""
    })
    byID("token-cancel").addEventListener("click", () => this.#dialog.close())
  }

  /** Opens where it is not open; by itself only once, for who said "not now" is not to be asked every second. */
  ask({ again, isWrong }) {
    if (this.#dialog.open || (this.#wasAsked && !again)) return
    this.#wasAsked = true
    if (isWrong) byID("token-why").textContent = "The hub does not take that token. It lies in the file that http_token_file names."
    this.#dialog.showModal()
  }

  /** Whether it is open. */
  get isOpen() {
    return this.#dialog.open
  }
}
