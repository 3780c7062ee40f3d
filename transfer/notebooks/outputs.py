"""What cells have shown: pictures, tables, formulas, texts, errors."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rendering.markdown_source.fences import fence_source
from transfer.html import html_to_markdown
from transfer.json_values import object_of, text_value

from .data_addresses import ENDINGS, base64_bytes
from .terminal_text import terminal_text

Output = Mapping[str, Any]
SVG = "image/svg+xml"
# Their text is often only the name of a Python object.
INTERACTIVE = re.compile(r"vnd\.(?:jupyter\.widget|plotly|bokeh|vega|holoviews)|javascript")
NAMES_OF_OBJECTS = re.compile(r"(?:\[?<[\w.]+ at 0x[0-9a-f]+>,?\s*\]?)+|<Figure size .*>")
CONSTRUCTOR = re.compile(r"[\w.]+\(.*\)|<.*>", re.DOTALL)
NAME_OF_ERROR = re.compile(r"[\w.:-]{1,80}")
LONE_FORMULA = re.compile(r"\$(?:\\displaystyle)?\s*([^$]+?)\s*\$")
TABLE_IN_LATEX = re.compile(r"\\begin\{(?:tabular|longtable|table)\b")
OLD_KINDS = {
    "png": "image/png", "jpeg": "image/jpeg", "svg": SVG, "html": "text/html",
    "latex": "text/latex", "text": "text/plain",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownOutput:
    """A picture with its `data` and its `kind`, or Markdown; neither if it needs scripts."""

    markdown: str = ""
    data: bytes = b""
    kind: str = ""


def shown_outputs(outputs: Sequence[Output]) -> Iterator[ShownOutput]:
    """What readers see of the outputs of a cell. Texts that follow one another are one."""
    stream = ""
    for output in outputs:
        kind = output.get("output_type")
        if kind == "stream":
            stream += joined_text(output.get("text"))
            continue
        yield from shown_text(stream)
        stream = ""
        if kind in ("error", "pyerr"):
            yield folded_error(output)
        else:
            yield from shown_bundle(object_of(output.get("data")) or old_bundle(output))
    yield from shown_text(stream)


def folded_error(output: Output) -> ShownOutput:
    """The name of an error, below which its traceback is folded."""
    lines = output.get("traceback")
    traced = terminal_text("\n".join(map(str, lines)) if isinstance(lines, list) else "")
    name, value = text_value(output.get("ename")), text_value(output.get("evalue"))
    title = name if NAME_OF_ERROR.fullmatch(name) else "Error"
    inside = fence_source(traced or terminal_text(f"{name}: {value}"), "text")
    quoted = [f"> {line}" for line in inside]
    return ShownOutput("\n".join([f"> [!failure]- {title}", ">", *quoted]))


def shown_bundle(bundle: Mapping[str, Any]) -> Iterator[ShownOutput]:
    """The best form of an output that has several: the one that reads like a text."""
    html = joined_text(bundle.get("text/html"))
    if markdown := joined_text(bundle.get("text/markdown")):
        yield ShownOutput(markdown.strip())
    elif latex := lone_formula(joined_text(bundle.get("text/latex")).strip()):
        yield ShownOutput(latex)
    elif picture := shown_picture(bundle):
        yield picture
    elif any(INTERACTIVE.search(kind) for kind in bundle) or "<script" in html:
        yield from text_without_scripts(joined_text(bundle.get("text/plain")))
    elif html and (markdown := html_to_markdown(html)):
        yield ShownOutput(markdown)
    elif "text/plain" in bundle:
        yield from shown_text(joined_text(bundle["text/plain"]))
    elif "application/json" in bundle:
        text = json.dumps(bundle["application/json"], ensure_ascii=False, indent=2)
        yield ShownOutput("\n".join(fence_source(text, "json")))


def lone_formula(latex: str) -> str:
    """LaTeX as a formula in a line of its own; "" for tables, of which there is HTML too."""
    if not latex or TABLE_IN_LATEX.search(latex):
        return ""
    if alone := LONE_FORMULA.fullmatch(latex):
        return f"$$\n{alone[1]}\n$$"
    return latex if latex.startswith(("$", "\\begin")) else f"$$\n{latex}\n$$"


def shown_picture(bundle: Mapping[str, Any]) -> ShownOutput | None:
    pictures = ((kind, picture_bytes(kind, bundle.get(kind))) for kind in ENDINGS)
    return next((ShownOutput(data=data, kind=kind) for kind, data in pictures if data), None)


def picture_bytes(kind: str, value: Any) -> bytes:
    """The bytes of a picture in a bundle; none if it is broken."""
    text = joined_text(value)
    return text.encode() if kind == SVG else base64_bytes(text)


def text_without_scripts(text: str) -> Iterator[ShownOutput]:
    """What a program that needs scripts shows without them, if that says anything."""
    shown = terminal_text(text)
    if shown and not CONSTRUCTOR.fullmatch(shown):
        yield from shown_text(shown)
    else:
        yield ShownOutput()


def shown_text(text: str) -> Iterator[ShownOutput]:
    """`<matplotlib.axes.Axes at 0x7f>` stands beside the picture of it, and is not shown."""
    shown = terminal_text(text)
    if shown.strip() and not NAMES_OF_OBJECTS.fullmatch(shown):
        yield ShownOutput("\n".join(fence_source(shown, "text")))


def joined_text(value: Any) -> str:
    """The text of a cell or an output, which is stored as lines or as one text."""
    if isinstance(value, list):
        return "".join(each for each in value if isinstance(each, str))
    return value if isinstance(value, str) else text_value(value)


def old_bundle(output: Output) -> Mapping[str, Any]:
    """The data of an output of version 3: `png`, `html`, `text` …"""
    return {kind: output[name] for name, kind in OLD_KINDS.items() if name in output}
