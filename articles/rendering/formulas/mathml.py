"""The converter's MathML without inline styles, which the site's policy forbids."""

import re
from html import escape

from ..document import Formula, attributes

ANNOTATION = '<annotation encoding="application/x-tex">'
CLOSING = "</annotation></semantics></math>"
STYLE = re.compile(r'(<[a-z]+\b[^<>]*?) style="([^"]*)"')
# A mark is a colour that no author can write; the second kind describes the box around it.
MARKED = re.compile(r'<mrow style="color:#ABC([0-9A-F]{3});"')
BOXED = re.compile(
    r'<mpadded style="padding-left:0;padding-right:0;"><mrow style="color:#ABD([0-9A-F]{3});"'
)
CLASSES = {
    "text-align:right": "r",
    "text-align:left": "l",
    "width:50%": "pad",
    "width:100%": "al",
    "padding-left:0": "pl0",
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
    "border-top:0.05em dashed currentcolor": "bt dash",
    "border-right:0.05em dashed currentcolor": "br dash",
    "border-bottom:0.05em dashed currentcolor": "bb dash",
    "border-left:0.05em dashed currentcolor": "bl dash",
}


def finish(mathml: str, formula: Formula, marks: list[str]) -> str:
    """With classes for styles, and what the author wrote, byte for byte, as annotation."""
    presentation = mathml.partition(ANNOTATION)[0]
    if marks:
        presentation = MARKED.sub(lambda m: f"<mrow {marks[int(m[1], 16)]}", presentation)
        presentation = BOXED.sub(lambda m: f"<mpadded {marks[int(m[1], 16)]}><mrow", presentation)
    presentation = STYLE.sub(restyle, presentation)
    spoken = escape(" ".join(formula.latex.split()))
    presentation = presentation.replace("<math", f'<math alttext="{spoken}"', 1)
    return presentation + ANNOTATION + escape(formula.latex, quote=False) + CLOSING


def nothing(formula: Formula) -> str:
    """A formula that only defines macros: no reader sees it."""
    source = escape(formula.latex, quote=False)
    return f'<math class="silent"><semantics><mrow></mrow>{ANNOTATION}{source}{CLOSING}'


def content_of(mathml: str) -> str:
    """Without what makes it a formula of its own."""
    presentation = mathml.partition(ANNOTATION)[0]
    return STYLE.sub(restyle, presentation.partition("<semantics>")[2])


def restyle(match: re.Match[str]) -> str:
    """A style without a class is one that we do without, such as a negative margin."""
    declarations = [part.strip().replace(": ", ":") for part in match[2].split(";")]
    names = " ".join(CLASSES[part] for part in declarations if part in CLASSES)
    names = "tag" if names == "pad r" else " ".join(dict.fromkeys(names.split()))
    colours = [part[6:] for part in declarations if part.startswith("color:#")]
    colour = f' mathcolor="{colours[0]}"' if colours else ""
    return match[1] + attributes(**{"class": names}) + colour
