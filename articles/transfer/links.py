"""Links of an imported article: pictures come along, articles find each other."""

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.files import File
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.text import get_valid_filename

from articles.transfer.source import ENDINGS, FENCE

PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".ico"}
OTHERS = {
    ".mp4",
    ".webm",
    ".ogg",
    ".mp3",
    ".wav",
    ".m4a",
    ".pdf",
    ".zip",
    ".csv",
    ".json",
    ".ipynb",
}
LARGEST = 50 * 2**20
CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
LINK = re.compile(
    r"(?P<a>!?\[(?:\\.|[^\]\\])*\]\(\s*<?)(?P<url>[^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)?)"
    r"(?P<z>>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\))"
    r"|(?P<b><img\b[^>]*?\ssrc=[\"'])(?P<src>[^\"']+)"
    r"|(?P<c>^ {0,3}\[(?!\^)[^\]]+\]:\s+<?)(?P<ref>[^\s<>]+)",
    re.MULTILINE,
)


@dataclass
class Links:
    """Rewrites the links of one file; what it could not find is in `problems`."""

    file: Path
    root: Path
    addresses: dict[Path, str]  # the slugs of the other files of this import
    dry_run: bool
    problems: list[str] = field(default_factory=list)

    def rewrite(self, body: str) -> str:
        return "".join(
            part if is_code else self.in_prose(part) for is_code, part in by_fences(body)
        )

    def in_prose(self, text: str) -> str:
        """All but inline code."""
        done, at = [], 0
        for code in CODE.finditer(text):
            done += [LINK.sub(self.replace, text[at : code.start()]), code[0]]
            at = code.end()
        return "".join([*done, LINK.sub(self.replace, text[at:])])

    def replace(self, link: re.Match[str]) -> str:
        before = link["a"] or link["b"] or link["c"]
        url = link["url"] or link["src"] or link["ref"]
        return before + self.target(url, is_picture=before[0] in "!<") + (link["z"] or "")

    def target(self, url: str, *, is_picture: bool) -> str:
        """Where the link leads on the blog; the link itself where it leads elsewhere."""
        parts = urlsplit(url) if url.isprintable() else None
        if parts is None or parts.scheme or parts.netloc or not parts.path:
            return url
        path = self.find(unquote(parts.path))
        if path is None:
            return self.missing(url) if is_picture else url
        if path in self.addresses:
            fragment = f"#{parts.fragment}" if parts.fragment else ""
            return reverse("article", args=[self.addresses[path]]) + fragment
        return self.copied(path, url) if path.suffix.lower() in PICTURES | OTHERS else url

    def find(self, path: str) -> Path | None:
        """The file a link means, inside the folder of the import and nowhere else."""
        if path.startswith("/"):
            bases = [self.root, self.root / "static", self.root / "source", self.root / "assets"]
        else:
            bases = [self.file.parent, self.file.with_suffix("")]
        for base in bases:
            found = (base / path.lstrip("/")).resolve()
            for candidate in (found, *(found.with_suffix(end) for end in ENDINGS)):
                if candidate.is_relative_to(self.root) and candidate.is_file():
                    return candidate
        return None

    def missing(self, url: str) -> str:
        self.problems.append(f"the picture {url} was not found in the folder")
        return url

    def copied(self, path: Path, url: str) -> str:
        """The address of the file among the uploads, under the sum of its bytes."""
        if path.stat().st_size > LARGEST:
            self.problems.append(f"{url} is larger than 50 MB and was not copied")
            return url
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        name = f"imported/{digest}/{get_valid_filename(path.name)}"
        if not self.dry_run and not default_storage.exists(name):
            with path.open("rb") as file:
                default_storage.save(name, File(file))
        return default_storage.url(name)


def by_fences(body: str) -> list[tuple[bool, str]]:
    """The text in pieces: (whether it is fenced code, the piece)."""
    pieces: list[tuple[bool, list[str]]] = [(False, [])]
    fence = ""
    for line in body.splitlines(keepends=True):
        found = FENCE.match(line)
        if found and not fence:
            fence = found[1]
            pieces.append((True, []))
        pieces[-1][1].append(line)
        if found and pieces[-1][1][0] is not line and closes(line, fence):
            fence = ""
            pieces.append((False, []))
    return [(is_code, "".join(lines)) for is_code, lines in pieces]


def closes(line: str, fence: str) -> bool:
    return bool(fence) and line.strip().startswith(fence) and not line.strip().strip(fence[0])
