"""Font selection for each character of a card.

Set-up installs fonts for Latin and Chinese. System fonts are used for characters that these lack.
Fonts in the folder `fonts` of the data folder take precedence over both.
"""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from PIL import ImageFont

MACHINE_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
# Prefixes of file names of Chinese fonts in order of preference. Titles prefer bold Song fonts.
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
# Used if set-up could not fetch its fonts, and for accented Greek and Cyrillic.
SERIF = ("dejavuserif-bold", "notoserif-bold", "liberationserif-bold", "georgiab", "timesbd")
MONO = ("dejavusansmono", "notosansmono-regular", "liberationmono-regular", "menlo", "consola")
FONT_FILES = (".ttf", ".otf", ".ttc", ".otc", ".woff2")
# Punctuation that Chinese text sets full-width, though Latin fonts have it too.
SHARED = frozenset("“”‘’—…·")
# Regions whose character forms differ from those of the font of set-up.
REGIONS = {"zh-hant": "TC", "ja": "JP", "ko": "KR"}
TITLE_WEIGHT, LABEL_WEIGHT = 600, 500  # of Chinese
FACES_IN_A_FILE = 16


class Face(NamedTuple):
    """A font in a file. `number` is its index; `weight` applies to variable fonts only.

    Characters in `without` are taken from the next face.
    """

    path: str
    number: int = 0
    weight: int = 0
    without: frozenset[str] = frozenset()

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        return open_font(self.path, self.number, self.weight, size)

    def has(self, character: str) -> bool:
        known = ord(character) in characters(self.path, self.number)
        return known and character not in self.without


class FaceStack(tuple[Face, ...]):
    """Faces in order of precedence."""

    def face_of(self, character: str) -> Face | None:
        return next((face for face in self if face.has(character)), None)

    def can_show(self, text: str) -> bool:
        """Whether a face exists for each letter and digit. Other characters may be missing."""
        letters = (sign for sign in text if unicodedata.category(sign)[0] in "LN")
        return bool(self) and all(map(self.face_of, letters))

    def shown(self, text: str) -> str:
        """The text without characters that no face has, such as emoji."""
        text = unicodedata.normalize("NFC", text)
        seen = (sign for sign in text if unicodedata.category(sign) != "Cf")
        kept = (sign for sign in seen if sign.isspace() or self.face_of(sign))
        return " ".join("".join(kept).split())

    def runs(self, text: str) -> Iterator[tuple[Face, str]]:
        """Split the result of `shown()` into runs of one face each."""
        for face, signs in groupby(text, self.face_of):
            if face:
                yield face, "".join(signs)


@cache
def title_faces(language: str) -> FaceStack:
    own = Face(set_up_font("stix-two-text"), weight=600)
    return face_stack(language, own, SERIF, han_faces(language, TITLE_WEIGHT, (*SONG, *HEI)))


@cache
def label_faces(language: str) -> FaceStack:
    own = Face(set_up_font("longwave-mono"), weight=450)
    return face_stack(language, own, MONO, han_faces(language, LABEL_WEIGHT, (*HEI, *SONG)))


def face_stack(language: str, own: Face, latin: Iterable[str], chinese: list[Face]) -> FaceStack:
    system = first_usable(latin, "", {**machine_files(), **owner_files()})
    first = own if Path(own.path).is_file() else system
    if first and chinese and language.startswith(("zh", "ja")):
        return FaceStack([first._replace(without=SHARED), *chinese, first, system or first])
    return FaceStack(filter(None, [first, *chinese, system]))


def han_faces(language: str, weight: int, wanted: tuple[str, ...]) -> list[Face]:
    """Faces for Chinese characters: from the data folder, from set-up, from the system."""
    region = REGIONS.get(language)
    from_set_up = Face(str(settings.CARD_FONTS / "noto-serif-sc.ttf"), weight=weight)
    own = first_usable(wanted, region or "SC", owner_files())
    machine = first_usable(wanted, region or "SC", machine_files())
    faces = [own, machine, from_set_up] if region else [own, from_set_up, machine]
    return [face for face in faces if face and Path(face.path).is_file()]


def set_up_font(name: str) -> str:
    return str(settings.FONTS / f"{name}.woff2")


def first_usable(wanted: Iterable[str], region: str, names: Mapping[str, str]) -> Face | None:
    """Usable face of the first prefix that matches a file name."""
    for beginning in wanted:
        for name in sorted(names):
            if name.startswith(beginning) and (face := usable_face(names[name], region)):
                return face
    return None


@cache
def owner_files() -> dict[str, str]:
    return font_files(str(settings.DATA / "fonts"))


@cache
def machine_files() -> dict[str, str]:
    return font_files(*MACHINE_FOLDERS)


def font_files(*folders: str) -> dict[str, str]:
    """Paths of font files by lower-case file name."""
    paths: dict[str, str] = {}
    for folder in folders:
        for at, _folders, names in os.walk(Path(folder).expanduser()):
            for name in (name for name in names if name.lower().endswith(FONT_FILES)):
                paths.setdefault(name.lower(), str(Path(at, name)))
    return paths


def usable_face(path: str, region: str) -> Face | None:
    """The face for the region in the file, else its first; None if the file cannot be read."""
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
def open_font(path: str, index: int, weight: int, size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(path, size, index)
    if weight:
        try:
            font.set_variation_by_axes([weight])
        except OSError:  # not a variable font
            return font
    return font


@cache
def characters(path: str, index: int) -> frozenset[int]:
    from fontTools.ttLib import TTFont  # 6 MB of memory, needed for new cards only

    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())
