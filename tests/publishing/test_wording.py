"""Messages of the renderer in the language of the interface."""

import re

import pytest
from django.utils import translation

from articles.publishing.wording import editor_warning, editor_warnings, warning_in_words, worded
from rendering import message
from rendering.messages.message import SENTENCES
from tests.each import check_each
from tests.factories import make_article

HEADING = {"line": 3, "code": "heading-needs-space", "params": {"quote": "##题"}, "fix": "## 题"}
OLD = {"line": 3, "message": "If this is a heading: ##题", "fix": None}
PLACE = re.compile(r"%\((\w+)\)s")
# Sentences that are parameters alone.
WORDLESS = {"converter-error", "reasons"}


def test_every_sentence_is_there_in_chinese():
    def check(code):
        chinese = translation.gettext(SENTENCES[code])
        assert re.search("[\u4e00-\u9fff]", chinese)
        assert set(PLACE.findall(chinese)) == set(PLACE.findall(SENTENCES[code]))
        assert not re.search("[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]", chinese)

    with translation.override("zh-hans"):
        check_each(sorted(SENTENCES.keys() - WORDLESS), check)


def test_a_warning_is_worded_when_it_is_shown():
    with translation.override("zh-hans"):
        assert warning_in_words(HEADING) == "第 3 行：如果这是标题，# 后面要有一个空格：##题"
    with translation.override("en"):
        assert warning_in_words(HEADING).startswith("Line 3: If this is a heading, it needs a")


def test_parts_of_a_message_are_worded_too():
    reason = message("reason-in-column", column=4, reason=message("argument-missing"))
    with translation.override("zh-hans"):
        told = message("formula-is-source", reason=reason)
        assert worded(told) == "这个公式显示为源码（第 4 列：缺少参数）"
        times = message("times", times=2)
        assert "（2 处）" in worded(message("mark-without-end", name="tip", times=times))
        kinds = message("callout-unknown", kind="x", kinds=["note", "tip"])
        assert "note、tip" in worded(kinds)


def test_a_warning_of_an_earlier_version_stays_as_it_was_stored():
    with translation.override("zh-hans"):
        assert worded(OLD) == OLD["message"]
        assert editor_warning(OLD)["text"] == OLD["message"]


def test_at_its_line_a_warning_does_not_quote_it():
    with translation.override("zh-hans"):
        shown = editor_warning(HEADING)
    assert shown == {
        "line": 3,
        "text": "如果这是标题，# 后面要有一个空格",
        "quote": "##题",
        "code": "heading-needs-space",
        "fix": "## 题",
    }


@pytest.mark.django_db
@pytest.mark.either_database
def test_the_stored_warning_is_a_code():
    article = make_article(body="正文\n\n##题")
    article.refresh_from_db()
    assert article.warnings == [HEADING]


def test_an_editor_gets_warnings_in_the_order_of_lines():
    lines = [each["line"] for each in editor_warnings([{**HEADING, "line": None}, HEADING, OLD])]
    assert lines == [3, 3, None]
