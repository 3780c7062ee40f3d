"""Takes the pictures of docs/screenshots/: `make screenshots`, after a change of what they show.

It serves the sample articles from a temporary data folder, writes an article at the desk in English
and in Chinese, and takes a picture at each place. Look at each of them before you commit it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect, sync_playwright  # noqa: E402

from benchmarks.serve.servers import free_port, python  # noqa: E402
from scripts.screenshot_texts import CHINESE, ENGLISH, Story  # noqa: E402

SECONDS = 60  # for what a busy machine answers
FOLDER = ROOT / "docs" / "screenshots"
COLOURS = 128
TOPIC = "Generative Model"  # of a sample article
PICTURE = "score-sde-paths"  # of a sample article
DESK, PHONE, READER, LIBRARY = (1280, 800), (390, 780), (1280, 1280), (1280, 1000)
# Names the author, and prints the cookie of a session.
SIGN_IN = """
from django.test import Client
from articles.models import User
user = User.objects.get()
user.display_name = "Lin Yun"
user.save()
client = Client()
client.force_login(user)
print(client.cookies["sessionid"].value)
"""
PUT = """(field, text) => {
    field.value = text
    field.dispatchEvent(new Event("input", { bubbles: true }))
}"""


def session(data: str) -> str:
    environment = {**os.environ, "LONGWAVE_DATA": data, "LONGWAVE_LOG": "ERROR"}
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", SIGN_IN]
    return subprocess.check_output(command, cwd=ROOT, env=environment, text=True).strip()


class Visit:
    """A window of the browser, in one language."""

    def __init__(
        self,
        browser: Browser,
        origin: str,
        language: str,
        size: tuple[int, int] = DESK,
        cookie: str = "",
    ) -> None:
        self.suffix = ".zh" if language == "zh-CN" else ""
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(locale=language, viewport=viewport, base_url=origin)
        if cookie:
            context.add_cookies([{"name": "sessionid", "value": cookie, "url": origin}])
        context.set_default_timeout(SECONDS * 1000)
        self.page: Page = context.new_page()

    def take(self, name: str) -> None:
        """Save what is seen as a PNG with few colours."""
        path = FOLDER / f"{name}{self.suffix}.png"
        self.page.evaluate("document.fonts.ready.then(() => null)")
        self.page.screenshot(path=path, animations="disabled", caret="initial")
        Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
            path, optimize=True
        )
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")


class Author(Visit):
    """Writes the article of a story."""

    @property
    def field(self) -> Locator:
        return self.page.locator("#body")

    @property
    def area(self) -> Locator:
        return self.page.locator(".cm-content")

    def put(self, text: str) -> None:
        self.field.evaluate(PUT, text)

    def is_saved(self) -> None:
        self.area.press("Control+s")
        expect(self.page.locator("#save-state")).to_have_attribute("data-state", "saved")

    def open(self, address: str) -> None:
        self.page.goto(address)
        expect(self.page.locator(".cm-content")).to_be_visible()

    @property
    def preview(self) -> FrameLocator:
        return self.page.frame_locator(".preview-pane iframe")

    def write(self, story: Story) -> str:
        """Publish the article, and return the address of its form."""
        self.open("/desk/articles/new/")
        self.page.locator("#title").fill(story.title)
        self.put(story.body)
        self.is_saved()
        for _step in ("save", "publish"):
            with self.page.expect_navigation():
                self.page.locator("button.primary[form=text]").click()
        expect(self.page.locator(".state .live:not(.none)")).to_be_visible()
        return self.page.url

    def show_writing(self) -> None:
        self.open(self.page.url)  # without the message that it was published
        expect(self.preview.locator("table")).to_be_attached()
        self.area.press("Control+End")
        self.take("writing")

    def show_completion(self, story: Story) -> None:
        self.area.press("Control+End")
        self.page.keyboard.type("\n" + story.formula)
        expect(self.page.locator(".cm-tooltip-autocomplete math").first).to_be_visible()
        self.take("completion")
        self.page.keyboard.press("Escape")
        self.put(story.body)

    def show_warning(self, story: Story) -> None:
        self.area.press("Control+End")
        self.page.keyboard.type("\n" + story.heading)
        expect(self.preview.get_by_text(story.heading)).to_be_visible()
        self.area.press("F8")
        self.page.locator(".cm-sentence").scroll_into_view_if_needed()
        self.take("warning")
        self.put(story.body)
        expect(self.page.locator(".cm-sign")).to_have_count(0)

    def show_details(self, story: Story) -> None:
        self.page.emulate_media(color_scheme="dark")
        self.page.locator("a.beside[data-do=details]").click()
        self.page.locator("#details [name=category]").select_option(label=TOPIC)
        self.page.locator("#details [name=language]").select_option(story.language)
        tags = self.page.locator("#details .tokens input")
        for tag in story.tags:
            tags.fill(tag)
            tags.press("Enter")
        self.page.locator("#details [name=summary]").fill(story.summary)
        self.is_saved()
        self.page.locator("#details header").scroll_into_view_if_needed()
        self.take("details")
        self.page.emulate_media(color_scheme="light")

    def show_insert(self) -> None:
        self.page.locator("[data-format=file]").click()
        self.page.locator("#picker label", has_text=PICTURE).click()
        self.page.wait_for_load_state("networkidle")
        self.take("insert")
        self.page.keyboard.press("Escape")

    def show_cover(self) -> None:
        """The details are open."""
        self.page.locator("[data-do=choose-cover]").click()
        self.page.locator("#picker label", has_text=PICTURE).dblclick()
        shown = self.page.locator(".cover-shown")
        expect(shown).to_be_visible()
        self.is_saved()
        self.page.locator(".cover-field").evaluate("box => box.scrollIntoView({block: 'center'})")
        self.take("cover")

    def show_history(self, story: Story) -> None:
        text, address = story.body, self.page.url
        for old, new in story.edits:
            assert old in text
            text = text.replace(old, new)
        self.put(text)
        self.is_saved()
        self.page.goto(f"{address}history/")
        self.take("history")
        self.open(address)

    def show_conflict(self, story: Story) -> None:
        text, mine = self.field.input_value(), self.page
        self.page = mine.context.new_page()
        self.open(mine.url)
        self.put(text.replace(story.sentence, story.theirs).replace(*story.figure))
        self.is_saved()
        self.page = mine
        self.put(text.replace(story.sentence, story.ours))
        self.page.locator("[data-conflict]").click()
        expect(self.page.locator("#merge")).to_be_visible()
        self.take("conflict")


def show_desk(browser: Browser, origin: str, cookie: str, language: str, story: Story) -> None:
    author = Author(browser, origin, language, cookie=cookie)
    address = author.write(story)
    author.show_writing()
    phone = Author(browser, origin, language, PHONE, cookie)
    phone.open(address)
    phone.take("phone")
    author.show_warning(story)
    author.show_completion(story)
    author.show_details(story)
    author.show_insert()
    author.show_cover()
    show_library(browser, origin, cookie, language)
    author.open(address)
    author.show_history(story)
    author.show_conflict(story)


def show_library(browser: Browser, origin: str, cookie: str, language: str) -> None:
    visit = Visit(browser, origin, language, LIBRARY, cookie)
    visit.page.goto("/desk/library/?shelf=pictures")
    visit.page.locator(".shelf a", has_text=PICTURE).click()
    expect(visit.page.locator(".about-file img")).to_be_visible()
    visit.page.wait_for_load_state("networkidle")
    visit.take("library")


def show_pages(browser: Browser, origin: str) -> None:
    reader = Visit(browser, origin, "zh-CN", READER)
    reader.suffix = ""
    for name, address in (("home", "/"), ("article", "/articles/ddpm-to-ddim/")):
        reader.page.goto(address)
        reader.take(name)


def main() -> None:
    expect.set_options(timeout=SECONDS * 1000)
    program = shutil.which("chromium-headless-shell")
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        port = free_port()
        given = {"PORT": str(port)}
        with python(["manage.py", "start"], port, Path(data), given) as server:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            origin, cookie = server.url(""), session(data)
            show_pages(browser, origin)
            show_desk(browser, origin, cookie, "en-GB", ENGLISH)
            show_desk(browser, origin, cookie, "zh-CN", CHINESE)
            browser.close()


if __name__ == "__main__":
    main()
