"""Every case file, each case a promise with a name."""

import pytest

from articles.rendering import DIALECTS, render

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


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("case", read("texts"), ids=named)
def test_texts_for_search(case: Case, dialect: str) -> None:
    """Expected is every line with the name of its part."""
    rendered = render(case.source, dialect=dialect, language=case.language)
    parts = ("headings", "prose", "code")
    lines = [f"{part}: {line}" for part in parts for line in getattr(rendered, part).split("\n")]
    found = [line for line in lines if not line.endswith(": ")]
    assert found == case.expected.split("\n")


def assert_renders(case: Case, dialect: str) -> None:
    html = render(case.source, dialect=dialect, language=case.language, known=case.known).html
    assert canonical(shorten(html)) == canonical(case.expected)
