"""What MkDocs, Pelican and DjangoBlog authors write: Python-Markdown and PyMdown Extensions."""

from typing import Any

from markdown import Markdown

from ..code import code_block
from ..document import Document, Formula
from .python_extension import EngineExtension

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.superfences",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "sane_lists",
    "tables",
)


def to_html(document: Document) -> str:
    return parser(document).convert(document.source)


def parser(document: Document) -> Markdown:
    """A new one for each article: it keeps footnotes and references from the last."""

    def hold_fence(
        source: str, language: str | None, class_name: str, options: Any, md: Markdown, **more: Any
    ) -> str:
        if language == "math":
            return document.hold(Formula(source, display=True, block=True))
        block = code_block(source, language or "")
        block.title = options.get("title", "")
        return document.hold(block)

    fence = {"name": "*", "class": "", "format": hold_fence, "validator": accept}
    return Markdown(
        extensions=[*EXTENSIONS, EngineExtension(document)],
        extension_configs={
            "pymdownx.superfences": {"custom_fences": [fence], "relaxed_headers": True},
            "pymdownx.tabbed": {"alternate_style": True},
            "pymdownx.tilde": {"subscript": False},
            "tables": {"use_align_attribute": True},
        },
    )


def accept(
    language: str, inputs: dict[str, Any], options: dict[str, Any], attrs: Any, md: Markdown
) -> bool:
    """Every option may stand behind a fence; only the title means something yet."""
    options.update(inputs)
    return True
