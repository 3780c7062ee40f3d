"""Pasting and dropping in the editor: as authors do it, one thing after the other."""

from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.test_editor import article, editor, has_text, people  # noqa: F401

PASTE = """(area, data) => {
    const clipboardData = new DataTransfer()
    for (const [type, text] of Object.entries(data)) clipboardData.setData(type, text)
    const options = {clipboardData, bubbles: true, cancelable: true}
    area.dispatchEvent(new ClipboardEvent("paste", options))
}"""
DROP = """(area, [name, type, text]) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([text], name, {type}))
    const {x, y} = area.getBoundingClientRect()
    const at = {clientX: x + 5, clientY: y + 5, bubbles: true, cancelable: true, dataTransfer}
    return area.dispatchEvent(new DragEvent("drop", at))
}"""
HTML = (
    "<p>当<math><msup><mi>x</mi><mn>2</mn></msup></math>时，<b>重点。</b></p><ul><li>一</li></ul>"
)
PLAIN, MARKDOWN = "当x2时，重点。\n一", "当$x^2$时，**重点。**\n\n- 一"
VS_CODE = (
    '<meta charset="utf-8"><div style="color: #000;font-family: Menlo, monospace;"><b>x</b></div>'
)


def paste(page, text, html=""):
    page.area.evaluate(PASTE, {"text/plain": text, **({"text/html": html} if html else {})})


def test_pasting(editor):  # noqa: F811
    said = editor.locator("#said")
    editor.write("")
    paste(editor, PLAIN, HTML)
    has_text(editor, MARKDOWN)
    editor.keyboard.type("！")
    has_text(editor, f"{MARKDOWN}！")
    for before in (MARKDOWN, PLAIN, ""):
        editor.area.press("Control+z")
        has_text(editor, before)
    for around, after in {
        "```\n": f"```\n{PLAIN}",
        "$$\nx": f"$$\nx{PLAIN}",
        "句": f"句{MARKDOWN}",
        "> 引\n> ": "> 引\n> 当$x^2$时，**重点。**\n>\n> - 一",
    }.items():
        editor.write(around)
        paste(editor, PLAIN, HTML)
        has_text(editor, after.replace("句当", "句\n\n当"))
    editor.write("论文")
    editor.area.press("Control+a")
    paste(editor, "https://a.example/x_(y")
    has_text(editor, "[论文](<https://a.example/x_(y>)")
    for text, html, after in (
        ("a\tb\n1\t2|3", "", "| a | b |\n| --- | --- |\n| 1 | 2\\|3 |"),
        ("$ ls\ta\nb", "", "$ ls\ta\nb"),
        ("**x**", VS_CODE, "**x**"),
        ("", '<img src="data:image/png;base64,x">', ""),
    ):
        editor.write("")
        paste(editor, text, html)
        has_text(editor, after)
    expect(said).to_contain_text("1 picture is left out")
    editor.write("")
    with editor.expect_request(f"**{reverse('desk_pasted')}"):
        editor.route("**/pasted/", lambda route: route.abort())
        paste(editor, PLAIN, HTML)
    expect(said).to_contain_text("the plain text is here")
    has_text(editor, PLAIN)
    assert all("ERR_FAILED" in problem for problem in editor.problems)


def test_dropped_files_never_replace_the_page(editor):  # noqa: F811
    said = editor.locator("#said")
    editor.write("")
    assert not editor.area.evaluate(DROP, ["说明.md", "", "# 标题\r\n\r\n正文\r\n"])
    has_text(editor, "# 标题\n\n正文")
    editor.write("")
    assert not editor.area.evaluate(DROP, ["a.csv", "text/csv", "a,b\n1,2"])
    has_text(editor, "| a | b |\n| --- | --- |\n| 1 | 2 |")
    assert not editor.locator("#title").evaluate(DROP, ["a.txt", "", "x"])
    expect(said).to_contain_text("Drop a file on the text")
    said.get_by_role("button").click()
    expect(said).to_be_hidden()
    has_text(editor, "| a | b |\n| --- | --- |\n| 1 | 2 |")
