"""Renders every case of the case files and compares the output."""

import re
from functools import partial

import pytest

from rendering import DIALECTS, for_feed, for_mail, render
from rendering.result import DISPLAY_START, FORMULA_END, FORMULA_START
from tests.each import check_each

from .casefiles import Case, canonical, files, read, shorten


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("file", files("both"))
def test_both_dialects_agree(file: str, dialect: str) -> None:
    check_each(read("both", file), partial(assert_renders, dialect))


@pytest.mark.parametrize("file", files("commonmark"))
def test_commonmark(file: str) -> None:
    check_each(read("commonmark", file), partial(assert_renders, "commonmark"))


@pytest.mark.parametrize("file", files("python_markdown"))
def test_python_markdown(file: str) -> None:
    check_each(read("python_markdown", file), partial(assert_renders, "python-markdown"))


@pytest.mark.parametrize("dialect", DIALECTS)
def test_excerpts(dialect: str) -> None:
    def check(case: Case) -> None:
        rendered = render(case.source, dialect=dialect, language=case.language)
        assert rendered.excerpt == case.expected

    check_each(read("excerpts"), check)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_excerpts_as_html(dialect: str) -> None:
    def check(case: Case) -> None:
        rendered = render(case.source, dialect=dialect, language=case.language)
        assert rendered.excerpt_html == case.expected

    check_each(read("excerpts_html"), check)


MARKS = re.compile(f"[{FORMULA_START}{DISPLAY_START}{FORMULA_END}]")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_texts_for_search(dialect: str) -> None:
    """Expected output names the part of each line. The marks around formulas are left out."""

    def check(case: Case) -> None:
        rendered = render(case.source, dialect=dialect, language=case.language)
        parts = ("headings", "prose", "code")
        lines = [
            f"{part}: {line}" for part in parts for line in getattr(rendered, part).split("\n")
        ]
        found = [MARKS.sub("", line) for line in lines if not line.endswith(": ")]
        assert found == case.expected.split("\n")

    check_each(read("texts"), check)


FEED_MATH = re.compile(r'<math((?: display="block")?) xmlns="[^"]*">(.*?)</math>')
TAG = re.compile(r"<[^>]*>")


def math_without_tags(match: re.Match[str]) -> str:
    return f"<math{match[1]}>{TAG.sub('', match[2])}</math>"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_feeds(dialect: str) -> None:
    def check(case: Case) -> None:
        html = render(case.source, dialect=dialect, language=case.language).html
        found = for_feed(html, base="https://example.org/a/")
        assert canonical(FEED_MATH.sub(math_without_tags, found)) == canonical(case.expected)

    check_each(read("feeds"), check)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_mails_as_plain_text(dialect: str) -> None:
    def check(case: Case) -> None:
        html = render(case.source, dialect=dialect, language=case.language).html
        assert for_mail(html, base="https://example.org/a/").text.rstrip("\n") == case.expected

    check_each(read("mails"), check)


def assert_renders(dialect: str, case: Case) -> None:
    html = render(case.source, dialect=dialect, language=case.language, known=case.known).html
    assert canonical(shorten(html)) == canonical(case.expected)
