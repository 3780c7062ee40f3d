r"""Formulas that Temml converts because the converter cannot."""

import re
from html import escape

import pytest
from selectolax.lexbor import LexborHTMLParser

from rendering import render
from rendering.math import temml
from rendering.math.temml_mathml import ATTRIBUTES, ELEMENTS
from rendering.output.feed import for_feed
from rendering.output.mail import for_mail

# Elements around every formula, and those that show its source.
AROUND = {"math", "semantics", "annotation", "p", "div", "span", "pre", "code"}
AROUND_ATTRIBUTES = {
    *("alttext", "class", "data-name", "display", "encoding", "id"),
}
TAGS = re.compile(r"<(m[a-z]+)([^>]*)>")
NAMES = re.compile(r' ([a-z-]+)="')

FORMULAS = [
    r"\wideparen{AB} = \astrosun",
    r"\longdiv{40.0}",
    r"x \coh y",
    r"f^{\dprime}",
    r"\reflectbox{S}",
    r"A \leftouterjoin B",
    r'\char"263a',
    r"a \sqint b",
    r"\text{\dh}\sout{x}",
    r"((((((((((((((((x",
]


def presentation(html: str) -> str:
    return html.partition("<annotation")[0]


@pytest.mark.parametrize("latex", FORMULAS)
def test_formulas_that_the_converter_refuses_are_converted(latex: str) -> None:
    rendered = render(f"$${latex}$$")
    assert rendered.warnings == ()
    assert "<math" in rendered.html
    assert f'alttext="{escape(latex)}" display="block"' in rendered.html
    assert f'x-tex">{escape(latex, quote=False)}</annotation>' in rendered.html


@pytest.mark.parametrize("latex", FORMULAS)
def test_the_output_has_no_styles_and_only_known_elements(latex: str) -> None:
    for tag, attributes in TAGS.findall(presentation(render(f"${latex}$").html)):
        names = set(NAMES.findall(attributes))
        assert tag in ELEMENTS | {"math"}
        assert names <= ATTRIBUTES | {"class", "alttext"}


def test_numbers_labels_and_references_are_those_of_other_formulas() -> None:
    html = render(
        "$$\\begin{align} a &= b \\label{one} \\\\ c &\\coh d \\label{two} \\end{align}$$\n\n"
        "$$e \\tag{*} \\label{three} \\astrosun$$\n\n"
        "\\begin{equation} f \\label{four} \\end{equation}\n\n"
        "$\\eqref{four} \\coh \\ref{one}$, \\eqref{two}, \\eqref{three}"
    ).html
    assert 'id="eq-one"><mtext>(1)</mtext>' in html
    assert 'class="tag" id="eq-two"><mtext>(2)</mtext>' in html
    assert 'id="eq-three"><mtext>(*)</mtext>' in html
    assert 'id="eq-four"><mtext>(3)</mtext>' in html
    assert '<a href="#eq-four">(3)</a>' in html
    assert '<a href="#eq-one">1</a>' in html
    assert '<a href="#eq-two">(2)</a>' in html
    assert '<a href="#eq-three">(*)</a>' in html


def test_macros_of_the_article_are_expanded_for_it() -> None:
    source = "$\\newcommand{\\sun}{\\astrosun}$\n\n$\\M_\\sun$"
    assert "☉" in presentation(render(source, macros={"M": r"\mathcal{M}"}).html.split("<p>")[-1])


def test_colours_sizes_and_boxes_are_kept() -> None:
    html = render(r"$\coh \textcolor{red}{x} \Large y \raisebox{1em}{z} \llap{w}$").html
    assert 'mathcolor="red"' in html
    assert 'mathsize="1.4400em"' in html
    assert '<mpadded voffset="1em">' in html
    assert '<mpadded class="llap" width="0"><mrow>' in html


def test_rules_and_columns_are_classes() -> None:
    html = render(r"$\male \begin{array}{|l:r|} a & b \\ \hline c & d \end{array}$").html
    assert '<mtd class="l bb bl dr">' in html


