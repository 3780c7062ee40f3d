"""Pictures in the sizes and formats that a screen needs."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from rendering import File, KnownNames, Source, for_feed, for_mail, render

pytestmark = pytest.mark.either_database

WIDTHS = (480, 720, 960, 1600)


def source(width: int, form: str, height: int = 0) -> Source:
    return Source(f"/m/{width}.{form}", width, height or width * 3 // 4, form)


PHOTO = File(
    "/m/photo.jpg", 4000, 3000,
    sources=(*(source(w, f) for f in ("avif", "webp") for w in WIDTHS), source(960, "jpg")),
    alt="library", caption="by the library",
)  # fmt: skip
SHOT = File(
    "/m/shot.png",
    1200,
    900,
    sources=(source(480, "avif"), source(720, "webp"), source(480, "webp")),
)
GIF = File(
    "/m/loop.gif", 640, 360,
    sources=(source(640, "mp4"), source(640, "webm"), source(640, "webp")),
)  # fmt: skip
FILM = File("/m/talk.mp4", 1280, 720, kind="video", sources=(source(960, "webp"),))
FILES = {"photo.jpg": PHOTO, "shot.png": SHOT, "loop.gif": GIF, "talk.mp4": FILM}


def page(markdown: str, dialect: str = "commonmark") -> str:
    known = KnownNames(files=FILES)
    return render(markdown, known=known, language="en", dialect=dialect).html


def attribute(html: str, tag: str, name: str) -> list[str]:
    return re.findall(rf'<{tag}\b[^>]*? {name}="([^"]*)"', html)


def test_a_photograph_is_offered_in_avif_and_webp_and_in_all_sizes():
    html = page("Text\n\n![a](photo.jpg)")
    assert attribute(html, "source", "type") == ["image/avif", "image/webp"]
    avif, webp = attribute(html, "source", "srcset")
    assert avif == ", ".join(f"/m/{w}.avif {w}w" for w in WIDTHS)
    assert webp == avif.replace("avif", "webp")
    assert attribute(html, "img", "src") == ["/m/photo.jpg"]
    assert attribute(html, "img", "width") == ["4000"]
    assert attribute(html, "img", "height") == ["3000"]
    assert "684px" in attribute(html, "source", "sizes")[0]


def test_where_a_format_saves_nothing_the_next_one_is_offered():
    """Browsers choose the format first: each must lead to the full width."""
    html = page("![a](shot.png)")
    avif, webp = attribute(html, "source", "srcset")
    assert avif == "/m/480.avif 480w, /m/720.webp 720w, /m/shot.png 1200w"
    assert webp == "/m/480.webp 480w, /m/720.webp 720w, /m/shot.png 1200w"


def test_only_the_first_picture_near_the_top_loads_at_once():
    html = page("Text\n\n![a](photo.jpg)\n\n![b](photo.jpg)")
    assert attribute(html, "img", "loading") == ["eager", "lazy"]
    assert attribute(html, "img", "fetchpriority") == ["high"]
    below = page("One\n\nTwo\n\nThree\n\n![a](photo.jpg)")
    assert attribute(below, "img", "loading") == ["lazy"]


def test_a_picture_that_the_author_made_small_asks_for_little():
    assert 'sizes="200px"' in page('<img src="photo.jpg" width="200">')


def test_words_of_the_library_stand_where_the_text_has_none():
    html = page("![](photo.jpg)")
    assert attribute(html, "img", "alt") == ["library"]
    assert "<figcaption>by the library</figcaption>" in html
    assert "by the library" not in page('![mine](photo.jpg "my caption")')


def test_a_caption_of_the_library_is_for_pictures_that_stand_alone():
    assert "by the library" not in page("within ![](photo.jpg) a text")
    html = page("![mine](photo.jpg)")
    assert attribute(html, "img", "alt") == ["mine"]
    assert "<figcaption>by the library</figcaption>" in html


def test_the_alternative_text_of_the_library_is_no_caption():
    file = File("/m/a.png", 9, 9, alt="library")
    for source in ("![](a.png)", "![](a.mp4)"):
        html = render(source, known=KnownNames(files={"a.png": file, "a.mp4": file})).html
        assert '="library"' in html
        assert "figcaption" not in html


def test_the_library_leaves_a_decorative_picture_alone():
    html = page("![](photo.jpg){.decorative}")
    assert attribute(html, "img", "alt") == [""]
    assert "library" not in html
    assert "decorative" not in html


def test_an_empty_alternative_text_in_html_stays_empty_and_one_in_markdown_does_not():
    for dialect in ("commonmark", "python-markdown"):
        for source in ('<img src="photo.jpg" alt="">', 'Here <img alt src="photo.jpg"> it is'):
            html = page(source, dialect=dialect)
            assert attribute(html, "img", "alt") == [""], source
            assert "library" not in html
        for source in ('<img src="photo.jpg">', "![](photo.jpg)", "![图片描述](photo.jpg)"):
            assert attribute(page(source, dialect=dialect), "img", "alt") == ["library"], source
        remote = render("![](https://a.example/b.png)", dialect=dialect).html
        assert attribute(remote, "img", "alt") == [""]


def test_a_caption_of_the_library_shows_its_formulas():
    for dialect in ("commonmark", "python-markdown"):
        html = of_caption("where $x^2$ & **more**", "![]({})", dialect)
        assert "<msup><mi>x</mi><mn>2</mn></msup>" in html
        assert "</math> &amp; **more**</figcaption>" in html
        assert "own" in of_caption("$x^2$", '![]({} "own")', dialect)
        assert "<math" not in of_caption("$x^2$", "![]({}){{.decorative}}", dialect)
        assert "<math" not in of_caption("plain", "![own $x$]({})", dialect)
    assert '"formula"' not in of_caption("costs $5", "![]({})")


def of_caption(caption: str, source: str, dialect: str = "commonmark") -> str:
    file = File("/m/a.png", 9, 9, kind="picture", alt="words", caption=caption)
    known = KnownNames(files={"a.png": file})
    return render(source.format("a.png"), dialect=dialect, known=known).html


def test_a_picture_of_the_library_that_nobody_described_is_named_to_its_author():
    address = "/files/abcdefghijkl/图-1.png"
    source = f"![甲]({address})\n\n![]({address})\n"
    for words, told in (("", [(3, "alt-missing")]), ("库里的", [])):
        file = File("/m/a.png", kind="picture", alt=words)
        warnings = render(source, known=KnownNames(files={address: file})).warnings
        assert [(each.line, each.code) for each in warnings] == told
    for quiet in (f"`![]({address})`", f"![]({address}){{.decorative}}", "![](a.png)"):
        files = {address: File("/m/a.png", kind="picture"), "a.png": File("/m/b.png")}
        assert not render(quiet, known=KnownNames(files=files)).warnings


def test_an_animation_becomes_a_film_that_can_be_stopped():
    html = page("![spinning](loop.gif)")
    assert attribute(html, "source", "src") == ["/m/640.webm", "/m/640.mp4"]
    for part in (" controls", " muted", " loop", 'poster="/m/640.webp"', 'aria-label="spinning"'):
        assert part in html
    assert attribute(html, "video", "width") == ["640"]
    assert attribute(html, "img", "loading") == ["lazy"]


def test_a_film_has_its_size_and_a_poster():
    html = page("![talk](talk.mp4)")
    assert attribute(html, "video", "poster") == ["/m/960.webp"]
    assert attribute(html, "video", "height") == ["720"]


@pytest.mark.parametrize("convert", [for_feed, lambda html, base: for_mail(html, base=base).html])
def test_feeds_and_mails_get_one_plain_picture(convert):
    html = convert(page("![a](photo.jpg)\n\n![b](shot.png)\n\n![c](loop.gif)"), base="https://x.y/")
    assert attribute(html, "img", "src") == [
        "https://x.y/m/960.jpg", "https://x.y/m/shot.png", "https://x.y/m/loop.gif"
    ]  # fmt: skip
    assert not re.search("<picture|<source|<video|srcset", html)


@pytest.mark.parametrize("fragment", ["dark", "only-dark", "gh-dark-mode-only"])
def test_a_picture_for_the_dark_scheme_takes_its_caption_along(fragment):
    html = page(f"![a](photo.jpg#light)\n\n![b](photo.jpg#{fragment})")
    assert attribute(html, "figure", "class") == ["pic light-only", "pic dark-only"]
    assert attribute(html, "img", "class") == []
    assert for_feed(html, base="https://x.y/").count("<img") == 1


def test_authors_may_say_the_scheme_by_a_class():
    html = page("![a](photo.jpg){.dark-only}")
    assert attribute(html, "figure", "class") == ["pic dark-only"]


def test_a_colour_stands_for_a_picture_that_is_not_there_yet():
    file = File("/m/a.png", 9, 9, sources=(source(9, "webp"),), colour="#3fc0ff")
    html = render("![a](a.png){width=50%}", known=KnownNames(files={"a.png": file})).html
    assert attribute(html, "img", "class") == ["w50 tint-033"]


def test_the_sheet_has_a_rule_for_each_colour():
    sheet = (Path(settings.BASE) / "static/css/pictures.css").read_text()
    rule = r"^\.tint-([0-3]{3}) \{ background: #[0-9a-f]{6} \}$"
    assert len(set(re.findall(rule, sheet, re.MULTILINE))) == 64
