"""Runs the checks of the page's logic in the browser that is there: nothing has to be installed for them."""

import pathlib

HERE = pathlib.Path(__file__).parent
PAGE = HERE.parent.parent / "Sources/HubAPI/Page"
ORIGIN = "http://logic.test"


def check_logic(browser):
    """Fails with the promises that do not hold."""
    context = browser.new_context()
    try:
        page = context.new_page()
        page.route(f"{ORIGIN}/**", answer)
        page.goto(f"{ORIGIN}/")
        results = page.evaluate("async () => (await import('/tests/all.js')).run()")
    finally:
        context.close()
    broken = [f"{result['promise']}: {result['fault']}" for result in results if result["fault"]]
    assert not broken, "\n  ".join(["the page's logic:"] + broken)
    assert results, "there are no checks of the page's logic"
    return len(results)


def answer(route):
    path = route.request.url.removeprefix(ORIGIN)
    if path == "/":
        route.fulfill(body="<!doctype html>", content_type="text/html")
        return
    file = HERE / path.removeprefix("/tests/") if path.startswith("/tests/") else PAGE / path.lstrip("/")
    if file.suffix == ".js" and file.is_file():
        route.fulfill(body=file.read_text(encoding="utf-8"), content_type="text/javascript")
    else:
        route.fulfill(status=404, body="")
