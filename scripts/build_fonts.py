"""Builds the fonts of the site from npm packages, with their licences.

build/fonts/*.woff2 are subsets for the pages, build/card-fonts/ has the Chinese font of share
cards.
"""

import shutil
import sys
from pathlib import Path
from typing import NamedTuple

from chinese_font import merge
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from formula_font import fix_math_font
from script_letters import add_script_letters

BASE = Path(__file__).parents[1]
PACKAGES = BASE / "build" / "npm" / "node_modules"
FONTS = BASE / "build" / "fonts"
CARD_FONTS = BASE / "build" / "card-fonts"
SCRIPT = PACKAGES / "katex" / "dist" / "fonts" / "KaTeX_Script-Regular.woff2"

LATIN = "20-7E,A0-FF,131,152-153,2C6,2DA,2DC,2013-2014,2018-201A,201C-201E,2020-2022,2026"
LATIN += ",2030,2039-203A,2044,20AC,2122,2190-2193,2212"
# Characters that the converter writes for LaTeX. Others come from system fonts.
MATHS = "20-7E,A0,A8,AC,AF,B0-B1,B4,B7,D7,F7,131,237,2C6-2C7,2D8-2DC,300-301,304,306-30B"
MATHS += ",338,391-3A9"
MATHS += (
    ",3B1-3C9,3D1,3D5-3D6,3F1,3F5,2016,2020-2022,2026,2032-2034,2057,2061-2063,203E,20D7,20DB-20DC"
)
MATHS += ",2102,210B,210E-2113,2115,2118-211D,2124,212C,2130-2131,2133,2135,2190-2199,219A-219B"
MATHS += ",21A0,21A6,21A9-21AA,21AE,21BC-21CC,21D0-21D5,2200-222E,2234-2237,223C-2243,2245-2255"
MATHS += ",2260-228B,228E-22A5,22A8,22B2-22B5,22BB-22C8,22D0-22D1,22D8-22D9,22EE-22F1,2308-230B"
MATHS += ",239B-23AE,23B4-23B5,23DC-23DF,25A0-25A1,25B3,25CA,25EF,27C2,27E8-27EB,27F5-27FA,27FC"
MATHS += ",2A00-2A02,2A04,2A06,2A7D-2A7E,2A85-2A8C,2AAF-2AB0,1D400-1D4CF,1D538-1D56B,1D6A4-1D71B"
MATHS += ",1D7CE-1D7D7,FE00"
CODE = "20-7E,A0,A9,AB,B0-B1,B5,B7,BB,D7,2013-2014,2018-2019,201C-201D,2022,2026,2190-2193,2212"
CODE += ",2500,2502,250C,2510,2514,2518,251C,2524,252C,2534,253C,2588,2591"


class Font(NamedTuple):
    """A font to build. `renamed`: the licence reserves the name for the unchanged font."""

    name: str
    package: str
    file: str
    characters: str
    features: tuple[str, ...]
    renamed: str = ""


WANTED = (
    Font(
        "stix-two-text",
        "@fontsource-variable/stix-two-text",
        "stix-two-text-latin-wght-normal",
        LATIN,
        ("kern", "liga"),
    ),
    Font(
        "stix-two-text-italic",
        "@fontsource-variable/stix-two-text",
        "stix-two-text-latin-wght-italic",
        LATIN,
        ("kern", "liga"),
    ),
    Font(
        "stix-two-math",
        "@fontsource/stix-two-math",
        "stix-two-math-latin-400-normal",
        MATHS,
        ("ssty",),
    ),
    Font(
        "longwave-mono",
        "@fontsource-variable/source-code-pro",
        "source-code-pro-latin-wght-normal",
        CODE,
        (),
        renamed="Longwave Mono",
    ),
)


def build(font: Font) -> None:
    package = PACKAGES / font.package
    with TTFont(package / "files" / f"{font.file}.woff2") as whole:
        if font.name == "stix-two-math":
            fix_math_font(whole)
        subsetter = Subsetter(options(font))
        subsetter.populate(unicodes=set(code_points(font.characters)))
        subsetter.subset(whole)
        if font.name == "stix-two-math":
            with TTFont(SCRIPT) as script:
                add_script_letters(whole, script)
        if font.renamed:
            rename(whole, font.renamed)
        whole.flavor = "woff2"
        whole.save(FONTS / f"{font.name}.woff2")
    shutil.copyfile(package / "LICENSE", FONTS / f"{font.name}.LICENSE.txt")


def build_chinese() -> None:
    """Merge the numbered subsets, and the Latin one for its quotation marks."""
    package = PACKAGES / "@fontsource-variable" / "noto-serif-sc"
    names = ("noto-serif-sc-[0-9]*-wght-normal.woff2", "noto-serif-sc-latin-wght-normal.woff2")
    pieces = [piece for name in names for piece in sorted((package / "files").glob(name))]
    merge(pieces, CARD_FONTS / "noto-serif-sc.ttf")
    shutil.copyfile(package / "LICENSE", CARD_FONTS / "noto-serif-sc.LICENSE.txt")


def options(font: Font) -> Options:
    chosen = Options(hinting=False, notdef_outline=True, layout_features=list(font.features))
    chosen.name_IDs = ["*"] if font.renamed else [0, 1, 2, 13, 14]
    return chosen


def code_points(ranges: str) -> list[int]:
    points: list[int] = []
    for each in ranges.split(","):
        first, _, last = each.partition("-")
        points += range(int(first, 16), int(last or first, 16) + 1)
    return points


def rename(font: TTFont, name: str) -> None:
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            plain = name.replace(" ", "") if record.nameID == 6 else name
            font["name"].setName(plain, record.nameID, *record_place(record))


def record_place(record: object) -> tuple[int, int, int]:
    return record.platformID, record.platEncID, record.langID  # type: ignore[attr-defined]


if __name__ == "__main__":
    if not PACKAGES.is_dir():
        sys.exit("The packages of package.json are not there: run make setup.")
    for folder in (FONTS, CARD_FONTS):
        folder.mkdir(parents=True, exist_ok=True)
    build_chinese()
    for wanted in WANTED:
        build(wanted)
