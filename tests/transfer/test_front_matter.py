"""Front matter in the formats of Hexo, Hugo, Jekyll, Pelican and MkDocs."""

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from transfer.reading import front_matter_block
from transfer.reading.front_matter import FrontMatter


def split(text, **options):
    head = front_matter_block.split_front_matter(text)
    return FrontMatter.from_head(head.values, **options), head.body


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
def test_all_formats_give_the_same_values(text):
    head, body = split(text)
    assert (head.title, head.tags, head.category) == ("梯度", ("a", "b"), "NLP")
    assert head.date == datetime(2024, 1, 2, 3, 4, 5, tzinfo=SHANGHAI)
    assert body.strip() == "body"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("draft: true", "status", "draft"),
        ("published: false", "status", "draft"),
        ("status: draft", "status", "draft"),
        ("draft: false", "status", "published"),
        ("layout: page", "is_page", True),
        ("permalink: /2024/01/attention.html", "slug", "attention"),
        ("lang: zh-CN", "language", "zh-hans"),
        ("language: en-us", "language", "en"),
        ("description: 概要", "summary", "概要"),
        ("lastmod: 2024-05-06T00:00:00Z", "updated", datetime(2024, 5, 6, tzinfo=UTC)),
        ("date: Tue, 02 Jan 2024 00:00:00 +0000", "date", datetime(2024, 1, 2, tzinfo=UTC)),
        ("title: 2024", "title", "2024"),
        ("tags: [1, null, C++]", "tags", ("1", "C++")),
        ("tags:", "tags", None),
        ("tags: 机器学习，数学", "tags", ("机器学习", "数学")),
        ("tags: Machine Learning", "tags", ("Machine Learning",)),
        ("tags: [Python, python]", "tags", ("Python",)),
        ("categories: [AI, NLP]", "category", "AI"),
        ("categories: [AI, NLP]", "tags", ("NLP",)),
        ("series: 读懂注意力", "series", "读懂注意力"),
        ("series: [Attention, Other]", "series", "Attention"),
        ("series: []", "series", None),
        ("series: a\npart: 2", "part", 2),
        ("series: a\nseries_order: '03'", "part", 3),
        ("part: two", "part", None),
        ("title: 1.10", "title", "1.10"),
        ("title: no", "title", "no"),
        ("date: 2024年1月2日", "date", datetime(2024, 1, 2, tzinfo=SHANGHAI)),
        ("published: 2024-01-02", "date", datetime(2024, 1, 2, tzinfo=SHANGHAI)),
        ("status: hidden", "status", "archived"),
        ("permalink: /:year/:title/", "slug", None),
        ("lang: zh-TW", "language", "zh-hant"),
        ("cover: {image: a.png}", "cover", "a.png"),
    ],
)
def test_keys_and_values_are_read(line, field, value):
    assert getattr(split(f"---\n{line}\n---\n")[0], field) == value


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("---\ntitle: a: b: c\n---\n", "line 2"),
        ("---\ntitle: [unclosed\n---\n", "YAML"),
        ("---\n- just\n- a list\n---\n", "keys and values"),
        ("---\ndate: yesterday\n---\n", "yesterday"),
        ("---\ndate: 2024-13-45\n---\n", "“date” .* must be a date like"),
        ("---\ndate: 0001-01-01\n---\n", "“date”"),
        ("---\ntitle: x\ntags: {a: b}\n---\n", "“tags”"),
        ("---\nseries: a\npart: two\n---\n", "“part” .* from 1 to 9999, not “two”"),
        ("---\nseries: a\npart: 0\n---\n", "“part” .* from 1 to 9999"),
        ("---\nseries: {a: b}\n---\n", "“series” .* must be text"),
        (f"---\nseries: {'a' * 121}\n---\n", "“series” .* too long"),
        ("---\nexpiryDate: soon\n---\n", "“expirydate” .* must be a date"),
        ("---\ntitle: never closed\n\nx", "never closed"),
        ('{"title": "x",}\nx', "JSON .* line 1"),
        ("title: x\ntags: [a\n---\nx", "line 2"),
        ("---\ntitle: [a, b]\n---\n", "title"),
        ("+++\ntitle = \n+++\n", "TOML"),
    ],
)
def test_what_cannot_be_read_is_named(head, reason):
    block = front_matter_block.split_front_matter(head)
    front = FrontMatter.from_head(block.values)
    said = [*block.problems, *front.problems, front.visibility.reason or ""]
    assert any(re.search(reason, each) for each in said)


@pytest.mark.parametrize(
    ("text", "values", "body", "unread"),
    [
        (
            "---\ntitle: 深度学习: 综述\ntags: [a, b]\n---\nx",
            {"title": "深度学习: 综述", "tags": ["a", "b"]},
            "x",
            [],
        ),
        (
            "---\ntitle: A\ntags:\n\t- a\n\t- b\ndate: 2024-01-02\n---\nx",
            {"title": "A", "tags": ["a", "b"], "date": "2024-01-02"},
            "x",
            [],
        ),
        ("---\ntitle: A\n:::\ntags: [a\n---\nx", {"title": "A", "tags": "[a"}, "x", [":::"]),
        ('+++\ntitle = "A"\ndate = soon\n+++\nx', {"title": "A", "date": "soon"}, "x", []),
        (
            "+++\ntitle = 'A'\nx y\n[params]\nmath = true\n+++\nx",
            {"params": {"math": True}},
            "x",
            ["x y"],
        ),
        ('{\n  "title": "A",\n  "tags": ["a"],\n}\nx', {"title": "A", "tags": ["a"]}, "x", []),
        ("---\ntitle: A\ndate: 2024-01-02\n\n# B\n", {"title": "A"}, "\n# B\n", []),
        ("title: a: b\ntags: [x]\n---\ny", {"title": "a: b", "tags": ["x"]}, "y", []),
    ],
)
def test_the_rest_of_broken_front_matter_is_read(text, values, body, unread):
    block = front_matter_block.split_front_matter(text)
    assert block.values.items() >= values.items()
    assert block.body == body
    assert block.problems
    assert [each.rpartition(": ")[2] for each in block.problems[1:]] == unread


@pytest.mark.parametrize(
    "text",
    ["plain text", "---\n\nnot a head", "Note: this is prose\n", "{not json}", "# Title\n\n---\n"],
)
def test_text_without_front_matter_is_unchanged(text):
    head, body = split(text)
    assert head == FrontMatter()
    assert body == text


@pytest.mark.parametrize(
    "order", [("draft: false", "published: false"), ("status: draft", "draft: no")]
)
def test_draft_wins_if_keys_disagree(order):
    assert split("---\n{}\n{}\n---\n".format(*order))[0].status == "draft"


def test_spaces_separate_tags_in_jekyll_only():
    assert split("---\ntags: a b\n---\n", spaced=True)[0].tags == ("a", "b")


def test_yaml_never_makes_a_python_object(tmp_path):
    trap = tmp_path / "trap"
    split(f"---\ntitle: !!python/object/apply:os.mkdir ['{trap}']\n---\n".replace("title", "x"))
    assert not trap.exists()


def test_hexo_front_matter_without_an_opening_line():
    head, body = split("title: A\ntags: [a]\n---\nbody")
    assert (head.title, head.tags, body) == ("A", ("a",), "body")
