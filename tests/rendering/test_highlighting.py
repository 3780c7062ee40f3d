"""Highlighted code has the classes of Pygments, within a limit of time."""

import re
from html import unescape

import pytest
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from rendering import render
from rendering.code.code_html import highlighted
from rendering.code.code_languages import SPELLINGS, cached_lexer, language_named
from rendering.code.fast_lexer import REACHES, lookahead_for
from tests.work import assert_grows_linearly

FAR = REACHES[0][1]
PROGRAMS = {
    "python": 'class A:\n    """Doc\n\n    more"""\n\n    def f(self): return f"{1!r}" # é\n',
    "cpp": "#include <vector>\nstd::vector<size_t> v{1, 2}; /* a\nb */ int32_t x = 0x1f;\n",
    "js": "const f = async (x) => `a ${x}\n` + /r[e]/g; // 注\n",
    "console": "$ ls -l\na.txt\n# rm x\n",
    "html": '<p class="a">&amp; <!-- b\nc --></p><script>let x = 1</script>\n',
    "diff": "@@ -1 +1 @@\n-a\n+b\n",
}
PIECE = re.compile(r'<span class="(\w+)">|</span>|([^<]+)')
UNSEEN = ("", "w")


def seen(html: str) -> list[tuple[str, str]]:
    """Each visible character with its class."""
    name, found = "", []
    for piece in PIECE.finditer(html):
        if piece[2]:
            found += [(name, c) for c in unescape(piece[2]) if not c.isspace()]
        else:
            name = piece[1] or ""
    return found


@pytest.mark.parametrize("language", PROGRAMS)
def test_every_character_has_the_class_of_pygments(language: str) -> None:
    source = PROGRAMS[language]
    known = language_named(language)
    assert known is not None
    ours = "\n".join(highlighted(known, source, FAR))
    theirs = highlight(
        source, get_lexer_by_name(language, stripnl=False), HtmlFormatter(nowrap=True)
    )
    assert seen(ours) == seen(theirs)


@pytest.mark.parametrize("language", PROGRAMS)
def test_the_text_of_highlighted_code_is_the_source(language: str) -> None:
    known = language_named(language)
    assert known is not None
    lines = highlighted(known, PROGRAMS[language], FAR)
    text = unescape(re.sub("<[^>]*>", "", "\n".join(lines)))
    assert text == PROGRAMS[language].removesuffix("\n")


def test_neighbours_of_one_class_share_an_element() -> None:
    known = language_named("python")
    assert known is not None
    assert highlighted(known, "a[(1)]\n", FAR)[0].count('<span class="p">') == 2


@pytest.mark.parametrize("alias", SPELLINGS)
def test_every_name_that_pygments_does_not_know_has_a_lexer(alias: str) -> None:
    for name in SPELLINGS[alias].split():
        known = language_named(name)
        assert known is not None
        assert cached_lexer(known.alias, FAR).name


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("java", "a b " * 5_000),
        ("python", "\n " * 10_000),
        ("js", "x" * 3_000),
    ],
)
def test_code_on_which_a_lexer_backtracks_is_not_highlighted(language: str, source: str) -> None:
    rendered = render(f"```{language}\n;{source}\n;\n```")
    assert "highlighted" in rendered.warnings[0].message


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("html", "<!-- a"),
        ("python", 'x = """ \\'),
        ("c", "/* a ("),
        ("js", "`${a("),
        ("css", "a { b: url("),
        ("bash", 'a "$(b'),
    ],
)
def test_unclosed_tokens_take_linear_work(language: str, line: str) -> None:
    def show(lines: int) -> None:
        render(f"```{language}\n" + f"{line};\n" * lines + "\n```")

    assert_grows_linearly(show, 200)
    show(4_000)  # a quadratic regular expression would hang here


def test_the_lookahead_shrinks_with_the_amount_of_code() -> None:
    reaches = [lookahead_for(length) for length in (1, 20_000, 150_000, 10**7)]
    assert reaches == sorted(reaches, reverse=True)


def test_code_beyond_the_limit_is_not_highlighted() -> None:
    block = "```python\n" + "x = 1\n" * 15_000 + "```\n\n"
    rendered = render(block * 3)
    assert '<span class="n">' in rendered.html
    (warning,) = rendered.warnings
    assert warning.line == 2 * 15_003 + 1
