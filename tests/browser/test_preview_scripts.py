"""What scripts and the browser add to an article is in its preview, also in blocks drawn later."""

import pytest
from playwright.sync_api import expect

from desk.pages import rendering
from tests.browser.test_desk import article, people  # noqa: F401
from tests.browser.test_editor import editor  # noqa: F401
from tests.browser.test_embeds import PLAYER, with_player
from tests.browser.test_preview import preview  # noqa: F401

CODE = f"```python\nx = 1  # {'a' * 200}\n```"
PICTURE = '![电波](/static/icon.svg "图")'
TABS = "```python tab\nx = 1\n```\n\n```cpp tab\nint x;\n```"
FILLER = "很长的一段。\n\n" * 30
CARD = "https://youtu.be/aaaaaaaaaaa"
ARE_OPEN = "tabs => tabs.map(tab => tab.open)"
CHOOSE_LANGUAGE = """(form, value) => {
    form.elements.language.value = value
    form.elements.language.dispatchEvent(new Event("change", {bubbles: true}))
}"""


def has_one_button(block, name):
    expect(block.get_by_role("button", name=name)).to_have_count(1)


def see_buttons_in_blocks_that_are_drawn_later(editor, preview):  # noqa: F811
    code, picture = preview.locator("figure.code"), preview.locator("figure.pic")
    for number, name in ((1, "电波"), (2, "电")):
        editor.write(f"{CODE.replace('1', str(number))}\n\n{PICTURE.replace('电波', name)}")
        expect(code).to_contain_text(f"x = {number}")
        has_one_button(code, "Copy")
        has_one_button(picture, f"Enlarge the picture: {name}")
        expect(code.locator("pre")).to_have_attribute("tabindex", "0")


def see_one_button_each_when_the_page_around_them_is_new(editor, preview):  # noqa: F811
    editor.write(f"{CODE}\n\n{PICTURE}\n\n丑")
    expect(preview.get_by_text("丑")).to_be_attached()
    has_one_button(preview.locator("figure.code"), "Copy")
    preview.locator("figure.code").evaluate("block => { block.isKept = true }")
    editor.locator("#text").evaluate(CHOOSE_LANGUAGE, "en")
    expect(preview.locator("article")).to_have_attribute("lang", "en")
    assert preview.locator("figure.code").evaluate("block => block.isKept")
    has_one_button(preview.locator("figure.code"), "Copy")
    has_one_button(preview.locator("figure.pic"), "Enlarge the picture: 电波")


def see_the_player_of_a_card_that_is_written_later(editor, preview):  # noqa: F811
    with_player(editor)
    cards = preview.locator("figure[data-frame]")
    for text in (CARD, f"{CARD}\n\n乙\n\n{CARD}?t=9"):
        editor.write(text)
        expect(cards).to_have_count(text.count(CARD))
        for card in cards.all():
            has_one_button(card, "Open here: loads from www.youtube-nocookie.com")
    cards.first.get_by_role("button").click()
    expect(preview.locator("iframe")).to_have_attribute("src", PLAYER)
    expect(preview.frame_locator("iframe").get_by_text("The player")).to_be_visible()


def see_the_section_that_is_read_marked_in_new_lists(editor, preview):  # noqa: F811
    text = "甲\n\n"
    for name in ("推导", "实验"):
        text += f"## {name}\n\n{FILLER}"
        editor.write(text)
        expect(preview.locator(".dial [aria-current]")).to_contain_text(name)


def see_one_open_tab_in_each_set(editor, preview):  # noqa: F811
    tabs = preview.locator("details.tab")
    texts = (
        f"甲\n\n{TABS}",
        f"{TABS}\n\n乙",
        f"# 题\n\n{TABS}\n\n丙\n\n{TABS}",
        f"丁\n\n{TABS}\n\n戊",
    )
    for number, text in enumerate(texts):
        editor.write(f"{text}\n\n末{number}")
        expect(preview.get_by_text(f"末{number}")).to_be_attached()
        assert tabs.evaluate_all(ARE_OPEN) == [True, False] * text.count("cpp"), text


def see_the_tab_that_was_chosen(editor, preview):  # noqa: F811
    tabs = preview.locator("details.tab")
    editor.write(f"{TABS}\n\n子")
    expect(preview.get_by_text("子")).to_be_attached()
    preview.locator("summary", has_text="C++").click()
    editor.write(TABS.replace("int x", "int y") + "\n\n子")
    expect(tabs.last).to_contain_text("int y")
    assert tabs.evaluate_all(ARE_OPEN) == [False, True]


def see_white_space_between_elements_in_a_line(editor, preview):  # noqa: F811
    text = "<span>\n{}\n</span>\n<span>\n{}\n</span>"
    for words in (("a", "b"), ("c", "b"), ("c", "d")):
        editor.write(f"{words[0]}\n\n{text.format(*words)}\n<em>\ne\n</em>")
        expect(preview.locator("#lw-text")).to_contain_text(f"{' '.join(words)} e")


def test_blocks_that_are_drawn_later(editor, preview, subtests):  # noqa: F811
    for see in (
        see_buttons_in_blocks_that_are_drawn_later,
        see_the_player_of_a_card_that_is_written_later,
        see_the_section_that_is_read_marked_in_new_lists,
        see_one_open_tab_in_each_set,
        see_the_tab_that_was_chosen,
        see_white_space_between_elements_in_a_line,
        see_one_button_each_when_the_page_around_them_is_new,
    ):
        with subtests.test(see.__name__):
            see(editor, preview)
    assert editor.problems == []


def without_blocks(page, shown):
    return None


def in_another_element(request, shown, page_of=rendering.page_of):
    return page_of(request, shown).replace('class="prose" id="lw-text"', 'class="mine"')


@pytest.mark.parametrize(
    ("name", "changed"), [("place_of_text", without_blocks), ("page_of", in_another_element)]
)
def test_a_page_that_a_theme_changes(monkeypatch, editor, preview, name, changed):  # noqa: F811
    monkeypatch.setattr(rendering, name, changed)
    editor.reload()
    see_one_open_tab_in_each_set(editor, preview)
