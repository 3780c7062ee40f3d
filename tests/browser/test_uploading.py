"""Pictures and files in the editor, from the clipboard to the page that readers see."""

import re
from base64 import b64encode

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from media.models import MediaFile
from tests.browser.test_editor import article, editor, people  # noqa: F401
from tests.browser.writing.conftest import number_of_copies, wait_for
from tests.media.samples import picture

GIVE = """(area, [kind, files, html]) => {
    const data = new DataTransfer()
    for (const [name, type, bytes] of files)
        data.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], name, {type}))
    if (html) data.setData("text/html", html)
    const {x, y} = area.getBoundingClientRect()
    const options = {bubbles: true, cancelable: true, clientX: x + 5, clientY: y + 5}
    const isPaste = kind === "paste"
    const Event = isPaste ? ClipboardEvent : DragEvent
    const name = isPaste ? "clipboardData" : "dataTransfer"
    area.dispatchEvent(new Event(kind, {...options, [name]: data}))
}"""
ADDRESS = r"\(/files/[a-z2-7]{12}/[^)]+\)"
STORED = re.compile(ADDRESS)


def png(name, side):
    return [name, "image/png", b64encode(picture("PNG", (side, side))).decode()]


def give(page, kind, *files, html=""):
    page.area.evaluate(GIVE, [kind, files, html])


def failing_once(page, at):
    """Let the upload with this number find no connection."""
    sent = iter(range(1, 100))
    page.route(
        f"**{reverse('desk_upload')}",
        lambda route: route.abort() if next(sent) == at else route.continue_(),
    )


@pytest.mark.usefixtures("media_folders")
def test_from_the_clipboard_to_readers(editor, article, live_server):  # noqa: F811
    body, rows = editor.locator("#body"), editor.locator("#uploads li")
    failing_once(editor, 3)
    editor.write("开头")
    give(editor, "paste", png("image.png", 20), html='<img src="https://a.example/x.png">')
    expect(body).to_have_value(re.compile(rf"^开头\n\n!\[\]{ADDRESS}$"))
    editor.area.press("Control+z")
    expect(body).to_have_value(re.compile(r"^开头\s*$"))
    editor.area.press("Control+y")
    expect(body).to_have_value(re.compile(rf"^开头\n\n!\[\]{ADDRESS}$"))
    editor.write(body.input_value() + "\n\n")
    give(editor, "drop", *(png(f"{n}.png", 20 + n) for n in (1, 2, 3)))
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("no connection")
    assert "uploading:" in body.input_value()
    assert "uploading:" not in editor.evaluate(
        "Object.fromEntries(new FormData(document.querySelector('#text'))).body"
    )
    editor.get_by_role("button", name="Publish").first.click()
    expect(editor.locator("#said")).to_contain_text("Send it again")
    rows.get_by_role("button", name="Send again").click()
    expect(rows).to_have_count(0)
    assert len(STORED.findall(body.input_value())) == 4
    editor.get_by_role("button", name="Publish").first.click()
    expect(editor.locator(".messages")).to_contain_text("readers see this text")
    assert MediaFile.objects.filter(name__startswith="screenshot-").count() == 1
    editor.goto(f"{live_server.url}{article.get_absolute_url()}")
    expect(editor.locator(".prose img")).to_have_count(4)
    expect(editor.locator(".prose .pics img")).to_have_count(3)


@pytest.mark.usefixtures("media_folders")
def test_a_file_outlives_the_page_and_the_session(editor, people):  # noqa: F811
    body = editor.locator("#body")
    failing_once(editor, 1)
    editor.write("开头\n\n")
    give(editor, "paste", png("image.png", 20))
    expect(editor.locator("#uploads li.no")).to_have_count(1)
    wait_for(editor, lambda: number_of_copies(editor) == 1)
    editor.on("dialog", lambda dialog: dialog.accept())
    editor.reload()
    editor.get_by_role("button", name="Take it back").click()
    expect(body).to_have_value(STORED)
    editor.get_by_role("button", name="Plain text field").click()
    editor.context.clear_cookies(name="sessionid")
    people[0].set_password("a long password")
    people[0].save()
    body.evaluate(GIVE, ["paste", [png("b.png", 21)], ""])
    editor.locator("#sign-in-password").fill("a long password")
    editor.locator("#sign-in .primary").click()
    expect(body).to_have_value(re.compile(rf"{ADDRESS}[^!]*!\[\]{ADDRESS}"))
    assert body.evaluate("field => field.selectionStart === field.selectionEnd")
