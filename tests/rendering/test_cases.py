"""Renders every case of the case files and compares the output."""

import re

import pytest

from rendering import DIALECTS, for_feed, for_mail, render
from rendering.result import DISPLAY_START, FORMULA_END, FORMULA_START

from .casefiles import Case, canonical, read, shorten


def named(case: Case) -> str:
    return case.title


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("case", read("both"), ids=named)
def test_both_dialects_agree(case: Case, dialect: str) -> None:
    assert_renders(case, dialect)


@pytest.mark.parametrize("case", read("commonmark"), ids=named)
def test_commonmark(case: Case) -> None:
    assert_renders(case, "commonmark")


@pytest.mark.parametrize("case", read("python_markdown"), ids=named)
def test_python_markdown(case: Case) -> None:
    assert_renders(case, "python-markdown")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("case", read("excerpts"), ids=named)
def test_excerpts(case: Case, dialect: str) -> None:
    rendered = render(case.source, dialect=dialect, language=case.language)
    assert rendered.excerpt == case.expected


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("case", read("excerpts_html"), ids=named)
def test_excerpts_as_html(case: Case, dialect: str) -> None:
    rendered = render(case.source, dialect=dialect, language=case.language)
    assert rendered.excerpt_html == case.expected


MARKS = re.compile(f"[{FORMULA_START}{DISPLAY_START}{FORMULA_END}]")


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("case", read("texts"), ids=named)
def test_texts_for_search(case: Case, dialect: str) -> None:
    """Expected output names the part of each line. The marks around formulas are left out."""
    rendered = render(case.source, dialect=dialect, language=case.language)
    parts = ("headings", "prose", "code")
    lines = [f"{part}: {line}" for part in parts for line in getattr(rendered, part).split("\n")]
    found = [MARKS.sub("", line) for line in lines if not line.endswith(": ")]
    assert found == case.expected.split("\n")


FEED_MATH = re.compile(r'<math((?: display="block")?) xmlns="[^"]*">(.*?)</math>')
TAG = re.compile(r"<[^>]*>")


def math_without_tags(match: re.Match[str]) -> str:
    return f"<math{match[1]}>{TAG.sub('', match[2])}</math>"


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("case", read("feeds"), ids=named)
def test_feeds(case: Case, dialect: str) -> None:
    html = render(case.source, dialect=dialect, language=case.language).html
    found = for_feed(html, base="https://example.org/a/")
    assert canonical(FEED_MATH.sub(math_without_tags, found)) == canonical(case.expected)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("case", read("mails"), ids=named)
def test_mails_as_plain_text(case: Case, dialect: str) -> None:
    html = render(case.source, dialect=dialect, language=case.language).html
    assert for_mail(html, base="https://example.org/a/").text.rstrip("\n") == case.expected


def assert_renders(case: Case, dialect: str) -> None:
    html = render(case.source, dialect=dialect, language=case.language, known=case.known).html
    assert canonical(shorten(html)) == canonical(case.expected)
