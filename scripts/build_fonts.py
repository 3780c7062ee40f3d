"""Builds the fonts of the site from npm packages, with their licences.

build/fonts/*.woff2 are subsets for the pages, build/card-fonts/ has the Chinese font of share
cards.
"""

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from chinese_font import merge
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from formula_font import fix_math_font
from formula_font_variants import drop_growth, drop_ink, drop_unused_data, share_outlines
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
# Those in the font that every page with formulas loads, which has at most 24 kB; the others are in
# a second one. Browsers stretch a character only if it is in the first font of its element. The
# class `rare` marks signs that the second font stretches (rendering/math/mathml_signs.py).
MATHS_CORE = "20-21,25,27-3F,41-5D,5F,61-7D,A0,A8,AC,AF,B1,B7,D7,2C6,2D9,2DC"
MATHS_CORE += ",393-394,398,39B,39E,3A0,3A3,3A6,3A8-3A9,2016,2026,2032-2033,203E,2061-2063"
MATHS_CORE += ",210E,2113,2190-2194,21A6,21D0,21D2,21D4,2200,2202-2203,2205,2207-2209,220F"
MATHS_CORE += ",2211-2213,2216-221A,221E,2223,2225,2227-222D,223C,2248,2260-2261,2264-2265"
MATHS_CORE += ",226A-226B,2282,2286,2295,2297,2299,22A4-22A5,22C0-22C3,22C5,22EE-22EF,22F1"
MATHS_CORE += ",2308-230B,23DE-23DF,27E8-27E9,27F9-27FA,1D434-1D467,1D6FC-1D709,1D70B-1D70C"
MATHS_CORE += ",1D70E-1D716,1D719"
CODE = "20-7E,A0,A9,AB,B0-B1,B5,B7,BB,D7,2013-2014,2018-2019,201C-201D,2022,2026,2190-2193,2212"
CODE += ",2500,2502,250C,2510,2514,2518,251C,2524,252C,2534,253C,2588,2591"


def code_points(ranges: str) -> set[int]:
    """Return the code points of ranges as in CSS: U+20-7E."""
    points: set[int] = set()
    for each in ranges.split(","):
        first, _, last = each.strip().removeprefix("U+").partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


def ranges(points: Iterable[int]) -> str:
    """Return the ranges of code points: the reverse of `code_points`."""
    found: list[list[int]] = []
    for point in sorted(points):
        if found and found[-1][-1] == point - 1:
            found[-1][1:] = [point]
        else:
            found.append([point])
    return ",".join("-".join(f"{end:X}" for end in each) for each in found)


class Font(NamedTuple):
    """A font to build. `renamed`: the licence reserves the name for the unchanged font."""

    name: str
    package: str
    file: str
    characters: str
    features: tuple[str, ...]
    renamed: str = ""


# Grows in labelled equations only.
EQUAL = "="
MATHS_MORE = ranges(code_points(MATHS) - code_points(MATHS_CORE) | {ord(EQUAL)})
FORMULAS, MORE_FORMULAS = "stix-two-math", "stix-two-math-more"
# Keeps the space of formulas while their font is loaded.
FORMULA_SPACE = "stix-two-math-space"
MATH_FILE = ("@fontsource/stix-two-math", "stix-two-math-latin-400-normal")
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
    Font(FORMULAS, *MATH_FILE, MATHS_CORE, ()),
    Font(MORE_FORMULAS, *MATH_FILE, MATHS_MORE, ("ssty",)),
    Font(FORMULA_SPACE, *MATH_FILE, MATHS_CORE, ()),
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
        if font.package == MATH_FILE[0]:
            prepare_math_font(whole, font.name)
        subsetter = Subsetter(options(font))
        subsetter.populate(unicodes=code_points(font.characters))
        subsetter.subset(whole)
        if font.name == MORE_FORMULAS:
            with TTFont(SCRIPT) as script:
                add_script_letters(whole, script)
        if font.name == FORMULA_SPACE:
            drop_ink(whole)
        if font.renamed:
            rename(whole, font.renamed)
        whole.flavor = "woff2"
        whole.save(FONTS / f"{font.name}.woff2")
    shutil.copyfile(package / "LICENSE", FONTS / f"{font.name}.LICENSE.txt")


def prepare_math_font(font: TTFont, name: str) -> None:
    fix_math_font(font)
    drop_unused_data(font)
    if name != FORMULA_SPACE:
        share_outlines(font)
    if name != MORE_FORMULAS:
        drop_growth(font, EQUAL)


def build_chinese() -> None:
    """Merge the numbered subsets, and the Latin one for its quotation marks."""
    package = PACKAGES / "@fontsource-variable" / "noto-serif-sc"
    names = ("noto-serif-sc-[0-9]*-wght-normal.woff2", "noto-serif-sc-latin-wght-normal.woff2")
    pieces = [piece for name in names for piece in sorted((package / "files").glob(name))]
    merge(pieces, CARD_FONTS / "noto-serif-sc.ttf")
    shutil.copyfile(package / "LICENSE", CARD_FONTS / "noto-serif-sc.LICENSE.txt")


def options(font: Font) -> Options:
    chosen = Options(hinting=False, layout_features=list(font.features), bidi_closure=False)
    chosen.name_IDs = ["*"] if font.renamed else [0, 1, 2, 13, 14]
    return chosen


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