def test_a_repeated_formula_is_converted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    temml.convert_with_temml.cache_clear()
    asked = []
    convert = temml.run_temml
    monkeypatch.setattr(temml, "run_temml", lambda *args: asked.append(args) or convert(*args))
    render(r"$\astrosun$ and $\astrosun$ and $\astrosun$, $\foo$ and $\foo$")
    assert len(asked) == 2


def test_a_formula_that_is_kept_looks_as_if_it_was_converted_anew() -> None:
    """What stands before it changes: the macros that it uses, and the number that it gets."""
    formula = r"\begin{align} \tiny\colorbox{#abc}{a} &\coh \x \label{two} \end{align}"
    before = (r"$\gdef\x{y}$", r"$\gdef\x{z}$", "$\\gdef\\x{z}$\n\n$$\na \\tag{1}\n$$")
    texts = [f"{each}\n\n$$\n{formula}\n$$" for each in before]
    anew = []
    for text in texts:
        temml.convert_with_temml.cache_clear()
        anew.append(render(text))
    assert not any(rendered.warnings for rendered in anew)
    assert [render(text) for text in texts * 2] == anew * 2
    assert temml.convert_with_temml.cache_info().hits


def test_ordinary_formulas_never_call_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temml, "convert_with_temml", None)
    assert not render(r"$x^2$, $\R$, $\ce{H2O}$ and $$\frac{a}{b} \tag{1}$$").warnings


def test_the_amount_per_article_is_limited() -> None:
    many = "\n\n".join(rf"$\astrosun {number} {'x' * 900}$" for number in range(20))
    rendered = render(many)
    converted = rendered.html.count("<math")
    assert converted * 900 <= temml.MOST_CHARACTERS
    assert converted + len(rendered.warnings) == 20


HOSTILE = [
    r"\href{javascript:alert(1)}{\astrosun}",
    r"\url{javascript:alert(1)}\astrosun",
    r"\includegraphics{https://example.com/x.png}\astrosun",
    r"\class{evil}{\astrosun}",
    r"\htmlId{evil}{\astrosun}",
    r"\htmlStyle{position:fixed}{\astrosun}",
    r"\style{position:fixed}{\astrosun}",
    r"\data{onclick=alert(1)}{\astrosun}",
    r"\id{evil}{\astrosun}",
    r"\text{<img src=x onerror=alert(1)>}\astrosun",
    r'\text{" onclick="alert(1)}\astrosun',
    r"\color{red;background:url(x)}\astrosun",
    r"\color[HTML]{ABC000}\astrosun",
    r"\label{\"><img src=x onerror=alert(1)>}\astrosun",
    r"\tag{<script>alert(1)</script>}\astrosun",
    r"\text{<script>alert(1)</script>}((((((((((((((((((x",
    r"\begin{__proto__}\astrosun\end{__proto__}",
    r"\astrosun\constructor\toString\hasOwnProperty",
    r"]]><!--\astrosun--></annotation></semantics></math><img src=x onerror=alert(1)>",
]


@pytest.mark.parametrize("latex", HOSTILE)
def test_hostile_latex_produces_no_html(latex: str) -> None:
    body = LexborHTMLParser(render(f"$${latex}$$").html).body
    assert body is not None
    for node in body.css("body *"):
        assert node.tag in ELEMENTS | AROUND
        assert set(node.attributes) <= ATTRIBUTES | AROUND_ATTRIBUTES
        assert "evil" not in (node.attributes.get("class") or "")
        assert (node.attributes.get("id") or "eq-").startswith("eq-")


