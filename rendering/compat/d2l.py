"""The marks of d2lbook, in which “Dive into Deep Learning” is written.

| written | becomes |
|---|---|
| `:label:`fig_x``, `:eqlabel:`eq_x`` | the name of what is above |
| `:numref:`, `:eqref:`, `:ref:` | a link to it, with its number or its title |
| `:cite:` | quiet text: [Vaswani et al., 2017] |
| `:width:`400px`` | the width of the picture above |
| `:begin_tab:`pytorch`` … `:end_tab:` | tabs |
| `#@tab pytorch` at the head of code | code tabs |
| `[**…**]`, `(**…**)` | what they enclose |
| `[~~…~~]`, `(~~…~~)` | nothing: words for slides alone |
| ```` ```toc ```` | links to its chapters |
| `:bibliography:` | nothing |
"""

import re

from ..code import code_block
from .actions import Box, Hold, Outcome, Put, Text, Whole
from .mark import Tag
from .markdown import link
from .placeholders import Citation, Label, Reference, Size
from .scan_state import Walk

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


def mark_tab(walk: Walk, fence: re.Match[str], end: int) -> None:
    """The line `#@tab pytorch` gives its fence a title; the fence moves into its place."""
    line = TAB_LINE.match(walk.source, fence.end())
    if line is not None and not fence[0][: fence.start("fence") - fence.start()].strip(" \t>"):
        walk.add("d2l", "code", line[2], fence.start("fence"), line.end())
    elif walk.is_book and ".input" in fence["info"] and NEXT_TAB.match(walk.source, end):
        walk.add("d2l", "code", "mxnet", fence.start("fence"), fence.end())


def title(names: str) -> str:
    words = [name.strip() for name in names.split(",")]
    return ", ".join(NAMES.get(word.lower(), word) for word in words if word)


def handle(tag: Tag) -> Outcome:
    said = tag.arguments.strip()
    match tag.name:
        case "label" | "eqlabel":
            return Put(Label(said))
        case "numref" | "eqref" | "ref":
            return Put(Reference(said))
        case "cite" | "citet" | "citep":
            return Put(Citation(said))
        case "width":
            return Put(Size(width=said))
        case "height":
            return Put(Size(height=said))
        case "tab":
            return Box("tab", "", title(said) or "…") if tag.end_tag else None
        case "code":
            return Text(fence_line(tag))
        case "slide" | "bibliography":
            return Text()
        case "toc":
            return Whole(contents(tag))
        case "eval_rst":
            return Hold(code_block(tag.code, "rst", tag.line))
    return Text(f"`{said}`")


def fence_line(tag: Tag) -> str:
    """The fence with the title of its tab, one line lower where a line said the title."""
    fence, break_, line = tag.raw.partition("\n")
    indent = line[: len(line) - len(line.lstrip(" \t>"))]
    name = title(tag.arguments)
    if name not in ("", "all"):
        fence = f'{fence[:-1]} tab="{name}"}}' if fence.endswith("}") else f'{fence} tab="{name}"'
    return f"{break_}{indent}{fence}"


def contents(tag: Tag) -> str:
    """A link to each chapter in the place of its line."""
    lines = [
        "" if line.lstrip().startswith(":") else line.strip() for line in tag.content.split("\n")
    ]
    return "\n".join(f"- {link(line, f'{line}.md')}" if line else "" for line in lines)
