"""Share cards: layout, fonts, storage."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image, ImageChops, ImageColor

from articles.graphics import cards
from articles.graphics.cards import card_fonts, card_store, line_breaks
from articles.graphics.cards.card_colours import CHANNELS, PAPER
from articles.graphics.cards.drawing import (
    LEFT,
    RIGHT,
    SIZES,
    WIDEST,
    drawn_labels,
    fitted_title,
)

pytestmark = pytest.mark.slow

STRIP = ("p120", "hone", "p300 1", "c5af3", "f2", "g2")


@pytest.fixture(autouse=True)
def fonts_of_set_up_alone(monkeypatch, forget_fonts):
    """Cards are drawn with what set-up brings: a fresh machine has nothing else."""
    monkeypatch.setattr(card_fonts, "machine_files", dict)
    monkeypatch.setattr(card_fonts, "owner_files", dict)
    forget_fonts()


@pytest.fixture
def forget_fonts():
    """A function that clears the caches of fonts. They are cleared after the test too."""

    def forget():
        card_fonts.title_faces.cache_clear()
        card_fonts.label_faces.cache_clear()

    yield forget
    forget()


def card(title="缩放点积注意力", language="zh-hans", **values):
    values = {"site": "Longwave", "labels": ("NLP", "2026-11-21"), "strip": STRIP, **values}
    return cards.Card(title, language, **values)


def opened(picture):
    image = Image.open(BytesIO(picture))
    image.load()
    return image.convert("RGB")


def ink(image):
    """Bounding box of all pixels that differ from the background."""
    return ImageChops.difference(image, Image.new("RGB", image.size, PAPER)).getbbox()


TITLES = {
    "short": ("短", "zh-hans"),
    "chinese": ("从零开始理解注意力机制：数学推导与工程实现", "zh-hans"),
    "mixed": ("从 “Attention Is All You Need” 到 FlashAttention-3 的 C++ 实现（上）", "zh-hans"),
    "traditional": ("圖神經網絡與「繁體」標題", "zh-hant"),
    "english": ("What Every Engineer Should Know About Gradient Checkpointing", "en"),
    "emoji": ("🚀 发布 v2.0 👨‍👩‍👧 了", "zh-hans"),
    "long": ("注意力机制的数学推导与工程实现，" * 12 + "完整版本完整版本", "zh-hans"),
    "long english": ("A Title That Keeps Going, " * 7 + "and Going", "en"),
    "one word": ("a" * 200, "en"),
}


@pytest.mark.parametrize(("title", "language"), TITLES.values(), ids=TITLES)
def test_title_fits_on_the_card(title, language):
    image = opened(cards.draw_card(card(title, language)))
    assert image.size == (1200, 630)
    left, top, right, bottom = ink(image)
    assert left >= LEFT - 6
    assert right <= RIGHT + 4
    assert top >= 60
    assert bottom <= 590


@pytest.mark.parametrize(("title", "language"), TITLES.values(), ids=TITLES)
def test_title_takes_few_lines_of_large_letters(title, language):
    stack = card_fonts.title_faces(language)
    size, broken = fitted_title(stack.shown(title), stack)
    assert len(broken) <= dict(SIZES)[size]
    assert all(line_breaks.width(line) <= WIDEST for line in broken)
    assert size >= 56


def broken(title, language="zh-hans"):
    stack = card_fonts.title_faces(language)
    _size, found = fitted_title(stack.shown(title), stack)
    return [
        "".join((" " if n and unit.gap > 9 else "") + unit.text for n, unit in enumerate(line))
        for line in found
    ]


def test_chinese_title_breaks_at_punctuation_and_not_before_it():
    assert broken("从 DDPM 到 DDIM：采样器里那个自由参数从哪来") == [
        "从 DDPM 到 DDIM：",
        "采样器里那个自由参数从哪来",
    ]
    for line in broken("一个很长的题目，" * 12):
        assert line[0] not in line_breaks.CLOSING
        assert line[-1] not in line_breaks.OPENING


MIXED = {
    "从 “Attention Is All You Need” 到 FlashAttention-3 的 C++ 实现（上）": [
        "从 “Attention Is All You Need”",
        "到 FlashAttention-3 的 C++ 实现（上）",
    ],
    "来自Transformers的双向编码器表示（BERT）": [
        "来自 Transformers 的",
        "双向编码器表示（BERT）",
    ],
    "Transformer 推理优化实战：KV Cache、PagedAttention、Speculative Decoding"
    " 与 Continuous Batching 的原理与实现": [
        "Transformer 推理优化实战：KV Cache、",
        "PagedAttention、Speculative Decoding",
        "与 Continuous Batching 的原理与实现",
    ],
}


@pytest.mark.parametrize(("title", "lines"), MIXED.items())
def test_mixed_title_breaks_between_names_and_before_prepositions(title, lines):
    assert broken(title) == lines
    stack = card_fonts.title_faces("zh-hans")
    assert fitted_title(stack.shown(title), stack)[0] >= 56


def test_english_title_breaks_between_words():
    title = "What Every Engineer Should Know About Gradient Checkpointing"
    assert " ".join(broken(title, "en")) == title


def test_longer_title_than_a_card_holds_ends_in_dots():
    assert "".join(broken("注意力机制" * 40))[-1] == "…"


def test_emoji_are_left_out_without_a_gap():
    assert card_fonts.title_faces("zh-hans").shown("🚀 发布 👨‍👩‍👧 了") == "发布 了"


def test_latin_and_chinese_have_their_own_fonts():
    runs = list(card_fonts.title_faces("zh-hans").runs("用 GPU…"))
    assert [text for _face, text in runs] == ["用", " GPU", "…"]
    assert runs[0][0] == runs[2][0] != runs[1][0]


# The characters of GB 2312 that the font of set-up lacks. Fonts of the same family for other
# regions have them in other shapes.
RARE = "劐阢坶塥蒈蓰猸弪艴骣桊轷戤赇牿犋毪胲脶膪憝铴镩稆瘭耠耢耥蟓筢蹯鲰齄"
LACKING = RARE[0]


def characters_of_gb_2312():
    """Its two levels of Chinese characters: 3755 common and 3008 less common ones."""
    codes = (bytes([row, cell]) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(code.decode("gb2312", "ignore") for code in codes)


def test_font_of_set_up_has_the_characters_of_gb_2312_but_33_rare_ones():
    (face, _run), *_others = card_fonts.title_faces("zh-hans").runs("怎")
    characters = characters_of_gb_2312()
    assert len(characters) == 3755 + 3008
    assert "".join(sign for sign in characters if not face.has(sign)) == RARE


def letters_on_a_card(text, faces):
    """Image of each character in the fonts of cards."""
    runs = faces("zh-hans").runs(text)
    return [bytes(face.at(64).getmask(sign)) for face, run in runs for sign in run]


@pytest.mark.parametrize("faces", [card_fonts.title_faces, card_fonts.label_faces])
def test_font_of_set_up_has_a_glyph_of_its_own_for_each_chinese_character(faces):
    text = "怎样在这里写，圖神經網絡"
    drawn = letters_on_a_card(text, faces)
    (face, _run), *_others = faces("zh-hans").runs("怎")
    missing = bytes(face.at(64).getmask(LACKING))
    assert len({*drawn, missing}) == len(text) + 1


def test_chinese_title_is_drawn_with_the_font_of_set_up():
    pictures = {
        cards.draw_card(card(title, strip=()))
        for title in ("怎样在这里写", "怎样在这里读", LACKING)
    }
    assert len(pictures) == 3
    assert card("怎样在这里写").can_be_drawn()
    assert not card(LACKING).can_be_drawn()


def font_file(folder, name, character):
    """A font with one character, drawn as a square."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 900), (900, 900), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "square"])
    builder.setupCharacterMap({ord(character): "square"})
    builder.setupGlyf({".notdef": square, "square": square})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "square": (1000, 0)})
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": name})
    builder.setupOS2()
    builder.setupPost()
    builder.save(folder / f"{name}.ttf")
    return {f"{name.lower()}.ttf": str(folder / f"{name}.ttf")}


