"""A browser that writes at the desk, and how long it waits for what, in milliseconds."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

PREVIEW = ".preview-pane"
POLL = 20
PAUSE = 120  # between two keys, so that each waits for its own picture
# The time from a key to the next picture on the screen with what it wrote.
KEY_TO_PICTURE = """() => {
    const field = document.querySelector("#body")
    window.pictures = []
    let pressed = 0
    addEventListener("keydown", () => { pressed = performance.now() }, true)
    let shown = ""
    field.addEventListener("rendered", ({ detail: { text } }) => {
        if (!pressed || text === shown) return
        shown = text
        requestAnimationFrame(() => setTimeout(() => {
            window.pictures.push(performance.now() - pressed)
            pressed = 0
        }))
    })
}"""
# The time from Ctrl+S to the words that all is saved.
SAVES = """() => {
    const state = document.querySelector("#save-state")
    window.saves = []
    let pressed = 0
    addEventListener("keydown", (event) => {
        if (event.key === "s" && event.ctrlKey) pressed = performance.now()
    }, true)
    new MutationObserver(() => {
        if (!pressed || state.dataset.state !== "saved") return
        window.saves.push(performance.now() - pressed)
        pressed = 0
    }).observe(state, { attributes: true })
}"""


@contextmanager
def writer(origin: str, session: str) -> Iterator[Page]:
    """A page of a browser that is signed in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell"), args=["--no-sandbox"]
        )
        context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=origin)
        context.add_cookies([{"name": "sessionid", "value": session, "url": origin}])
        yield context.new_page()
        browser.close()


def first_preview(page: Page, address: str) -> float:
    """Open a form, and wait for its preview."""
    page.goto(address)
    body = page.frame_locator(f"{PREVIEW} iframe").locator("#lw-text > *").first
    body.wait_for(state="visible", timeout=120_000)
    return page.evaluate("performance.now()")


def keys(page: Page, number: int) -> list[float]:
    """Write into the middle of the text, one key after the other."""
    go_to_the_middle(page)
    page.evaluate(KEY_TO_PICTURE)
    for n in range(number):
        page.keyboard.type("x" if n % 8 else " ")  # keys: an input method sends none
        wait_for_more(page, "pictures", n)
        page.wait_for_timeout(PAUSE)
    return page.evaluate("pictures")


def go_to_the_middle(page: Page) -> None:
    """Below a paragraph in the middle of the text, where a new one begins."""
    field = page.locator(".cm-content")
    field.click()
    page.keyboard.press("Control+Home")
    lines = page.locator("#body").evaluate("field => field.value.split('\\n').length")
    for _ in range(lines // 2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("End")


def saves(page: Page, number: int) -> list[float]:
    page.evaluate(SAVES)
    for n in range(number):
        page.keyboard.type("存")
        page.keyboard.press("Control+s")
        wait_for_more(page, "saves", n)
    return page.evaluate("saves")


def wait_for_more(page: Page, name: str, number: int) -> None:
    """Playwright's own waiting evaluates strings, which the policy of the page forbids."""
    while page.evaluate(name + ".length") <= number:
        page.wait_for_timeout(POLL)


def openings(page: Page, address: str, number: int) -> list[float]:
    """The time until a page is there and its scripts have run."""
    times: list[float] = []
    for _ in range(number):
        page.goto(address, wait_until="load")
        times.append(page.evaluate("performance.getEntriesByType('navigation')[0].duration"))
    return times
