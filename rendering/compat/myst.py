"""The directives and roles of MyST: Jupyter Book and Sphinx in Markdown.

| written | becomes |
|---|---|
| ```` ```{note} ````, `{warning}`, `{admonition} title` … | a callout |
| ```` ```{prf:theorem} title ```` …; `{exercise-start}` to `{exercise-end}` | a callout |
| ```` ```{dropdown} ````, `:class: dropdown` | a fold |
| ```` ```{tab-set} ```` with `{tab-item}` | tabs |
| ```` ```{code-block} python ````, `{code-cell}` | code |
| ```` ```{math} ```` | a formula |
| ```` ```{figure} a.png ````, `{image}` | an image with its caption |
| ```` ```{contents} ````, `{toctree}` | nothing |
| `{ref}`, `{numref}`, `{eq}`, `(name)=` | a link, a label |
| `{cite}` | small grey text |
| `{doc}`, `{kbd}`, `{sub}`, `{math}` … | a link, inline text |
"""

import re

from ..code import code_block
from ..placeholders import Formula
from .callout_aliases import callout_kind
from .foreign_tag import ForeignTag
from .handlers import quoted_option
from .markdown_text import as_one_line, markdown_link
from .replacements import (
    Box,
    Citation,
    Label,
    LabelReference,
    MarkdownImage,
    Removed,
    Replacement,
    TagText,
)

TEXT_AND_TARGET = re.compile(r"\s*(.*?)\s*<([^<>]+)>\s*")
CALLOUT_DIRECTIVES = frozenset(
    {
        *("note", "tip", "warning", "important", "caution", "attention", "danger", "error", "hint"),
        *("seealso", "admonition", "todo", "versionadded", "versionchanged", "deprecated"),
        *(
            "sidebar",
            "margin",
            "epigraph",
            "exercise",
            "solution",
            "theorem",
            "proof",
            "definition",
        ),
        *("lemma", "example", "remark", "corollary", "proposition", "topic"),
    }
)
PROOF = "prf:"  # before the name of a theorem, a lemma, an algorithm …
PROOF_DIRECTIVES = frozenset(
    f"{PROOF}{name}"
    for name in (
        *("theorem", "proof", "lemma", "definition", "example", "remark", "corollary"),
        *("proposition", "algorithm", "axiom", "property", "observation", "criterion"),
        *("conjecture", "assumption"),
    )
)
# What stands between `{exercise-start}` and `{exercise-end}`, each a directive of its own
DIVIDED_DIRECTIVES = frozenset({"exercise", "solution"})
CODE_DIRECTIVES = frozenset(
    {"code-block", "code", "code-cell", "sourcecode", "mermaid", "eval-rst"}
)
REMOVED_DIRECTIVES = frozenset(
    {"contents", "toctree", "tableofcontents", "bibliography", "index", "only"}
)
DIRECTIVES = frozenset(
    {
        *CALLOUT_DIRECTIVES,
        *PROOF_DIRECTIVES,
        *CODE_DIRECTIVES,
        *REMOVED_DIRECTIVES,
        *("dropdown", "toggle", "details", "tab-set", "tab-item", "tabbed", "tab", "figure"),
        *("image", "math", "grid", "grid-item", "card", "list-table", "div", "epigraph", "quote"),
    }
)
VERBATIM = frozenset({*CODE_DIRECTIVES, *REMOVED_DIRECTIVES, "math", "image"})
ROLES = frozenset(
    {
        *("ref", "numref", "eq", "cite", "cite:p", "cite:t", "citep", "citet", "footcite", "doc"),
        *("kbd", "sub", "sup", "abbr", "term", "math", "guilabel", "menuselection", "file"),
        *("download", "target", "prf:ref", "code", "command", "program", "envvar", "samp"),
    }
)


def handle_directive(tag: ForeignTag) -> Replacement:
    if tag.end_tag is None:
        return None
    argument, options = tag.arguments.strip(), tag.options
    if tag.name in CODE_DIRECTIVES:
        return handle_myst_code(tag, argument)
    if tag.name in REMOVED_DIRECTIVES:
        return Removed()
    if tag.name == "math":
        latex = tag.code.lstrip("\n")
        return Formula(latex, True, True, tag.line, label=options.get("label", "name"))
    if tag.name in ("figure", "image"):
        return handle_myst_figure(tag, argument)
    if tag.name in ("dropdown", "toggle", "details"):
        return Box("fold", "", argument, open="open" in options.named)
    if tag.name in ("tab-set",):
        return Box("tabs")
    if tag.name in ("tab-item", "tabbed", "tab"):
        return Box("tab", "", argument)
    if tag.name in ("quote", "epigraph"):
        return Box("quote")
    if tag.name in CALLOUT_DIRECTIVES | PROOF_DIRECTIVES:
        folded = "dropdown" in options.get("class")
        name = tag.name.removeprefix(PROOF)
        kind = callout_kind(options.get("class")) or callout_kind(name) or "note"
        title = "" if name == "solution" else argument  # it names its exercise
        return Box("fold" if folded else "callout", kind, title)
    return TagText()


def handle_myst_code(tag: ForeignTag, language: str) -> Replacement:
    if tag.name in ("mermaid", "eval-rst"):
        language = "rst" if tag.name == "eval-rst" else tag.name
    options = tag.options
    info = [
        language or options.get("language"),
        quoted_option("title", options.get("caption", "filename")),
        quoted_option("hl_lines", options.get("emphasize-lines").replace(",", " ")),
        quoted_option("linenostart", options.get("lineno-start")),
        "linenos" if "linenos" in options.named else "",
    ]
    return code_block(tag.code.lstrip("\n"), " ".join(filter(None, info)), tag.line)


def handle_myst_figure(tag: ForeignTag, target: str) -> Replacement:
    options = tag.options
    caption = as_one_line(tag.content) if tag.name == "figure" else ""
    return MarkdownImage(
        target,
        options.get("alt"),
        caption,
        options.get("width"),
        options.get("height"),
        label=options.get("name"),
    )


def handle_role(tag: ForeignTag) -> Replacement:
    text, link = tag.arguments, TEXT_AND_TARGET.fullmatch(tag.arguments)
    words, target = (link[1], link[2]) if link else ("", text.strip())
    match tag.name:
        case "target":
            return Label(text, below=True)
        case "ref" | "numref" | "prf:ref" | "eq":
            return LabelReference(target, words.replace("%s", "").strip())
        case "doc" | "download":
            return TagText(markdown_link(words or target.rpartition("/")[2], target))
        case "math":
            return Formula(text, False, False, tag.line)
        case "kbd" | "sub" | "sup":
            return TagText(f"<{tag.name}>{escape_html(text)}</{tag.name}>")
        case "abbr":
            short, _, long = text.partition("(")
            return TagText(
                f'<abbr title="{escape_html(long.rstrip(")"))}">{escape_html(short.strip())}</abbr>'
            )
        case "term" | "guilabel" | "menuselection":
            return TagText(escape_html(words or text))
        case name if "cite" in name:
            return Citation(text)
    return TagText(f"`{text}`")


def escape_html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