def test_machine_s_font_draws_what_that_of_set_up_lacks(tmp_path, monkeypatch, forget_fonts):
    files = font_file(tmp_path, "NotoSerifSC-SemiBold", LACKING)
    monkeypatch.setattr(card_fonts, "machine_files", lambda: files)
    forget_fonts()
    (_own, own_run), (machine, run) = card_fonts.title_faces("zh-hans").runs(f"永{LACKING}")
    assert (own_run, run) == ("永", LACKING)
    assert machine.path in files.values()


@pytest.mark.parametrize(
    ("whose", "language"), [("owner_files", "zh-hans"), ("machine_files", "zh-hant")]
)
def test_owner_s_font_and_that_of_another_region_come_first(
    tmp_path, monkeypatch, forget_fonts, whose, language
):
    files = font_file(tmp_path, "NotoSerifSC-SemiBold", "永")
    monkeypatch.setattr(card_fonts, whose, lambda: files)
    forget_fonts()
    ((face, _run),) = card_fonts.title_faces(language).runs("永")
    assert face.path in files.values()


def test_title_with_letters_that_no_font_has_cannot_be_drawn():
    assert not card("ԱԲԳ ᚠᚢᚦ 𓀀𓀁", "en").can_be_drawn()
    assert not card("🚀", "en").can_be_drawn()


