"""What a person does with the page, and what that person then sees. `scripts/page-test` runs it."""

import argparse
import os
import re
import signal
import sys

from playwright.sync_api import sync_playwright

from hub import ANSWER, Hub, wait_for
from logic import check_logic
from watched_page import WatchedPage

NOW = "#now > .turn"
SIGNS = ".,:"


class Story:
    def __init__(self, browser, hub, pictures):
        self.hub = hub
        shape = {"width": 1180, "height": 820}
        phone = {"width": 320, "height": 640}
        self.desk = WatchedPage(browser, hub, pictures, "light", color_scheme="light", viewport=shape)
        self.others = [
            WatchedPage(browser, hub, pictures, "dark", color_scheme="dark", viewport=shape),
            WatchedPage(
                browser, hub, pictures, "phone", color_scheme="light", viewport=phone, has_touch=True, is_mobile=True
            ),
            WatchedPage(
                browser, hub, pictures, "phone-dark", color_scheme="dark", viewport=phone, reduced_motion="reduce"
            ),
        ]
        self.pages = [self.desk] + self.others
        self.step = 0

    def run(self):
        for step in [
            self.opens, self.is_used_by_keyboard, self.answers, self.is_stopped_by_escape, self.says_beside,
            self.stops_everything, self.refuses, self.survives_a_worker, self.survives_the_supervisor,
            self.forgets,
        ]:
            self.step += 1
            step()
            for page in self.pages:
                page.picture(f"{self.step:02}-{step.__name__.replace('_', '-')}")
                page.check()
            print(f"page-test: {step.__name__.replace('_', ' ')}", flush=True)

    def opens(self):
        for page in self.pages:
            page.open()
            page.wait_text("#link", "^Live$")
            page.wait_shown("#processes li")
        names = self.desk.texts("#processes .name")
        assert {"hub-supervisor", "llm-streamer", "tts-workers", "audio-sequencer"} <= set(names), names
        pids = " ".join(self.desk.texts("#processes .detail"))
        for process in self.hub.processes().values():
            assert f"pid {process['pid']} " in pids, f"{process['name']} is not told with its pid: {pids}"
        self.desk.wait_shown("#nothing")

    def is_used_by_keyboard(self):
        keyboard = self.desk.page.keyboard
        seen = []
        for _ in range(6):
            keyboard.press("Tab")
            seen.append(self.focused(self.desk))
        assert [name for name, _ in seen] == ["A", "stop-all", "mode", "text", "session", "send"], seen
        invisible = [name for name, outline in seen if outline == "none"]
        assert invisible in ([], ["mode"]), f"no focus is seen at {invisible}"

    @staticmethod
    def focused(page):
        return page.page.evaluate(
            """() => {
              const node = document.activeElement
              return [node.id || node.name || node.tagName, getComputedStyle(node).outlineStyle]
            }"""
        )

    def answers(self):
        desk = self.desk
        desk.page.evaluate(
            """() => {
              window.lit = []
              window.read = ""
              const note = () => {
                const word = document.querySelector("#now mark:not([hidden])")?.textContent
                if (word && window.lit.at(-1) !== word) window.lit.push(word)
              }
              new MutationObserver(note).observe(document.getElementById("now"), {
                subtree: true, childList: true, characterData: true,
              })
              const hear = (changes) => {
                for (const change of changes) for (const node of change.addedNodes) window.read += `${node.textContent}|`
              }
              new MutationObserver(hear).observe(document.getElementById("reader"), { childList: true })
            }"""
        )
        self.ask("Why is the sky blue?")
        for page in self.pages:
            page.wait_text(f"{NOW} .asked", "Why is the sky blue")
            page.wait_shown(f"{NOW} mark")
        lit = wait_for("words to be heard one by one", lambda: self.lit_words(8))
        # Signs belong to a word or not, by how the hub's places lie.
        words = [word.strip(SIGNS) for word in ANSWER.split()]
        lit = [word.strip(SIGNS) for word in lit]
        place = 0
        for word in lit:
            assert word in words[place:], f"{word!r} was lit where it does not follow: {lit}"
            place = words.index(word, place) + 1
        self.check_answer(desk)
        desk.wait_text(f"{NOW} .buffer", "of sound ready")
        desk.wait_text(f"{NOW} .facts", "first token .* first phrase .* first sound")
        desk.wait_shown("#latency-figure svg")
        read = desk.page.evaluate("() => window.read")
        assert read.startswith("The sky is blue because sunlight is scattered by the air.|"), f"is read aloud: {read}"
        assert desk.page.locator("#now b").count() == 0, "what a model wrote became markup"
        desk.wait_text("#sessions .state", "speaking")

    def ask(self, question):
        self.desk.page.locator("#text").fill(question)
        self.desk.page.keyboard.press("Enter")

    def ask_and_hear(self, question):
        """Asks, and waits until words of the answer are heard. Each step asks for itself: pictures take their time."""
        self.ask(question)
        self.desk.wait_text(f"{NOW} .asked", re.escape(question))
        self.desk.wait_shown(f"{NOW} mark")

    def lit_words(self, least):
        lit = self.desk.page.evaluate("() => window.lit")
        return lit if len(lit) >= least else None

    @staticmethod
    def check_answer(page):
        """What is shown is the answer from its start, and what was heard is a part of it."""
        heard, word, ahead = page.page.evaluate(
            """() => [".heard", "mark", ".ahead"].map((part) => document.querySelector(`#now .answer ${part}`).textContent)"""
        )
        assert ANSWER.startswith((heard + word + ahead).rstrip()), f"not the answer: {heard!r} {word!r} {ahead!r}"
        assert heard + word, "no word is marked as heard"
        return len(heard + word)

    def is_stopped_by_escape(self):
        self.ask_and_hear("Why is the sea blue?")
        self.desk.page.keyboard.press("Escape")
        for page in self.pages:
            page.wait_text(f"{NOW} .chip", "Stopped")
            page.wait_text(f"{NOW} .notes", "Stopped, silent after .* Heard up to “")
        session = self.hub.get("/api/streaming/sessions")["sessions"][0]
        assert session["state"] == "interrupted", session
        note = self.desk.text(f"{NOW} .notes")
        assert " ".join(session["heard"].split()[-3:]) in note, (session, note)

    def says_beside(self):
        """An announcement in an answer's own session is stopped, and the answer goes on."""
        desk = self.desk
        self.ask_and_hear("Why is the grass green?")
        desk.page.get_by_text("Say", exact=True).first.click()
        desk.page.locator("#priority").select_option("announcement")
        desk.page.locator("#manner").select_option("over")
        text = "Dinner is ready. " * 40
        desk.page.locator("#text").fill(text)
        desk.page.locator("#send").click()
        announcement = desk.page.locator(NOW).filter(has_text="Dinner is ready")
        announcement.get_by_text("Speaking", exact=True).wait_for()
        wait_for("two turns side by side", lambda: desk.page.locator(NOW).count() == 2)
        for page in self.others:
            wait_for("two turns side by side", lambda page=page: page.page.locator(NOW).count() == 2)
        desk.picture("05-beside")
        announcement.get_by_role("button", name="Stop").click()
        wait_for("one turn to go on", lambda: desk.page.locator(NOW).count() == 1)
        desk.wait_text(f"{NOW} .chip", "Speaking")
        desk.wait_text("#earlier .past .title", "Dinner is ready")
        desk.wait_text("#earlier .past .chip", "Stopped")
        desk.page.get_by_text("Ask", exact=True).first.click()

    def stops_everything(self):
        self.ask_and_hear("Why is the fire red?")
        self.desk.page.locator("#stop-all").click()
        for page in self.pages:
            page.wait_text(f"{NOW} .chip", "Stopped")

    def refuses(self):
        """What the hub refuses is told in its own words, and what was typed stays."""
        desk = self.desk
        self.ask_and_hear("Why is the snow white?")
        desk.page.get_by_text("Say", exact=True).first.click()
        desk.page.locator("#session").select_option("")
        desk.page.locator("#priority").select_option("low")
        desk.page.locator("#text").fill("Nobody should be disturbed")
        desk.page.keyboard.press("Enter")
        desk.wait_text("#composer-error", r"\w+ \w+ \w+")
        assert desk.page.locator("#text").input_value() == "Nobody should be disturbed"
        assert self.focused(desk)[0] == "text"

    def survives_a_worker(self):
        desk = self.desk
        desk.page.get_by_text("Ask", exact=True).first.click()
        assert desk.text("#composer-error") == "", "what was refused is still told of what is not asked any more"
        self.ask_and_hear("Why is the night dark?")
        before = self.check_answer(desk)
        workers = self.hub.workers()
        assert workers, "there is no worker to be killed"
        os.kill(workers[0], signal.SIGKILL)
        stage = self.hub.processes()["tts-workers"]["pid"]
        os.kill(stage, signal.SIGKILL)
        row = desk.page.locator("#processes li").filter(has_text="tts-workers")
        row.get_by_text("Last death:").wait_for()
        row.get_by_text("1 restart").wait_for()
        wait_for("another process", lambda: self.hub.processes()["tts-workers"].get("pid", stage) != stage)
        wait_for("the answer to go on", lambda: self.check_answer(desk) > before + 20)

    def survives_the_supervisor(self):
        desk = self.desk
        self.ask_and_hear("Why is the moon grey?")
        before = self.check_answer(desk)
        self.hub.kill()
        for page in self.pages:
            page.wait_text("#lost-text", "Not connected since .* What you see is from before")
            page.wait_text("#link", "Not connected")
            page.picture("09-not-connected")
            page.check()
        self.hub.start()
        for page in self.pages:
            page.wait_text("#link", "^Live$")
            assert not page.page.locator("#lost").is_visible()
        desk.wait_text(f"{NOW} .chip", "Speaking|Finished")
        wait_for("the answer to be heard on", lambda: self.check_answer(desk) > before)
        for page in self.pages:
            page.wait_text(f"{NOW} .chip", "Finished", seconds=240)
        assert desk.text(f"{NOW} .answer").strip() == ANSWER.strip()

    def forgets(self):
        desk = self.desk
        count = desk.page.locator("#sessions > li").count()
        desk.page.get_by_role("button", name="Forget").first.click()
        desk.wait_shown("#forget")
        desk.page.keyboard.press("Escape")
        assert desk.page.locator("#sessions > li").count() == count
        desk.page.get_by_role("button", name="Forget").first.click()
        desk.page.get_by_role("button", name="Forget it").click()
        wait_for("the session to be gone", lambda: desk.page.locator("#sessions > li").count() == count - 1)

    def close(self):
        for page in self.pages:
            page.close()


