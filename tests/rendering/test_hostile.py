"""Input of authors cannot run in a reader's browser or stop the site."""

import re
from collections.abc import Collection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from rendering import DIALECTS, RenderError, render, render_safely
from rendering.document import Document
from rendering.html.allowed import TAGS, TRUSTED_TAGS
from rendering.html.sanitize import CLEANER, TRUSTED_CLEANER, sanitize
from rendering.options import Options
from rendering.pipeline import STEPS
from tests.each import check_each

pytestmark = pytest.mark.slow

MATHML = re.compile("math|semantics|annotation|m[a-z]+")
SCRIPTED = re.compile("^[\x00-\x20]*(?:javascript|vbscript|data|file|blob):", re.IGNORECASE)
FORBIDDEN = {"style", "srcset", "srcdoc", "name", "action", "formaction", "background"}

PAYLOADS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><circle/></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=x></object><embed src=x>",
    "<form action=x><button formaction=javascript:alert(1)>b</button></form>",
    "<input type=image src=x onerror=alert(1) name=q>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href='&#1;javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    '<https://x.com/"onclick=alert(1)>',
    '![" onerror=alert(1) "](x.png)',
    "[x](/ 'a\" onclick=\"alert(1)')",
    "<b style='position:fixed;inset:0'>x</b>",
    "<style>*{display:none}</style>",
    "<link rel=stylesheet href=x><meta http-equiv=refresh content=0><base href=x>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<img srcset='x 1x' src=x>",
    "<details open ontoggle=alert(1)>x</details>",
    "<video><source onerror=alert(1)></video>",
    "$\\href{javascript:alert(1)}{x}$",
    "$\\text{<img src=x onerror=alert(1)>}$",
    "$</annotation></semantics></math><img src=x onerror=alert(1)>$",
    '$\\begin{equation}x\\label{"><img src=x onerror=alert(1)>}\\end{equation}$',
    "```<img src=x onerror=alert(1)>\nx\n```",
    "```python title='\"><img src=x onerror=alert(1)>'\nx\n```",
    "[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    "# <img src=x onerror=alert(1)>",
    '<pre class="lw-code">0</pre><code class="lw-formula">0</code>',
]

# Attacks that only SVG makes possible.
DRAWN = [
    "<svg><script>alert(1)</script></svg>",
    "<svg><a href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><use href=data:image/svg+xml,x></use></svg>",
    "<svg><image href=https://evil.example/x></image></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x></animate></svg>",
    "<svg><set attributeName=href to=javascript:alert(1)></set></svg>",
    "<svg><foreignObject><iframe src=x></iframe></foreignObject></svg>",
    "<svg><rect fill='url(https://evil.example/x#y)'></rect></svg>",
    "<svg><rect fill='url( //evil.example/x#y)' onclick=alert(1)></rect></svg>",
    "<svg viewBox='0 0 1 1'><rect fill='u\\72l(//evil.example/a#b)'></rect></svg>",
    "<svg viewBox='0 0 1 1'><rect clip-path='ur\\6c(https://evil.example/a#b)'></rect></svg>",
    "<svg><path style='fill:red' d='M0 0'></path></svg>",
    "<map name=x><area href=javascript:alert(1)></map><img usemap=#x src=/a.png>",
    "<font color=red onmouseover=alert(1)>x</font>",
    "<picture><source srcset='https://evil.example/x 1x'><img src=/a.png></picture>",
]


def executable(html: str, tags: Collection[str] = TAGS) -> list[str]:
    """The elements and attributes that could run, load something or cover the page."""
    known = {tag.lower() for tag in tags} | {"body"}
    tree = LexborHTMLParser(f"<body>{html}")
    found = []
    for node in tree.body.traverse() if tree.body else ():
        if (node.tag or "").lower() not in known and not MATHML.fullmatch(node.tag or ""):
            found.append(f"<{node.tag}>")
        for name, value in node.attributes.items():
            address = re.sub("[\t\n\r]", "", value or "")
            if name.startswith("on") or name in FORBIDDEN or SCRIPTED.match(address):
                found.append(f"{name}={value}")
    return found


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("frame", ["{}", "字 {} 字", "> {}", "- {}", "| a |\n|---|\n| {} |"])
def test_nothing_executable_survives(frame: str, dialect: str) -> None:
    def check(payload: str) -> None:
        assert executable(render(frame.format(payload), dialect=dialect).html) == []

    check_each(PAYLOADS, check)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_raw_html_of_trusted_authors_executes_nothing(dialect: str) -> None:
    def check(payload: str) -> None:
        html = render(payload, dialect=dialect, raw_html=True).html
        names = re.sub(r'<map name="[^"]*">', "", html)
        assert executable(names, TRUSTED_TAGS) == []
        assert "url(http" not in html
        assert r"u\72l" not in html
        assert r"ur\6c" not in html

    check_each([*PAYLOADS, *DRAWN], check)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_drawing_is_shown_for_trusted_authors_only(dialect: str) -> None:
    drawing = '<svg viewBox="0 0 9 9"><path d="M0 0L9 9" stroke="red"></path></svg>'
    trusted = render(f"{drawing}\n\n<center>中</center>", dialect=dialect, raw_html=True).html
    assert '<path d="M0 0L9 9" stroke="red">' in trusted
    assert '<div class="center">中</div>' in trusted
    assert "<path" not in render(drawing, dialect=dialect).html


