"""Files of the library in the text and as the cover, chosen in a dialog."""

from io import BytesIO

import pytest
from playwright.sync_api import expect

from articles.models.cover_field import cover_of
from media.storing import add_file
from tests.browser.conftest import wait_for
from tests.browser.test_accessibility import violations
from tests.browser.test_uploading import GIVE, png
from tests.browser.writing.conftest import body, write
from tests.desk.writing_helpers import draft_of
from tests.media.samples import picture

pytestmark = pytest.mark.usefixtures("media_folders")


@pytest.fixture
def files(author):
    names = ("损失 曲线.png", "wave.png")
    return [
        add_file(BytesIO(picture("PNG", (90 + number, 40))), name, author)
        for number, name in enumerate(names)
    ]


def insert_by_keys(page, file):
    """The caret is where it was, also if nothing was chosen."""
    write(page, "图：")
    picture_button = page.get_by_role("button", name="Picture", exact=True)
    picture_button.click()
    dialog = page.get_by_role("dialog", name="Insert a picture or a file")
    expect(dialog.get_by_role("radio")).to_have_count(2)
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(body(page)).to_be_focused()
    picture_button.click()
    dialog.get_by_label("From the library").fill("曲线")
    expect(dialog.get_by_role("radio")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    page.keyboard.type("后")
    expect(page.locator("#body")).to_have_value(f"It begins.\n图：\n\n{file.markdown}后")


def choose_here(page, name):
    """With the dialog of the browser."""
    page.get_by_role("button", name="Picture", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Drop, paste or choose files").click()
    sent = {"name": name, "mimeType": "image/png", "buffer": picture("PNG", (50, 50))}
    chooser.value.set_files([sent])
    wait_for(page, lambda: name in page.locator("#body").input_value())


def set_cover(page, article, file):
    cover = page.locator(".cover-field")
    page.get_by_role("link", name="Details", exact=True).click()
    cover.get_by_role("button", name="Choose a picture").click()
    dialog = page.get_by_role("dialog", name="Cover image")
    dialog.locator("label", has_text=file.name).click()
    dialog.get_by_role("button", name="Use as the cover").click()
    wait_for(page, lambda: draft_of(article).head.metadata["cover"] == cover_of(file))
    expect(cover.get_by_role("img", name=file.name)).to_be_visible()
    assert violations(page) == []
    cover.evaluate(GIVE, ["drop", [png("dropped.png", 30)], ""])
    expect(cover.get_by_role("img", name="dropped.png")).to_be_visible()
    cover.get_by_role("button", name="No cover").click()
    wait_for(page, lambda: draft_of(article).head.metadata["cover"] == "")


def test_from_the_library_into_the_text_and_to_the_cover(form, article, files):
    page = form()
    insert_by_keys(page, files[0])
    choose_here(page, "here.png")
    set_cover(page, article, files[1])
    assert page.problems == []
