"""Diagrams are drawn as SVG without scripts; what cannot be drawn stays code with a warning."""

import re
import sys
from html import unescape
from pathlib import Path

import pytest

from rendering import diagram_picture, diagrams_of, for_feed, for_mail, render
from rendering.diagrams import outcome_of
from rendering.diagrams.drawn_diagram import NotDrawn
from rendering.diagrams.redrawing import redrawn

FLOW = "graph TD\n  甲[取数据] -->|是| 乙{够吗?}\n  乙 --> 丙"
DOT = 'digraph { 甲 [label="取数据"]; 甲 -> b [label="是" color=red] }'
KINDS = {
    "flow": (FLOW, "取数据"),
    "sequence": ("sequenceDiagram\n 客户->>服务: 请求\n Note over 客户: 稍等", "稍等"),
    "state": ("stateDiagram-v2\n [*] --> 空闲\n 空闲 --> 运行: 启动", "启动"),
    "class": ("classDiagram\n class 动物 {\n  +吃(食物) bool\n }\n 动物 <|-- 狗 : 是", "+吃(食物)"),
    "er": ("erDiagram\n 客户 ||--o{ 订单 : 下单\n 客户 {\n  string 姓名 PK\n }", "姓名"),
}
ELEMENTS = "svg desc g defs marker path rect circle ellipse line polyline polygon text tspan"
ATTRIBUTES = """
    role aria-label viewBox width height font-size class transform id refX refY
    markerUnits markerWidth markerHeight orient d x y rx ry cx cy r x1 y1 x2 y2 points dx dy
    stroke-width stroke-dasharray marker-start marker-mid marker-end text-anchor
    dominant-baseline xml:space
"""
COLOURS = ("#fff", "#eee", "#999", "#000", "red", "gold", "green", "cyan", "blue", "plum")
STYLE_SHEET = Path(__file__).parents[2] / "static/css/diagrams.css"


def fence(source, language="mermaid", title=""):
    return (
        f'```{language} title="{title}"\n{source}\n```\n'
        if title
        else f"```{language}\n{source}\n```\n"
    )


def drawing(source, language="mermaid"):
    """The SVG of a source that is drawn."""
    rendered = render(fence(source, language))
    assert rendered.warnings == ()
    (svg,) = diagrams_of(rendered.html)
    return svg


def texts(svg):
    found = re.findall(r"<text[^>]*>(.*?)</text>", svg)
    return [unescape(re.sub("<[^>]*>", "", text)).strip() for text in found]


@pytest.mark.parametrize("kind", KINDS)
def test_mermaid_is_drawn_and_its_words_are_text(kind):
    source, word = KINDS[kind]
    assert any(word in text for text in texts(drawing(source)))


@pytest.mark.parametrize("language", ["dot", "graphviz"])
def test_graphviz_is_drawn_and_its_words_are_text(language):
    assert texts(drawing(DOT, language)) == ["取数据", "b", "是"]


@pytest.mark.parametrize("dialect", ["commonmark", "python-markdown"])
def test_both_dialects_draw_fences_and_tags_of_other_systems(dialect):
    shortcode = f"文\n\n{{{{< mermaid >}}}}\n{FLOW}\n{{{{< /mermaid >}}}}\n"
    for source in (fence(FLOW), shortcode):
        assert render(source, dialect=dialect).counts.diagrams == 1


def test_chinese_labels_fit_their_boxes():
    label = "一二三四五六七八九十一二"
    for svg in (
        drawing(f"graph TD\n A[{label}]"),
        drawing(f'digraph {{ node [shape=box fontname="SimHei"] a [label="{label}"] }}', "dot"),
        drawing(f"classDiagram\n class A {{\n  +{label}\n }}"),
    ):
        width = max(
            extent(shape)
            for shape in re.findall(r"<(?:rect|polygon|path)[^>]*f-p[^>]*>|<polygon[^>]*>", svg)
        )
        assert width >= 13 * len(label)


