"""Heads of files, in everybody's spelling."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.transfer.front_matter import Refused, split

SHANGHAI = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: 梯度\ndate: 2024-01-02 03:04:05\ntags: [a, b]\ncategories: NLP\n---\nbody",
        "---\ntitle: 梯度\ndate: 2024/01/02 03:04:05\ntags:\n- a\n- b\n"
        "categories:\n- [NLP]\n---\nbody",
        '+++\ntitle = "梯度"\ndate = 2024-01-02T03:04:05+08:00\ntags = ["a", "b"]\n'
        'categories = ["NLP"]\n+++\nbody',
        '{"title": "梯度", "date": "2024-01-02T03:04:05+08:00", "tags": ["a", "b"], '
        '"categories": ["NLP"]}\nbody',
        "Title: 梯度\nDate: 2024-01-02 03:04:05\nTags: a, b\nCategory: NLP\n\nbody",
    ],
    ids=["jekyll", "hexo", "hugo toml", "hugo json", "pelican"],
)
def test_every_spelling_means_the_same(text):
    head, body = split(text)
    assert (head.title, head.tags, head.topic) == ("梯度", ("a", "b"), "NLP")
    assert head.date == datetime(2024, 1, 2, 3, 4, 5, tzinfo=SHANGHAI)
    assert body.strip() == "body"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("draft: true", "is_draft", True),
        ("published: false", "is_draft", True),
        ("status: draft", "is_draft", True),
        ("draft: false", "is_draft", False),
        ("layout: page", "is_page", True),
        ("permalink: /2024/01/attention.html", "slug", "attention"),
        ("lang: zh-CN", "language", "zh-hans"),
        ("language: en-us", "language", "en"),
        ("description: 概要", "summary", "概要"),
        ("lastmod: 2024-05-06T00:00:00Z", "updated", datetime(2024, 5, 6, tzinfo=UTC)),
        ("date: Tue, 02 Jan 2024 00:00:00 +0000", "date", datetime(2024, 1, 2, tzinfo=UTC)),
        ("title: 2024", "title", "2024"),
        ("tags: [1, null, C++]", "tags", ("1", "C++")),
        ("tags:", "tags", ()),
    ],
)
def test_spelling_is_understood(line, field, value):
    assert getattr(split(f"---\n{line}\n---\n")[0], field) == value


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("---\ntitle: a: b: c\n---\n", "line 2"),
        ("---\ntitle: [unclosed\n---\n", "YAML"),
        ("---\n- just\n- a list\n---\n", "keys and values"),
        ("---\ndate: yesterday\n---\n", "yesterday"),
        ("---\ndate: 2024-13-45\n---\n", "month must be in 1..12"),
        ("---\ntitle: [a, b]\n---\n", "title"),
        ("+++\ntitle = \n+++\n", "TOML"),
        ("---\nx: !!python/object:os.system {}\n---\n", "YAML"),
    ],
)
def test_broken_head_is_refused_with_its_reason(head, reason):
    with pytest.raises(Refused, match=reason):
        split(head)


@pytest.mark.parametrize(
    "text",
    ["plain text", "---\n\nnot a head", "Note: this is prose\n", "{not json}", "# Title\n\n---\n"],
)
def test_text_without_a_head_is_left_alone(text):
    head, body = split(text)
    assert head.title == ""
    assert body == text