def test_cleaning_raw_html_twice_changes_nothing() -> None:
    def check(payload: str) -> None:
        once = TRUSTED_CLEANER.clean(payload)
        assert TRUSTED_CLEANER.clean(once) == once

    check_each([*PAYLOADS, *DRAWN], check)


def test_a_placeholder_cannot_be_forged() -> None:
    rendered = render('$x$\n\n<code class="lw-formula">0</code>')
    assert rendered.html.count("<math ") == 1


def test_the_token_never_leaves_the_engine() -> None:
    source = "# $x$\n\n![a $x$](b.png)\n\n```nosuch\nx\n```\n\n$\\nosuch$\n\n[$y$](z '$t$')"
    once, again = render(source), render(source)
    assert once == again
    assert not re.search("[0-9a-f]{24}", repr(once))


def test_control_characters_and_surrogates_are_removed() -> None:
    html = render("a\x00b\x02c\x1bd\ud800e\r\nf").html
    assert html == "<p>abcd\ufffde\nf</p>"


@pytest.mark.slow
@pytest.mark.parametrize("dialect", DIALECTS)
def test_deep_nesting_renders(dialect: str) -> None:
    for sign in (">", "<div>", "*", "[", "(", "- ", "<b>", "~", "{", "`"):
        assert render(sign * 300 + "a", dialect=dialect).html


@pytest.mark.slow
def test_a_list_nested_too_deep_is_a_readable_error() -> None:
    source = "\n".join("    " * depth + "- a" for depth in range(300))
    with pytest.raises(RenderError, match="nested too deeply"):
        render(source, dialect="python-markdown")


@pytest.mark.slow
def test_a_slow_article_is_stopped_and_the_next_one_renders() -> None:
    with pytest.raises(RenderError, match=r"more than 0\.3 seconds"):
        render_safely(("*a" * 9_000 + "\n\n") * 40, seconds=0.3)
    assert render_safely("好").html == "<p>好</p>"


def before_the_tree(source: str, dialect: str) -> str:
    document = Document(source, Options(dialect))
    for step in STEPS[: STEPS.index(sanitize) + 1]:
        step(document)
    return document.html


MARKDOWN = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(["$", "$$", "\\[", "\n", "\n\n", "    ", "> ", "- ", "1. ", "```", "**"]),
        st.sampled_from(["[^1]", "[x](y)", "<b>", "</div>", "<!--", "|", "# ", "!!! note\n", "~~"]),
        st.sampled_from(
            ["文字", "。", "https://x.com/", "\\", "`", "[!NOTE]", "===", "{#a}", "&lt;"]
        ),
    ),
    max_size=30,
).map("".join)


@settings(max_examples=150)
@given(MARKDOWN, st.sampled_from(DIALECTS))
def test_any_text_renders_and_cleaning_twice_changes_nothing(source: str, dialect: str) -> None:
    rendered = render(source, dialect=dialect)
    assert executable(rendered.html) == []
    cleaned = before_the_tree(source, dialect)
    assert CLEANER.clean(cleaned) == cleaned


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", ["int", "T", "vector", "set", "list", "script", "style", "svg"])
def test_words_in_angle_brackets_are_shown_and_remove_no_text(name: str, dialect: str) -> None:
    rendered = render(f"前 a<{name}> 中\n\n后", dialect=dialect)
    assert f"a&lt;{name}&gt; 中" in rendered.html
    assert "<p>后</p>" in rendered.html
    assert f"<{name}>" in rendered.warnings[0].message


def test_known_tags_are_not_shown_as_text() -> None:
    rendered = render("<center>a</center> <b>c</b>\n\n<font color=red>f</font>")
    assert "&lt;" not in rendered.html
    assert "<b>c</b>" in rendered.html
    assert not rendered.warnings


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", ["script", "style", "template", "nav", "form", "article"])
def test_removed_markup_is_warned_of(name: str, dialect: str) -> None:
    rendered = render(f"前\n\n<{name}>\nx\n</{name}>\n\n后", dialect=dialect)
    assert f"<{name}" not in rendered.html
    (warning,) = [each for each in rendered.warnings if f"<{name}>" in each.message]
    assert warning.line == 3


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "source", ["<table><p\n\n$$y$$", "<a title=\n\n```\ncode\n```", '<img alt="\n\n$x$', "<p $x$"]
)
def test_content_broken_by_an_unclosed_tag_shows_its_source(source, dialect):
    document = Document(source, Options(dialect))
    for step in STEPS:
        step(document)
    assert document.token not in document.html + document.prose + document.excerpt
    assert render(source, dialect=dialect) == render(source, dialect=dialect)


def test_a_checkbox_has_the_same_attribute_order_in_every_process() -> None:
    assert '<input checked="" disabled="" type="checkbox" aria-label=' in render("- [x] a").html
    assert '<input disabled="" type="checkbox" aria-label=' in render("- [ ] a").html


def test_a_misplaced_footnote_reference_removes_no_text() -> None:
    source = "[<form>^[</form>]]()"
    assert "fn-1" in render(source, dialect="python-markdown").html