def extent(shape):
    """The width of a rectangle, polygon or path."""
    if width := re.search(r' width="([\d.]+)"', shape):
        return float(width[1])
    numbers = [
        float(n)
        for n in re.findall(r"-?\d+(?:\.\d+)?", re.search(r'(?:points|d)="([^"]*)"', shape)[1])
    ]
    return max(numbers[::2]) - min(numbers[::2])


HOSTILE = {
    "mermaid": (
        '%%{init: {"securityLevel": "loose", "themeCSS": "@import url(http://x.test)"}}%%\n'
        "graph TD\n"
        """ A["<img src=x onerror=alert(1)><script>alert(1)</script><b>粗</b>"] --> B\n"""
        ' click A "javascript:alert(1)"\n click B href "https://x.test" _blank\n'
        " style A fill:url(https://x.test/a),stroke:#f00\n"
        ' C@{ img: "https://x.test/p.png", label: "图片", w: 60, h: 60 }'
    ),
    "dot": (
        'digraph { stylesheet="https://x.test/s.css"\n'
        ' a [URL="javascript:alert(1)" tooltip="<script>" image="/etc/passwd" label="<script>"]\n'
        ' b [label=<<b>粗</b>&#60;script&#62;&#x10003C;>]; a -> b [href="javascript:alert(1)"] }'
    ),
}


@pytest.mark.parametrize("language", HOSTILE)
def test_only_shapes_and_texts_get_through(language):
    svg = drawing(HOSTILE[language], language)
    assert set(re.findall(r"<(\w+)", svg)) <= set(ELEMENTS.split())
    tags = re.findall(r"<\w+([^>]*)>", svg)
    names = {name for tag in tags for name in re.findall(r' ([\w:-]+)="', tag)}
    assert names <= set(ATTRIBUTES.split())
    values = [value for tag in tags for value in re.findall(r'="([^"]*)"', tag)]
    assert not [value for value in values if re.search(r"script|://|url\((?!#drawn)", value)]
    assert "粗" in "".join(texts(svg))


def test_words_that_are_only_in_html_are_not_lost():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/>'
        "<foreignObject><p>词</p></foreignObject></svg>"
    )
    with pytest.raises(NotDrawn):
        redrawn(svg)


@pytest.mark.parametrize(
    ("source", "language", "line"),
    [
        ("graph TD\n A --> B\n B[[", "mermaid", 5),
        ("digraph {\n a -> b\n b -> ;\n}", "dot", 5),
        ("nosuch\n a", "mermaid", 2),
    ],
)
def test_what_cannot_be_drawn_is_code_with_a_warning_at_its_line(source, language, line):
    rendered = render(f"\n{fence(source, language)}")
    assert [(warning.code, warning.line) for warning in rendered.warnings] == [
        ("diagram-not-drawn", line)
    ]
    assert '<figure class="code' in rendered.html
    assert rendered.counts.code_blocks == 1


LARGE = {
    "5,000 nodes": ("graph TD\n" + "\n".join(f"n{i}" for i in range(5000)), "mermaid"),
    "much work": (
        "graph TD\n" + "\n".join(f"n{i}-->n{i * 7919 % 700}" for i in range(700)),
        "mermaid",
    ),
    "long source": ("graph TD\n A[" + "长" * 40_000 + "]", "mermaid"),
    "much processor time": (
        "graph { layout=neato; " + "\n".join(f"n{i}--n{i * 7919 % 900}" for i in range(900)) + "}",
        "dot",
    ),
}


@pytest.mark.parametrize("case", LARGE)
def test_what_is_too_large_is_code_with_a_warning(case, monkeypatch):
    monkeypatch.setattr("rendering.diagrams.graphviz.SECONDS", 1)
    source, language = LARGE[case]
    codes = {warning.code for warning in render(fence(source, language)).warnings}
    assert "diagram-too-large" in codes


def test_an_article_has_a_limit_of_time(monkeypatch):
    monkeypatch.setattr("rendering.diagrams.SECONDS", -1)
    (warning,) = render(fence(FLOW)).warnings
    assert warning.code == "diagrams-too-many"


