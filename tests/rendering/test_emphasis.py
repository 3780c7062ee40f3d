"""Chinese and Japanese emphasis has a class: it has dots instead of italics."""

import pytest

from rendering import DIALECTS, for_feed, render


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("*强调*", '<em class="han">强调</em>'),
        ("*かな*", '<em class="han">かな</em>'),
        ("*GPU 上*", '<em class="han">GPU 上</em>'),
        ("***强***", '<em class="han"><strong>强</strong></em>'),
        ("*only Latin*", "<em>only Latin</em>"),
        ("*42*", "<em>42</em>"),
        ("**强**", "<strong>强</strong>"),
    ],
)
def test_emphasis_with_han_or_kana_has_a_class(source, expected, dialect):
    html = render(f"前 {source} 后", dialect=dialect).html
    inner = html.replace("<strong><em", "<em").replace("</em></strong>", "</em>")
    assert expected in html or expected.replace("<strong>", "").replace("</strong>", "") in inner


def test_feeds_have_no_class_of_emphasis():
    assert "<em>强调</em>" in for_feed(render("*强调*").html, base="https://example.org/")
