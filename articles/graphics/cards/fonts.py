"""Which font draws which character. Chinese comes from the machine, Latin from set-up."""

import os
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from PIL import ImageFont

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
# Beginnings of file names, the best first. In titles Song, bold; then any Chinese font at all.
SONG = (
    *("notoserifcjksc-semibold", "notoserifsc-semibold", "sourcehanserifsc-semibold"),
    *("sourcehanserifcn-semibold", "notoserifcjk-semibold", "sourcehanserif-semibold"),
    *("notoserifcjksc-bold", "notoserifsc-bold", "sourcehanserifsc-bold", "notoserifcjk-bold"),
    *("sourcehanserif-bold", "notoserifsc", "notoserifcjk", "sourcehanserif", "songti", "stsong"),
)
HEI = (
    *("notosanscjksc-regular", "notosanssc-regular", "sourcehansanssc-regular"),
    *("sourcehansanscn-regular", "notosanscjk-regular", "sourcehansans-regular", "notosanssc"),
    *("notosanscjk", "sourcehansans", "harmonyos_sans_sc", "misans", "pingfang", "hiragino"),
    *("stheiti", "msyh", "wqy-microhei", "wqy-zenhei", "droidsansfallback", "simhei", "simsun"),
    *("uming", "ukai", "arphic"),
)
# Where set-up could not fetch ours, and for Greek and Cyrillic with accents.
SERIF = ("dejavuserif-bold", "notoserif-bold", "liberationserif-bold", "georgiab", "timesbd")
MONO = ("dejavusansmono", "notosansmono-regular", "liberationmono-regular", "menlo", "consola")
FONT_FILES = (".ttf", ".otf", ".ttc", ".otc", ".woff2")
# What Chinese sets in its own full-width form, though Latin fonts have it too.
SHARED = frozenset("“”‘’—…·")
REGIONS = {"zh-hant": "TC", "ja": "JP", "ko": "KR"}
FACES_IN_A_FILE = 16


class Face(NamedTuple):
    """One font, by its number in the file; `weight` only where the file holds a range."""

    path: str
    number: int = 0
    weight: int = 0
    without: frozenset[str] = frozenset()

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        return opened(self.path, self.number, self.weight, size)

    def has(self, character: str) -> bool:
        known = ord(character) in characters(self.path, self.number)
        return known and character not in self.without


class Stack(tuple[Face, ...]):
    """Faces in the order in which they are asked for a character."""

    def face_of(self, character: str) -> Face | None:
        return next((face for face in self if face.has(character)), None)

    def can_show(self, text: str) -> bool:
        """Whether no letter is missing; a sign may be, since it is left out."""
        letters = (sign for sign in text if unicodedata.category(sign)[0] in "LN")
        return bool(self) and all(map(self.face_of, letters))

    def shown(self, text: str) -> str:
        """`text` without what no face has, such as emoji."""
        text = unicodedata.normalize("NFC", text)
        seen = (sign for sign in text if unicodedata.category(sign) != "Cf")
        kept = (sign for sign in seen if sign.isspace() or self.face_of(sign))
        return " ".join("".join(kept).split())

    def runs(self, text: str) -> Iterator[tuple[Face, str]]:
        """`text` in pieces of one face each; `text` is as `shown()` gives it."""
        for face, signs in groupby(text, self.face_of):
            if face:
                yield face, "".join(signs)


@cache
def titles(language: str) -> Stack:
    return stack(language, Face(*built("stix-two-text"), 600), SERIF, (*SONG, *HEI))


@cache
def labels(language: str) -> Stack:
    return stack(language, Face(*built("longwave-mono"), 450), MONO, (*HEI, *SONG))


def stack(language: str, own: Face, latin: Iterable[str], han: Iterable[str]) -> Stack:
    system = found(latin, "")
    first = own if Path(own.path).is_file() else system
    second = found(han, REGIONS.get(language, "SC"))
    if first and second and language.startswith(("zh", "ja")):
        return Stack([first._replace(without=SHARED), second, first, system or first])
    return Stack(filter(None, [first, second, system]))


def built(name: str) -> tuple[str, int]:
    return str(settings.FONTS / f"{name}.woff2"), 0


def found(wanted: Iterable[str], region: str) -> Face | None:
    """The first of the wanted that the machine has."""
    names = files()
    for beginning in wanted:
        for name in sorted(names):
            if name.startswith(beginning) and (face := usable(names[name], region)):
                return face
    return None


@cache
def files() -> dict[str, str]:
    """Every font file by its name; the owner's own, in the data folder, before the system's."""
    paths: dict[str, str] = {}
    for folder in (str(settings.DATA / "fonts"), *FOLDERS):
        for at, _folders, names in os.walk(Path(folder).expanduser()):
            for name in (name for name in names if name.lower().endswith(FONT_FILES)):
                paths.setdefault(name.lower(), str(Path(at, name)))
    return paths


def usable(path: str, region: str) -> Face | None:
    """The face of the region in the file, or its first; None where nothing can be read."""
    first = None
    for index in range(FACES_IN_A_FILE):
        try:
            name = ImageFont.truetype(path, 10, index).getname()[0] or ""
        except OSError:
            break
        first = first or Face(path, index, 600 if "[" in path else 0)
        if region and name.endswith(f" {region}"):
            return Face(path, index)
    return first


@lru_cache(maxsize=64)
def opened(path: str, index: int, weight: int, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(path, size, index)
    if weight:
        try:
            font.set_variation_by_axes([weight])
        except OSError:  # a single weight after all
            return font
    return font


@cache
def characters(path: str, index: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # 6 MB that only new cards need

    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())
