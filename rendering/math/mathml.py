"""Finishes the converter's MathML: classes replace inline styles, which the site's CSP forbids."""

import re
from functools import lru_cache
from html import escape

from ..document import html_attributes
from ..html.characters import CJK
from ..placeholders import Formula
from .mathml_signs import with_large_brackets, with_stretchy_signs

ANNOTATION = '<annotation encoding="application/x-tex">'
CLOSING = "</annotation></semantics></math>"
LONGEST_KEPT = 10_000  # characters
# Of the two cells beside an equation, the one with the number is aligned to the right.
TAG_CELL_CLASSES = {"pad r": "tag", "side r": "side tag"}
STYLE = re.compile(r'(<[a-z]+\b[^<>]*?) style="([^"]*)"')
# Some browsers put a combining arrow beside its letter, so it is replaced by an operator.
VECTOR, ARROW = '<mo stretchy="false">\u20d7</mo>', '<mo stretchy="false" class="vec">→</mo>'
# Chinese identifiers become text: the math font has no Chinese, and some browsers do not fall back.
IDENTIFIER = re.compile(rf'<mi(?: mathvariant="normal")?>([^<]*[{CJK}][^<]*)</mi>')
# A rule below the last row is a row with one empty cell, which must span all columns.
LAST_RULE = re.compile(r'<mtd style="(border-top:[^";]*)[^"]*"></mtd></mtr></mtable>')
EDGE = r'<mtd columnspan="64" style="edge;\1"></mtd></mtr></mtable>'
# A `\\` at the end makes no empty row.
NO_ROW = re.compile(
    r'(?<=</mtr>)<mtr><mtd(?: style="(?!border-top)[^"]*")?></mtd></mtr>(?=</mtable>)'
)
# Negative space is a negative margin, for which classes stand, in eighteenths of an em.
NEGATIVE_SPACE = re.compile(r'<mspace style="margin-left:-([\d.]+)em;"/>')
NEGATIVE_STEPS = (90, 18, 6, 3, 1)
# The content of `\\hphantom` has neither height nor depth.
HPHANTOM, FLAT_HPHANTOM = (
    '<mpadded height="0"><mphantom>',
    '<mpadded height="0" depth="0"><mphantom>',
)
# A mark is a colour that authors cannot write; the second kind applies to the box around it.
MARKED = re.compile(r'<mrow style="color:#ABC([0-9A-F]{3});"')
BOXED = re.compile(r'<mpadded(?: style="[^"]*")?><mrow style="color:#ABD([0-9A-F]{3});"')
# Chromium applies the size of a bracket only in a row, not directly in a script element.
SIZED = re.compile(r"(<m(?:sub|sup|subsup)>)(<mo [^<>]*minsize=[^<>]*>[^<]*</mo>)")
# Feeds are XML, which does not define these entities.
ENTITY = re.compile("&(ApplyFunction|InvisibleTimes|InvisibleComma|InvisiblePlus);")
ENTITIES = dict(
    zip(
        ("ApplyFunction", "InvisibleTimes", "InvisibleComma", "InvisiblePlus"),
        "\u2061\u2062\u2063\u2064",
        strict=True,
    )
)
CLASSES = {
    "edge": "edge",
    "text-align:right": "r",
    "text-align:left": "l",
    "width:50%": "pad",
    "width:7.5%": "side",
    "width:100%": "al",
    "padding-left:0": "pl0",
    "padding-left:0.1em": "thin",
    "padding-left:1em": "pl1",
    "padding-left:0.1667em": "pls",
    "padding-left:0.2222em": "pls",
    "padding-right:0": "pr0",
    "padding-right:0.1667em": "prs",
    "padding-right:0.2222em": "prs",
    "padding-top:0": "pt0",
    "padding-top:0.1667em": "pts",
    "padding-bottom:0": "pb0",
    "border-top:0.05em solid currentcolor": "bt",
    "border-right:0.05em solid currentcolor": "br",
    "border-bottom:0.05em solid currentcolor": "bb",
    "border-left:0.05em solid currentcolor": "bl",
    "border-top:0.05em dashed currentcolor": "dt",
    "border-right:0.05em dashed currentcolor": "dr",
    "border-bottom:0.05em dashed currentcolor": "db",
    "border-left:0.05em dashed currentcolor": "dl",
}


def finish_mathml(mathml: str, latex: str, marks: tuple[str, ...]) -> str:
    """The MathML with classes for styles and the author's exact source as annotation."""
    make = finished_mathml if len(mathml) > LONGEST_KEPT else kept_mathml
    return make(mathml, latex, marks)


def finished_mathml(mathml: str, latex: str, marks: tuple[str, ...]) -> str:
    presentation = mathml.partition(ANNOTATION)[0]
    presentation = presentation.replace(VECTOR, ARROW).replace(HPHANTOM, FLAT_HPHANTOM)
    presentation = with_stretchy_signs(presentation)
    if not presentation.isascii():
        presentation = IDENTIFIER.sub(r"<mtext>\1</mtext>", presentation)
    if ' style="' in presentation:
        presentation = LAST_RULE.sub(EDGE, presentation)
        presentation = NEGATIVE_SPACE.sub(negative_space, presentation)
    if "<mtable" in presentation:
        presentation = NO_ROW.sub("", presentation)
    if marks:
        presentation = MARKED.sub(lambda m: f"<mrow {marks[int(m[1], 16)]}", presentation)
        presentation = BOXED.sub(lambda m: f"<mpadded {marks[int(m[1], 16)]}><mrow", presentation)
    if ' style="' in presentation:
        presentation = STYLE.sub(classes_for_style, presentation)
    if "minsize=" in presentation:
        presentation = with_large_brackets(SIZED.sub(r"\1<mrow>\2</mrow>", presentation))
    if "&" in presentation:
        presentation = ENTITY.sub(lambda m: ENTITIES[m[1]], presentation)
    alt_text = escape(" ".join(latex.split()))
    presentation = presentation.replace("<math", f'<math alttext="{alt_text}"', 1)
    return presentation + ANNOTATION + escape(latex, quote=False) + CLOSING


# While a text is written, it is rendered after each change, and most of its formulas stay the same.
kept_mathml = lru_cache(maxsize=1024)(finished_mathml)


def hidden_formula(formula: Formula) -> str:
    """A hidden element for a formula that only defines macros."""
    source = escape(formula.latex, quote=False)
    return f'<math class="silent"><semantics><mrow></mrow>{ANNOTATION}{source}{CLOSING}'


def math_content(mathml: str) -> str:
    """The content of the math element, without the element itself."""
    presentation = mathml.partition(ANNOTATION)[0]
    return STYLE.sub(classes_for_style, presentation.partition("<semantics>")[2])


def negative_space(match: re.Match[str]) -> str:
    left, steps = round(float(match[1]) * 18), ""
    for step in NEGATIVE_STEPS:
        count, left = divmod(left, step)
        steps += f'<mspace class="back{step}"/>' * count
    return steps


def classes_for_style(match: re.Match[str]) -> str:
    """Replace a style attribute by classes and a colour; drop declarations without a class."""
    declarations = [part.strip().replace(": ", ":") for part in match[2].split(";")]
    names = " ".join(CLASSES[part] for part in declarations if part in CLASSES)
    names = TAG_CELL_CLASSES.get(names) or " ".join(dict.fromkeys(names.split()))
    colours = [part[6:] for part in declarations if part.startswith("color:#")]
    colour = f' mathcolor="{colours[0]}"' if colours else ""
    return match[1] + html_attributes(**{"class": names}) + colour