BOMBS = [
    r"\verb x" + r"\llap{" * 30 + r"\coh" + "}" * 30,
    r"\verb x" + r"\cancelto{a}{" * 11 + r"\coh" + "}" * 11,
    r"\verb x" + r"\equilibriumRight{" * 30 + r"\coh" + "}" * 30,
    r"\llap{" * 30 + r"\coh" + "}" * 30,
    r"\cancelto{a}{" * 11 + r"\coh" + "}" * 11,
    "{" * 2000 + "}" * 2000,
    r"\text{" * 800 + "}" * 800,
    r"\sqrt" * 900 + r"\coh",
    r"\hat{" * 900 + "}" * 900,
    "x^{" * 60 + r"\coh" + "}" * 60,
    r"\left(" * 60 + r"\coh" + r"\right)" * 60,
    r"\begin{matrix}" * 60 + r"\coh" + r"\end{matrix}" * 60,
    r"\mathchoice" + "{\\mathchoice{a}{b}{c}{d}}" * 4 + r"\coh",
    r"\def\a{\a\a}\a\coh",
    r"\edef\a{x}\a\coh",
    r"\rule{1e9em}{1e9em}\coh\hspace{1e9em}\kern1e9em",
    r"\coh\begin{array}{" + "c" * 2000 + "}" + "&" * 2000 + r"\end{array}",
    r"\coh" + "~" * 4000,
    r"\coh" + r"\dots" * 900,
    r"\coh" + "'" * 4000,
]


@pytest.mark.parametrize("latex", BOMBS)
def test_exponential_input_is_shown_as_source_or_converted(latex: str) -> None:
    rendered = render(f"$${latex}$$\n\n$\\astrosun$")
    assert rendered.html.count("<math") + rendered.html.count("bad-math") == 2
    assert "☉" in rendered.html
    for length in re.findall(r'(?:width|height|depth|voffset)="-?([\d.]+)', rendered.html):
        assert float(length) <= 400


def test_formulas_do_not_affect_later_formulas() -> None:
    before = render(r"$\astrosun$").html
    temml.convert_with_temml.cache_clear()
    render(
        r"$\gdef\astrosun{x}\coh$ $\global\let\astrosun\coh$ $\astrosun\definecolor{a}{RGB}{1,2,3}$"
    )
    temml.convert_with_temml.cache_clear()
    assert render(r"$\astrosun$").html == before


@pytest.fixture(params=["absent", "empty", "by half"])
def no_temml(request, tmp_path, monkeypatch):
    """A package that set-up could not install; `no_temml()` installs it."""
    whole, script = temml.SCRIPT, tmp_path / "temml.js"
    if request.param != "absent":
        source = whole.read_text(encoding="utf-8")
        script.write_text(source[: len(source) // 2] if request.param == "by half" else "")
    monkeypatch.setattr(temml, "SCRIPT", script)
    temml.temml_interpreter.cache_clear()
    temml.convert_with_temml.cache_clear()
    yield lambda: script.write_bytes(whole.read_bytes())
    temml.temml_interpreter.cache_clear()


def test_without_the_package_the_source_is_shown_and_the_package_is_named(no_temml) -> None:
    before = render(r"$\astrosun$ $x^2$")
    assert before.html.count("bad-math") == 1
    assert before.missing == ("temml",)
    assert "make setup" in before.warnings[0].message
    no_temml()
    after = render(r"$\astrosun$ $x^2$")
    assert (after.missing, after.warnings) == ((), ())
    assert "bad-math" not in after.html


def test_a_mistake_is_not_reported_as_a_missing_package() -> None:
    rendered = render(r"$\foo$")
    assert rendered.missing == ()
    assert "bad-math" in rendered.html


def test_feeds_mails_and_search_contain_it_like_any_formula() -> None:
    rendered = render(r"日 $\astrosun_{a<b}$ 与 $\textcircled{甲}$")
    feed = for_feed(rendered.html, base="https://example.com/a/")
    assert "☉" in feed
    assert "class=" not in feed
    assert "annotation" not in feed
    mail = for_mail(rendered.html, base="https://example.com/a/")
    assert r"$\astrosun_{a<b}$" in mail.text
    assert r"<code>$\astrosun_{a&lt;b}$</code>" in mail.html
    assert r"\astrosun_{a<b}" in rendered.prose
