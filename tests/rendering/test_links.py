"""Warnings about links, and the names that a source mentions."""

import pickle

import pytest

from rendering import DIALECTS, File, KnownNames, RenderedLink, Target, mentions, render
from tests.work import assert_grows_linearly

from .casefiles import KNOWN

both = pytest.mark.parametrize("dialect", DIALECTS)


def warnings_of(source: str, dialect: str = "commonmark") -> list[tuple[int | None, str]]:
    rendered = render(source, dialect=dialect, known=KNOWN)
    return [(warning.line, warning.message) for warning in rendered.warnings]


@both
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[x](nosuch.md)", "no article or file"),
        ("[x](gone.pdf)", "no article or file"),
        ("[x](/articles/nosuch/)", "no article or file"),
        ("[x](draft.md)", "which is a draft"),
        ("[x]()", "no target"),
        ("[x](#没有)", "No heading"),
        ("![x](gone.png)", "not found among the uploaded"),
        ("![x](https://example.com/a.png)", "on another site"),
        ("![x](data:image/png;base64,AA==)", "data: is none"),
    ],
)
def test_broken_links_are_warned_of_with_their_line(
    written: str, expected: str, dialect: str
) -> None:
    ((line, message),) = warnings_of(f"一\n\n二 {written} 三\n", dialect)
    assert line == 3
    assert expected in message


@pytest.mark.parametrize("written", ["[[nosuch]]", "[[nosuch#一|二]]", "![[gone.png]]", "[[草稿]]"])
def test_broken_wiki_links_are_warned_of_with_their_line(written: str) -> None:
    ((line, _message),) = warnings_of(f"- 一\n- 二 {written}\n")
    assert line == 2


def test_an_embedded_article_becomes_a_link_with_a_warning() -> None:
    ((line, message),) = warnings_of("一\n\n![[attention]]")
    assert (line, message.endswith("a link to it: attention")) == (3, True)


@both
def test_the_same_broken_link_is_warned_of_once(dialect: str) -> None:
    assert len(warnings_of("[x](nosuch.md)\n\n[y](nosuch.md)\n", dialect)) == 1


@both
def test_valid_links_cause_no_warning(dialect: str) -> None:
    source = "[x](attention.md#a) [y](https://a.b) [z](#标题) <a@b.cc> ![p](a.png)\n\n## 标题\n"
    assert warnings_of(source, dialect) == []


@both
def test_links_to_footnotes_are_not_listed(dialect: str) -> None:
    rendered = render("文[^1]\n\n[^1]: 注 [x](attention.md)", dialect=dialect, known=KNOWN)
    assert [link.target for link in rendered.links] == ["attention.md"]
    assert not rendered.warnings


@both
def test_every_link_and_file_is_listed_in_order_with_its_line(dialect: str) -> None:
    source = """[一](attention.md#节) ![二](a.png)

> [三](nosuch.md)

- [四](https://example.com/a_(b)?c=1&d=2)
- [五][r] [三](nosuch.md)

![远](https://example.com/x.png) [六](#没有)

[r]: <paper.pdf>
"""
    assert render(source, dialect=dialect, known=KNOWN).links == (
        RenderedLink("attention.md#节", 1),
        RenderedLink("a.png", 1, embedded=True),
        RenderedLink("nosuch.md", 3, broken=True),
        RenderedLink("https://example.com/a_(b)?c=1&d=2", 5),
        RenderedLink("paper.pdf", 10),
        RenderedLink("nosuch.md", 6, broken=True),
        RenderedLink("https://example.com/x.png", 8, embedded=True),
        RenderedLink("#没有", 8, broken=True),
    )


def test_bare_and_wiki_links_are_listed_with_their_lines() -> None:
    source = "一\n\n见https://example.com/a。然后 [[attention|它]]\n![[a.png]] www.example.com\n"
    found = render(source, known=KNOWN).links
    assert [(link.target, link.line) for link in found] == [
        ("https://example.com/a", 3),
        ("attention", 3),
        ("a.png", 4),
        ("http://www.example.com", 4),
    ]


@both
def test_broken_links_are_counted(dialect: str) -> None:
    source = "[x](nosuch.md) [y](attention.md) ![z](gone.png)"
    assert render(source, dialect=dialect, known=KNOWN).counts.broken == 2


@both
def test_without_known_names_links_are_unchanged(dialect: str) -> None:
    source = "[x](nosuch.md) ![y](gone.png) ![z](https://example.com/a.png) ![v](a.mp4)"
    rendered = render(source, dialect=dialect)
    assert not rendered.warnings
    for piece in ('href="nosuch.md"', 'src="gone.png"', 'src="https://example.com/a.png"'):
        assert piece in rendered.html
    assert '<video src="a.mp4"' in rendered.html


def test_without_any_known_article_every_link_is_broken() -> None:
    rendered = render("[x](a.md) ![y](a.png)", known=KnownNames())
    assert all(link.broken for link in rendered.links)


@both
def test_prose_contains_each_description_and_caption_once(dialect: str) -> None:
    rendered = render('![图一](a.png)\n\n![描述](b.png "说明")\n\n![演示](clip.mp4)\n', known=KNOWN)
    assert rendered.prose.split() == ["图一", "描述", "说明", "演示"]


