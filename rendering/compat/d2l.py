"""The tags of d2lbook, in which “Dive into Deep Learning” is written.

| written | becomes |
|---|---|
| `:label:`fig_x``, `:eqlabel:`eq_x`` | a label for the block above |
| `:numref:`, `:eqref:`, `:ref:` | a link to it, with its number or its title |
| `:cite:` | small grey text: [Vaswani et al., 2017] |
| `:width:`400px`` | the width of the image above |
| `:begin_tab:`pytorch`` … `:end_tab:` | tabs |
| `#@tab pytorch` at the head of code | code tabs |
| `[**…**]`, `(**…**)` | their content |
| `[~~…~~]`, `(~~…~~)` | nothing: text for slides only |
| ```` ```toc ```` | links to its chapters |
| `:bibliography:` | nothing |
"""

import re
from html import escape

from ..code import code_block
from ..document import IMPLIED_CLASS
from .foreign_tag import ForeignTag
from .replacements import (
    Box,
    Citation,
    ImageSize,
    Label,
    LabelReference,
    Replacement,
    TagText,
    WholeText,
)
from .scan_state import SourceScan

FENCES = frozenset({"toc", "eval_rst"})
ROLES = frozenset(
    {
        *(
            "label",
            "eqlabel",
            "numref",
            "eqref",
            "ref",
            "cite",
            "citet",
            "citep",
            "width",
            "height",
        ),
        *("bibliography", "figure", "code", "class", "func", "meth", "attr", "mod", "doc", "obj"),
    }
)
NAMES = {
    "mxnet": "MXNet",
    "pytorch": "PyTorch",
    "tensorflow": "TensorFlow",
    "paddle": "PaddlePaddle",
    "jax": "JAX",
    "numpy": "NumPy",
}
TAB_LINE = re.compile(r"\n([ \t>]*)#[ \t]*@tab\b[ \t]*([^\n]*)")
NEXT_TAB = re.compile(r"\s{1,20}[`~]{3,}[^\n]*\n[ \t]*#[ \t]*@tab[ \t]+(?!all\b)\w")


def find_code_tab(scan: SourceScan, fence: re.Match[str], end: int) -> None:
    """Add a tag for a fence whose first line is `#@tab pytorch`, or that is the default tab."""
    line = TAB_LINE.match(scan.source, fence.end())
    if line is not None and not fence[0][: fence.start("fence") - fence.start()].strip(" \t>"):
        scan.add_tag("d2l", "code", line[2], fence.start("fence"), line.end())
    elif scan.is_d2l_book and ".input" in fence["info"] and NEXT_TAB.match(scan.source, end):
        scan.add_tag("d2l", "code", "mxnet", fence.start("fence"), fence.end())


def tab_title(names: str) -> str:
    words = [name.strip() for name in names.split(",")]
    return ", ".join(NAMES.get(word.lower(), word) for word in words if word)


def handle_d2l(tag: ForeignTag) -> Replacement:
    argument = tag.arguments.strip()
    match tag.name:
        case "label" | "eqlabel":
            return Label(argument)
        case "numref" | "eqref" | "ref":
            return LabelReference(argument)
        case "cite" | "citet" | "citep":
            return Citation(argument)
        case "width":
            return ImageSize(width=argument)
        case "height":
            return ImageSize(height=argument)
        case "tab":
            return Box("tab", "", tab_title(argument) or "…") if tag.end_tag else None
        case "code":
            return TagText(fence_line(tag))
        case "slide" | "bibliography":
            return TagText()
        case "toc":
            return WholeText(chapter_links(tag))
        case "eval_rst":
            return code_block(tag.code, "rst", tag.line)
    return TagText(f"`{argument}`")


def fence_line(tag: ForeignTag) -> str:
    """The fence with the title of its tab. It takes the place of the line `#@tab …`, if any."""
    fence, break_, line = tag.raw.partition("\n")
    indent = line[: len(line) - len(line.lstrip(" \t>"))]
    name = tab_title(tag.arguments)
    if name not in ("", "all"):
        fence = f'{fence[:-1]} tab="{name}"}}' if fence.endswith("}") else f'{fence} tab="{name}"'
    return f"{break_}{indent}{fence}"


def chapter_links(tag: ForeignTag) -> str:
    """A list of links, one for each chapter of a ```` ```toc ````, on the same lines.

    Links that name an article show its title.
    """
    lines = [
        "" if line.lstrip().startswith(":") else line.strip() for line in tag.content.split("\n")
    ]
    return "\n".join(f"- {chapter_link(line)}" if line else "" for line in lines)


def chapter_link(name: str) -> str:
    return f'<a class="{IMPLIED_CLASS}" href="{escape(name)}.md">{escape(name)}</a>'
