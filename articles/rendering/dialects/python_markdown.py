"""What MkDocs, Pelican and DjangoBlog authors write: Python-Markdown and PyMdown Extensions."""

from markdown import Markdown

from ..document import Document
from .python_code import Fences
from .python_extension import EngineExtension
from .quick_python import quicken

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "footnotes",
    "md_in_html",
    "pymdownx.details",
    "pymdownx.tabbed",
    "pymdownx.tasklist",
    "pymdownx.tilde",
    "sane_lists",
    "tables",
)


def to_html(document: Document) -> str:
    markdown = parser(document)
    quicken(markdown)
    return markdown.convert(document.source)


def parser(document: Document) -> Markdown:
    """A new one for each article: it keeps footnotes and references from the last."""
    return Markdown(
        extensions=[*EXTENSIONS, Fences(document), EngineExtension(document)],
        extension_configs={
            "pymdownx.tabbed": {"alternate_style": True},
            "pymdownx.tilde": {"subscript": False},
            "tables": {"use_align_attribute": True},
        },
    )