def test_an_unclosed_video_removes_no_text() -> None:
    assert "<p>后</p>" in render('<video src="clip.mp4">\n\n后', known=KNOWN).html


def test_marker_classes_of_the_dialect_are_removed() -> None:
    source = '[[#a]] [[attention]] ![[attention]] <a class="lw-implied" href="https://a.b">x</a>'
    assert "lw-" not in render(source, known=KNOWN).html
    assert "lw-" not in render(source).html


def test_python_markdown_keeps_double_brackets_as_text() -> None:
    source = "[[attention]] 与 ![[a.png]]"
    rendered = render(source, dialect="python-markdown", known=KNOWN)
    assert rendered.html == f"<p>{source}</p>"
    assert not rendered.links


def test_address_of_an_article_is_escaped() -> None:
    known = KnownNames({"x": Target('/a"><script>', "<b>")}, {"p.png": File('/"><script>')})
    html = render("[[x]] ![](p.png)", known=known).html
    assert "<script" not in html
    assert "<b>" not in html


@both
def test_known_names_are_passed_to_the_worker(dialect: str) -> None:
    known = pickle.loads(pickle.dumps(KNOWN))
    source = "[x](attention.md) ![y](a.png)"
    assert render(source, dialect=dialect, known=known) == render(
        source, dialect=dialect, known=KNOWN
    )


# The names that a source mentions


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("[x](other-article.md)", {"other-article.md"}),
        ("[x](../folder/other.md#part)", {"../folder/other.md"}),
        ("[x](other-slug)", {"other-slug"}),
        ('[x](other "title")', {"other"}),
        ("[x](/articles/other/)", {"/articles/other/"}),
        ("[x](%E6%A0%87%E9%A2%98)", {"标题"}),
        ("[x](标题)", {"标题"}),
        ("[x](<a b.md>)", {"a b.md"}),
        ("[x](a\\_b.md)", {"a_b.md"}),
        ("[x][r]\n\n[r]: other.md", {"other.md"}),
        ("<a href='other.md'>x</a> <a href=two.md>", {"other.md", "two.md"}),
        ("[[标题]] [[a|b]] [[c#d]]", {"标题", "a", "c"}),
        ("| [[a\\|b]] |", {"a"}),
        ("[[C++: 模板]]", {"C++: 模板"}),
        ("[x](/about/) [y](https://a.b/c) [z](#d) [m](mailto:a@b.c)", set()),
        ("[[1]](https://a.b) <https://a.b>", set()),
    ],
)
def test_names_of_articles_are_found(source: str, names: set[str]) -> None:
    assert mentions(source).articles == names
    assert mentions(source).files == frozenset()


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("![](x.png)", {"x.png"}),
        ("![x](img/图%201.svg 't')", {"img/图 1.svg"}),
        ("[![x](a.png)](b.pdf)", {"a.png", "b.pdf"}),
        ("![[picture.png|300]]", {"picture.png"}),
        ('<img alt="a" src="x.jpg"><video src=y.mp4>', {"x.jpg", "y.mp4"}),
        ("![x](/media/a.webp)", {"/media/a.webp"}),
        ("![x](https://a.b/c.png)", set()),
    ],
)
def test_names_of_files_are_found(source: str, names: set[str]) -> None:
    assert mentions(source).files == names
    assert mentions(source).articles == frozenset()


def test_double_brackets_of_python_markdown_mention_nothing() -> None:
    assert not mentions("[[a]] ![[b.png]]", "python-markdown").articles


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "](",
        "[[",
        "[[a|",
        "![[",
        "[[a]]",
        "src='",
        'href="',
        "](<",
        "](a(b",
        "https://",
        "[a](b.md)\n",
    ],
)
def test_a_long_row_of_anything_is_read_in_linear_work(piece: str) -> None:
    assert_grows_linearly(lambda n: mentions(piece * n), 500)
    mentions(piece * (400_000 // len(piece)))  # a quadratic regular expression would hang


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('![图](https://a.example/b.png "图")', 'title="图">图</a>'),
        ('![图](https://a.example/b.png "说明")', 'title="说明">图: 说明</a>'),
        ('![](https://a.example/b.png "说明")', 'title="说明">说明</a>'),
        ('![图](gone.png "说明")', ">图: 说明</span>"),
    ],
)
def test_a_picture_that_is_not_shown_keeps_its_caption(source, shown):
    rendered = render(source, known=KnownNames({}, {}))
    assert shown in rendered.html
    assert "text-lost" not in {warning.code for warning in rendered.warnings}


@both
def test_links_in_footnotes_are_found(dialect: str) -> None:
    source = "一[^1] 二[^乙]\n\n[^1]: 见[甲](attention.md)。\n\n[^乙]:[丙](/articles/attention/)\n"
    assert mentions(source, dialect=dialect).articles == {
        "attention.md",
        "/articles/attention/",
    }
    assert not [each for each in warnings_of(source, dialect) if "no article" in each[1]]
