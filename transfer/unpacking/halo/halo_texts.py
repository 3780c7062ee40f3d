"""What both versions of Halo know of a text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

from transfer.html import html_to_markdown
from transfer.html.plain_texts import title_of_text

from ..folder import ExportFolder, ListAddress
from ..linked_files import LinkedFiles


class HaloSite(Protocol):
    hidden_comments: int

    @property
    def host(self) -> str: ...

    @property
    def hosts(self) -> tuple[str, ...]: ...

    def texts(self) -> "Iterator[HaloText]": ...

    def list_addresses(self) -> Iterator[ListAddress]: ...


@dataclass(slots=True)
class HaloText:
    """`head` is its front matter but for title, cover and layout."""

    pk: str
    title: str
    is_page: bool
    source: str
    is_markdown: bool
    cover: str
    head: dict[str, Any]
    comments: list[dict[str, str]] = field(default_factory=list)
    is_deleted: bool = False

    def write(self, files: LinkedFiles, folder: ExportFolder) -> None:
        name = f"{'pages' if self.is_page else 'posts'}/{self.pk}.md"
        body = self.source.replace("\r\n", "\n")
        if not self.is_markdown:
            body = html_to_markdown(body)
        head = {
            "title": self.title or title_of_text(self.source),
            **self.head,
            "cover": files.cover(self.cover, name) if self.cover else "",
            "layout": "page" if self.is_page else "",
            "comments": self.comments,
        }
        folder.add_text(name, head, files.localise(body, name))