def test_site_without_any_chinese_font_says_so(settings, tmp_path, forget_fonts):
    settings.CARD_FONTS = tmp_path
    forget_fonts()
    assert not card().can_be_drawn()
    assert opened(cards.draw_card(card())).size == (1200, 630)


def test_strip_is_drawn_in_the_colours_of_its_channels():
    with_strip = set(opened(cards.draw_card(card("A", "en"))).get_flattened_data())
    without = set(opened(cards.draw_card(card("A", "en", strip=()))).get_flattened_data())

    def near(colours, wanted):
        rgb = tuple(bytes.fromhex(wanted[1:]))
        return any(max(abs(a - b) for a, b in zip(c, rgb, strict=True)) < 24 for c in colours)

    for channel in "cf":
        assert near(with_strip, CHANNELS[channel])
        assert not near(without, CHANNELS[channel])


CHART = (("p", "M4 30V27.5M12 30V27.5"), ("h", "M20 30.0V17.0"), ("c y", "M20 17.0V3.0"))


def test_card_of_the_site_has_the_year_chart():
    values = {"strip": (), "chart": CHART, "chart_width": 24}
    image = opened(cards.draw_card(card("A", "en", **values)))
    colours = set(image.get_flattened_data())
    for name in ("p", "c"):
        assert any(is_close(colour, CHANNELS[name]) for colour in colours)
    left, _top, right, _bottom = ink(image)
    assert left >= LEFT - 6
    assert right <= RIGHT


def is_close(colour, name):
    return all(abs(a - b) <= 6 for a, b in zip(colour, ImageColor.getrgb(name), strict=True))


def test_long_labels_leave_room_for_the_date():
    labels = ("一个很长的分类名称" * 6, "一个很长的作者名字" * 6, "2026-11-21")
    faces = card_fonts.label_faces("zh-hans")
    drawn = drawn_labels(labels, faces)
    assert drawn[2] == "2026-11-21"
    assert all(text.endswith("…") for text in drawn[:2])
    assert ink(opened(cards.draw_card(card(labels=labels))))[2] <= RIGHT + 4
    assert drawn_labels(("NLP", "王晓云", "2026-11-21"), faces) == ["NLP", "王晓云", "2026-11-21"]


def test_very_long_strip_stays_on_the_card():
    image = opened(cards.draw_card(card("A", "en", strip=("p99999", "f400", "cfff") * 3)))
    assert ink(image)[2] <= RIGHT + 2


@pytest.fixture
def folder(tmp_path, settings):
    settings.DATA = tmp_path
    return tmp_path / "cards"


def test_card_is_drawn_once(folder, monkeypatch):
    first = cards.card_png(card("A", "en"))
    monkeypatch.setattr(card_store, "draw_card", lambda card: pytest.fail("drawn again"))
    assert cards.card_png(card("A", "en")) == first


def test_name_of_a_card_depends_on_its_content(folder):
    names = {
        card_store.card_name(each)
        for each in (card(), card("B"), card(labels=()), card(strip=()), card(site="x"))
    }
    assert len(names) == 5


def test_concurrent_requests_get_complete_images(folder):
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(cards.card_png, [card("A", "en")] * 8))
    assert {opened(picture).size for picture in pictures} == {(1200, 630)}
    assert len([file for file in folder.rglob("*") if file.is_file()]) == 1


def test_folder_that_cannot_be_written_still_gives_the_picture(folder):
    folder.write_text("in the way")
    assert opened(cards.card_png(card("A", "en"))).size == (1200, 630)


@pytest.mark.parametrize("side", [32, 180, 512])
def test_icon_has_the_needle(side):
    image = opened(cards.site_icon(side))
    assert image.size == (side, side)
    assert any(r > 150 and g < 90 for r, g, _b in image.get_flattened_data())