def check_token(browser, hub, pictures):
    """A hub with a token lets the page in when it was given the right one."""
    page = WatchedPage(browser, hub, pictures, "token", color_scheme="light", viewport={"width": 800, "height": 600})
    try:
        page.open()
        page.wait_shown("#token")
        page.picture("11-asks-for-a-token")
        page.check()
        page.page.locator("#token-text").fill("not the right one at all")
        page.page.keyboard.press("Enter")
        page.wait_text("#token-why", "does not take that token")
        page.page.locator("#token-text").fill(hub.token)
        page.page.keyboard.press("Enter")
        page.wait_text("#link", "^Live$")
        assert hub.token not in page.page.url
        page.page.reload()
        page.wait_text("#link", "^Live$")
        page.check()
        print("page-test: asks for a token", flush=True)
    finally:
        page.close()


def main():
    options = argparse.ArgumentParser()
    for name in ("browser", "programs", "pictures", "scratch"):
        options.add_argument(f"--{name}", required=True)
    options = options.parse_args()
    hubs = [
        Hub(options.programs, f"{options.scratch}/h1"),
        Hub(options.programs, f"{options.scratch}/h2", token="a-token-of-the-page-test"),
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser, args=["--no-sandbox", "--disable-gpu"])
        try:
            print(f"page-test: {check_logic(browser)} promises of the logic hold", flush=True)
            hubs[0].start()
            story = Story(browser, hubs[0], options.pictures)
            try:
                story.run()
            except Exception:
                for page in story.pages:
                    page.picture("failed")
                print(hubs[0].log()[-3000:], file=sys.stderr)
                raise
            finally:
                story.close()
            hubs[1].start()
            check_token(browser, hubs[1], options.pictures)
        finally:
            browser.close()
            for hub in hubs:
                hub.stop()
    print(f"page-test: all is well; the pictures are in {options.pictures}")


main()