def test_a_program_that_is_missing_is_named(monkeypatch):
    outcome_of.cache_clear()
    monkeypatch.setitem(sys.modules, "merman", None)
    monkeypatch.setattr("sysconfig.get_path", lambda _name: "/nowhere")
    rendered = render(fence(FLOW) + fence(DOT, "dot"))
    outcome_of.cache_clear()
    named = [warning.params["package"] for warning in rendered.warnings]
    assert named == ["merman", "graphviz-pure"]


def test_ids_differ_from_diagram_to_diagram():
    html = render(fence(FLOW) + "文\n\n" + fence(FLOW) + "文\n\n" + fence(DOT, "dot")).html
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids)) >= 2
    assert set(re.findall(r"url\(#([^)]*)\)", html)) <= set(ids)


def test_the_source_describes_the_diagram():
    html = render(fence(FLOW, title="流程")).html
    assert 'role="img" aria-label="流程"' in html
    description = re.search(r"<desc>(.*?)</desc>", html, re.DOTALL)
    shown = re.search(r"<pre><code>(.*?)</code></pre>", html, re.DOTALL)
    assert unescape(description[1]) == unescape(shown[1]) == FLOW + "\n"
    assert "<figcaption>流程</figcaption>" in html


def test_a_diagram_counts_as_a_picture_whose_words_are_found():
    rendered = render("前文。\n\n" + fence(FLOW))
    counts = rendered.counts
    assert (counts.images, counts.diagrams, counts.code_blocks) == (1, 1, 0)
    assert rendered.strip[-1].startswith("g")
    assert "取数据" in rendered.prose
    assert "取数据" not in rendered.excerpt


def test_every_colour_has_a_rule_in_both_style_sheets():
    colours = "".join(
        f"\n n{n}[x]\n style n{n} fill:{colour},stroke:{colour}" for n, colour in enumerate(COLOURS)
    )
    used = set(re.findall(r"\b[fs]-\w+", drawing("graph TD" + colours)))
    assert len(used) >= 19
    picture = diagram_picture(drawing(FLOW))
    for sheet in (STYLE_SHEET.read_text(encoding="utf-8"), picture):
        assert used <= set(re.findall(r"\.([fs]-\w+)", sheet))


@pytest.mark.parametrize(
    ("source", "language", "classes"),
    [
        ("graph TD\n a[x]\n style a fill:#222,color:lime", "mermaid", ["on-ink"]),
        ("graph TD\n a[x]\n style a fill:#345fdd,color:#fff", "mermaid", [""]),
        ("graph TD\n a[x]\n style a fill:var(--none)", "mermaid", [""]),
        ("digraph { a -> b [label=x fontcolor=red] }", "dot", ["", "", ""]),
    ],
)
def test_text_can_be_read_on_what_is_below(source, language, classes):
    tags = re.findall(r"<text([^>]*)>", drawing(source, language))
    found = [re.search(r'class="([^"]*)"', tag) for tag in tags]
    assert [match[1] if match else "" for match in found] == classes
    assert classes == ["on-ink"] or "f-ink" not in drawing(source, language).split("<text")[0]


def test_feeds_have_pictures_and_mails_have_sources():
    html = render(fence(FLOW, title="流程")).html
    feed = for_feed(
        html, base="https://a.test/x/", find_diagram=lambda _svg: "https://a.test/d.svg"
    )
    assert '<img src="https://a.test/d.svg" alt="流程: ' in feed
    assert "<svg" not in feed
    mail = for_mail(html, base="https://a.test/x/")
    assert "甲[取数据] --&gt;|是|" in mail.html
    assert "甲[取数据] -->|是|" in mail.text


def test_the_same_source_gives_the_same_bytes():
    outcome_of.cache_clear()
    first = drawing(FLOW)
    outcome_of.cache_clear()
    assert drawing(FLOW) == first
