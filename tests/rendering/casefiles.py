"""Reads the case files of a folder of `cases/`.

A case is a title, a source and the expected output, each ended by a line with a dot.

A title that begins with `[en]` is for an English article. Expected output abbreviates formulas:
`<math>x^2</math>`, `<math display="block">…</math>`, without the element that keeps punctuation,
and space, beside them (see test_math_punctuation.py) and without the label of their box. It also
leaves out the class of Chinese emphasis (see test_emphasis.py).

The files in `KNOWING` are rendered with known names: an article 注意力机制 at `attention`, a draft,
and a few files, and two pages of other sites. The others are rendered without known names.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rendering import EmbedDetails, File, KnownNames, Target

CASES = Path(__file__).parent / "cases"
KNOWING = {"embeds", "figures", "links", "wiki_links"}
ATTENTION = Target("/articles/attention/", "注意力机制")
NAMES = ("attention", "attention.md", "../nlp/attention.md", "/articles/attention/", "注意力机制")
SIZES = {"a.png": (800, 600), "b.png": (400, 300), "图.png": (64, 64), "c.svg": (720, 240)}
OTHERS = ("clip.mp4", "talk.mp3", "paper.pdf", "unread.png")
FILES = {
    **{name: File(f"/media/{name}", *size) for name, size in SIZES.items()},
    **{name: File(f"/media/{name}") for name in OTHERS},
    "/media/a.png": File("/media/a.png", 800, 600),
}
EMBEDS = {
    "youtube:aaaaaaaaaaa": EmbedDetails("A <talk>", "Ada", File("/media/talk.webp", 480, 270)),
    "doi:10.1000/known": EmbedDetails("On things"),
}
KNOWN = KnownNames(dict.fromkeys(NAMES, ATTENTION), FILES, frozenset({"draft.md", "草稿"}), EMBEDS)
MATH = re.compile(
    r'<math(?: (?:(?:aria-label|alttext)="[^"]*"|class="han-[^"]*"))*'
    r'(?P<display> display="block")?><semantics>.*?'
    r'<annotation encoding="application/x-tex">(?P<latex>.*?)</annotation></semantics></math>',
    re.DOTALL,
)

BOX = re.compile(r'(<(?:div|span) class="box") data-name="[^"]*">')
HUG = re.compile(r'<span class="math-punct hug">([^<]*<math>[^<]*</math>[^<]*)</span>')
EMPHASIS = '<em class="han">'
SECTION = re.compile(r'<a class="sec[^"]*"[^>]*>[^<]*</a>')


@dataclass(frozen=True)
class Case:
    title: str
    source: str
    expected: str
    known: KnownNames | None = None

    @property
    def language(self) -> str:
        return "en" if self.title.startswith("[en]") else "zh-hans"


def files(folder: str) -> list[str]:
    """The names of the case files in `cases/<folder>/`, without their ending."""
    return sorted(file.stem for file in (CASES / folder).glob("*.md"))


def read(folder: str, name: str = "*") -> list[Case]:
    """Every case of one file, or of every file, in `cases/<folder>/`."""
    return [case for file in sorted((CASES / folder).glob(f"{name}.md")) for case in cases(file)]


def cases(file: Path) -> Iterator[Case]:
    parts = re.split(r"(?m)^\.$", file.read_text(encoding="utf-8"))
    if len(parts) % 3 != 1 or parts[-1].strip():
        raise ValueError(f"{file}: a case has three parts, each ended by a line with a dot")
    for title, source, expected in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        known = KNOWN if file.stem in KNOWING else None
        yield Case(title.strip(), source.strip("\n"), expected.strip("\n"), known)


def canonical(html: str) -> str:
    """`html` without invisible differences: spaces between tags, the order of attributes."""
    sorted_tags = re.sub(r"<(img|input) ([^>]*)>", in_order, html)
    return " ".join(re.sub(r"\s*(<[^>]*>)\s*(?=<|$)", r"\1", sorted_tags).split())


def in_order(tag: re.Match[str]) -> str:
    values = sorted(re.findall(r"[\w-]+=\"[^\"]*\"", tag[2]))
    return f"<{tag[1]} {' '.join(values)}>"


def shorten(html: str) -> str:
    """`html` with formulas abbreviated as in the case files."""
    short = MATH.sub(lambda m: f"<math{m['display'] or ''}>{m['latex'].strip()}</math>", html)
    short = short.replace(EMPHASIS, "<em>")
    return SECTION.sub("", BOX.sub(r"\1>", HUG.sub(r"\1", short)))
