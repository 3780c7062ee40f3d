"""Uploaded files of a WordPress site: found in the export or beside it by their addresses."""

import re
from collections.abc import Mapping

from ..linked_files import path_of
from ..source import ExportSource
from .shortcodes import Attachment

UPLOADS = re.compile(r"(?:^|/)(?:wp-content/uploads|files|uploads)/(.+)")
SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w+$)|-scaled(?=\.\w+$)")
SIZE_IN_HTML = re.compile(
    r"(https?://[^\s\"'<>]+?/[^\s\"'<>/]+?)-\d{2,5}x\d{2,5}(\.(?:png|jpe?g|gif|webp|avif))(?=[\"'])",
    re.IGNORECASE,
)


class WpUploads:
    def __init__(self, source: ExportSource, attachments: Mapping[str, Attachment]) -> None:
        self.source = source
        self.urls = {each.url.partition("://")[2] for each in attachments.values()}
        self.by_path = {
            match[1]: name for name in source.names if (match := UPLOADS.search(name)) is not None
        }

    def find(self, target: str, _text_name: str) -> str | None:
        """The name of a file in the export for an address; the whole picture for a thumbnail."""
        match = UPLOADS.search(path_of(target))
        if match is None:
            return None
        for path in dict.fromkeys((SIZE.sub("", match[1]), match[1])):
            if path in self.by_path:
                return self.by_path[path]
            for top in ("uploads", "wp-content/uploads"):
                if self.source.has(f"{top}/{path}"):
                    return f"{top}/{path}"
        return None

    def with_whole_pictures(self, html: str) -> str:
        """HTML that names the uploaded pictures instead of the smaller ones made of them."""
        return SIZE_IN_HTML.sub(self.whole, html)

    def whole(self, match: re.Match[str]) -> str:
        url = f"{match[1]}{match[2]}"
        return url if url.partition("://")[2] in self.urls else match[0]
