"""What cells have shown: pictures, tables, texts, errors."""

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rendering.markdown_source.fences import fence_source
from transfer.html import html_to_markdown

from ..json_files import object_of, text_value

Output = Mapping[str, Any]
ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-_]")
PICTURES = {
    "image/svg+xml": ".svg",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
}
NAME_OF_OBJECT = re.compile(r"(?:\[?<[\w.]+ at 0x[0-9a-f]+>,?\s*\]?)+|<Figure size .*>")
# Their text is only the name of a Python object.
INTERACTIVE = re.compile(r"vnd\.(?:jupyter\.widget|plotly|bokeh|vega|holoviews)|javascript")


@dataclass(frozen=True, slots=True)
class ShownOutput:
    """A picture with its `data` and `ending`, or Markdown; neither if it needs scripts."""

    markdown: str = ""
    data: bytes = b""
    ending: str = ""


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
            lines = output.get("traceback")
            yield from shown_text("\n".join(map(str, lines)) if isinstance(lines, list) else "")
        else:
            yield from shown_bundle(object_of(output.get("data")) or old_bundle(output))
    yield from shown_text(stream)


def shown_bundle(bundle: Mapping[str, Any]) -> Iterator[ShownOutput]:
    """The best form of an output that has several: the one that reads like a text."""
    html = joined_text(bundle.get("text/html"))
    if markdown := joined_text(bundle.get("text/markdown")):
        yield ShownOutput(markdown.strip())
        return
    picture = shown_picture(bundle)
    if picture:
        yield picture
    elif latex := joined_text(bundle.get("text/latex")).strip():
        yield ShownOutput(latex if latex.startswith(("$", "\\begin")) else f"$$\n{latex}\n$$")
    elif any(INTERACTIVE.search(kind) for kind in bundle) or "<script" in html:
        yield ShownOutput()
    elif html and (markdown := html_to_markdown(html)):
        yield ShownOutput(markdown)
    elif "text/plain" in bundle:
        yield from shown_text(joined_text(bundle["text/plain"]))
    elif "application/json" in bundle:
        text = json.dumps(bundle["application/json"], ensure_ascii=False, indent=2)
        yield ShownOutput("\n".join(fence_source(text, "json")))


def shown_picture(bundle: Mapping[str, Any]) -> ShownOutput | None:
    for kind, ending in PICTURES.items():
        text = joined_text(bundle.get(kind))
        if not text:
            continue
        try:
            data = text.encode() if ending == ".svg" else base64.b64decode(text)
        except (binascii.Error, ValueError):
            continue
        return ShownOutput(data=data, ending=ending)
    return None


def shown_text(text: str) -> Iterator[ShownOutput]:
    """Text as the terminal shows it in the end: progress bars overwrite their line."""
    text = ANSI.sub("", text).replace("\r\n", "\n")
    lines = [line.rstrip("\r").rpartition("\r")[2].rstrip() for line in text.split("\n")]
    shown = "\n".join(lines).strip("\n")
    if shown.strip() and not is_name_of_object(shown):
        yield ShownOutput("\n".join(fence_source(shown, "text")))


def is_name_of_object(text: str) -> bool:
    """`<matplotlib.axes.Axes at 0x7f>` stands beside the picture of it."""
    return (
        re.fullmatch(r"(?:\[?<[\w.]+ at 0x[0-9a-f]+>,?\s*\]?)+|<Figure size .*>", text) is not None
    )


def joined_text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else text_of_value(value)


def text_of_value(value: Any) -> str:
    return value if isinstance(value, str) else text_value(value)


def old_bundle(output: Output) -> Mapping[str, Any]:
    """The data of an output of version 3: `png`, `html`, `text` …"""
    kinds = {
        "png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml", "html": "text/html",
        "latex": "text/latex", "text": "text/plain",
    }  # fmt: skip
    return {kind: output[name] for name, kind in kinds.items() if name in output}
