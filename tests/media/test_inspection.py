"""What a file is, by its content."""

import gzip

import pytest
from PIL import Image

from media.inspection import Inspected, Limits, RefusedFile, inspect, name_with_extension
from media.inspection.svg_head import begins_as_svg
from tests.media import samples

pytestmark = pytest.mark.either_database


@pytest.fixture
def looked(tmp_path):
    def look(content: bytes, name: str = "file", limits: Limits | None = None) -> Inspected:
        path = tmp_path / "upload"
        path.write_bytes(content)
        return inspect(path, name, limits)

    return look


@pytest.fixture
def refusal(looked):
    def refuse(content: bytes, name: str = "file", limits: Limits | None = None) -> RefusedFile:
        with pytest.raises(RefusedFile) as caught:
            looked(content, name, limits)
        return caught.value

    return refuse


KINDS = {
    "png": ("picture", 40, 30),
    "jpg": ("picture", 40, 30),
    "webp": ("picture", 40, 30),
    "avif": ("picture", 40, 30),
    "gif": ("picture", 20, 10),
    "svg": ("drawing", 20, 10),
    "pdf": ("document", None, None),
    "mp4": ("video", 640, 360),
    "mov": ("video", 640, 360),
    "webm": ("video", 320, 180),
    **dict.fromkeys(("m4a", "mp3", "ogg", "flac", "wav"), ("sound", None, None)),
    "zip": ("archive", None, None),
    **dict.fromkeys(("csv", "ipynb", "txt"), ("text", None, None)),
}


@pytest.mark.parametrize("extension", samples.GOOD)
def test_each_kind_is_recognized_by_content(extension, looked):
    name = f"a.{extension}" if KINDS[extension][0] == "text" else "a.bin"
    found = looked(samples.GOOD[extension](), name)
    assert found.extension == extension
    assert (found.kind, found.width, found.height) == KINDS[extension]


def test_durations_pages_and_frames_are_read_from_heads(looked):
    assert looked(samples.movie()).seconds == 2.5
    assert looked(samples.webm()).seconds == 1.5
    assert looked(samples.wav()).seconds == 0.5
    assert looked(samples.ogg()).seconds == pytest.approx(2)
    assert looked(samples.flac()).seconds == pytest.approx(1)
    assert looked(samples.mp3()).seconds == pytest.approx(50 * 1152 / 44100, abs=0.05)
    assert looked(samples.pdf(3)).pages == 3
    for form in ("GIF", "PNG", "WEBP", "AVIF"):
        assert looked(samples.animation(form, 3)).frames == 3


def test_a_turned_picture_has_its_upright_size(looked):
    found = looked(samples.picture("JPEG", (40, 30), exif=samples.exif(orientation=6)))
    assert (found.width, found.height, found.is_turned) == (30, 40, True)
    turned = looked(samples.movie(turn=90))
    assert (turned.width, turned.height) == (360, 640)


def test_films_without_pictures_are_sounds(looked):
    assert looked(samples.movie(size=(0, 0))).mime == "audio/mp4"
    assert looked(samples.webm(size=(0, 0))).mime == "audio/webm"


@pytest.mark.parametrize(
    ("name", "content", "right"),
    [
        ("照片.png", samples.GOOD["jpg"], "照片.jpg"),
        ("a.jpeg", samples.GOOD["jpg"], "a.jpeg"),
        ("shot", samples.GOOD["webp"], "shot.webp"),
        ("v1.2", samples.GOOD["pdf"], "v1.2.pdf"),
        ("train.py", samples.GOOD["txt"], "train.py"),
        ("data.png", samples.GOOD["txt"], "data.txt"),
        ("table.csv", samples.GOOD["zip"], "table.zip"),
    ],
)
def test_the_content_decides_about_the_ending_of_a_name(name, content, right, looked):
    assert name_with_extension(name, looked(content(), name)) == right


@pytest.mark.parametrize("name", ["a.js", "a.css", "a.mjs", "a.svelte", "a.py"])
def test_sources_are_stored_as_plain_text(name, looked):
    found = looked(b"alert(1)", name)
    assert (found.mime, found.extension) == ("text/plain", "txt")


# --- refused -----------------------------------------------------------------------------------

SIZES = ["png", "gif", "webp", "jpeg", "avif"]


@pytest.mark.parametrize("form", SIZES)
def test_a_decompression_bomb_is_refused_by_its_header(form, refusal, monkeypatch):
    content = getattr(samples, f"{form}_of_size")(16_000, 9_000)
    monkeypatch.setattr("PIL.Image.open", pytest.fail)
    found = refusal(content)
    assert found.code == "too-many-pixels"
    assert found.values == {
        "width": "16,000", "height": "9,000", "most": "40", "fitting_width": "8,400"
    }  # fmt: skip


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_an_animation_with_too_many_pixels_is_refused(form, refusal):
    limits = Limits(moving_pixels=20 * 10 * 4)
    assert refusal(samples.animation(form, 5), "a", limits).code == "too-many-frames"


@pytest.mark.parametrize(
    "extension", sorted(samples.GOOD.keys() - {"csv", "txt", "mp3", "wav", "flac"})
)
def test_a_truncated_file_is_refused(extension, refusal):
    content = samples.GOOD[extension]()
    cut = content[: len(content) * 2 // 3]
    assert refusal(cut, f"a.{extension}").code in ("damaged", "svg-not-read", "not-a-notebook")


@pytest.mark.parametrize("form", ["png", "gif", "webp"])
def test_a_picture_with_fewer_pixels_than_its_header_says_is_refused(form, refusal):
    assert refusal(getattr(samples, f"{form}_of_size")(1000, 1000)).code == "damaged"


@pytest.mark.parametrize("share", [0, 0.3, 0.9])
@pytest.mark.parametrize(
    "options", [{}, {"progressive": True}, {"restart_marker_blocks": 5}], ids=str
)
def test_a_jpeg_with_an_end_but_too_little_data_is_refused(share, options, refusal):
    whole = samples.picture("JPEG", (400, 300), quality=95, **options)
    assert refusal(samples.jpeg_with_part_of_first_scan(whole, share)).code == "damaged"


def test_a_progressive_jpeg_without_all_its_scans_is_refused(refusal, looked):
    whole = samples.picture("JPEG", (400, 300), progressive=True)
    assert looked(whole).width == 400
    for number in range(1, whole.count(b"\xff\xda")):
        assert refusal(samples.jpeg_with_scans(whole, number)).code == "damaged", number


def test_what_may_stand_before_a_root_is_read_once(looked):
    """The ways to divide it double with each part, so this ends only if they are not tried."""
    for part in ("<!-- x -->", " \n", "<?a?>", "<!DOCTYPE a>", "<!DOCTYPE a []>\n"):
        assert begins_as_svg(f"{part * 200}<svg>"), part
        assert not begins_as_svg(f"{part * 200}<svg"), part
    assert looked(b"<!-- x --> " * 200 + b"words", "a.md").kind == "text"


@pytest.mark.parametrize("colour", ["white", "#808080"])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_of_one_colour_is_not_taken_for_damaged(colour, mode, looked):
    image = Image.new("RGB", (33, 17), colour).convert(mode)
    assert looked(samples.saved(image, "JPEG") + b"behind the end").width == 33


@pytest.mark.parametrize(
    ("code", "content", "name"),
    [
        ("empty", b"", "a.png"),
        ("program", b"MZ\x90\0\3\0", "a.png"),
        ("program", b"\x7fELF\2\1\1\0", "a"),
        ("web-page", b"<!DOCTYPE html><p>", "a.txt"),
        ("web-page", b" \n<!-- x -->\n<script>alert(1)</script>", "a.csv"),
        ("web-page", b"<!-- x -->" * 60 + b"<html>", "many-comments.txt"),
        ("web-page", b"<?xml version='1.0'?><root/>", "a.txt"),
        ("web-page", b"plain words", "page.html"),
        ("web-page", b"plain words", "feed.xml"),
        ("web-page", b'<html xmlns="http://www.w3.org/1999/xhtml"/>', "a.svg"),
        ("format-unknown", b"\1\2\3\4\0\5", "a.bin"),
        ("format-not-allowed", b"BM\x3a\0\0\0\0", "a.bmp"),
        ("format-not-allowed", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "a.heic"),
        ("format-not-allowed", samples.archive(**{"[Content_Types].xml": "x"}), "a.docx"),
        ("not-utf8", "一二三".encode("gb18030"), "a.txt"),
        ("not-utf8", "一二三".encode("utf-16"), "a.txt"),
        ("not-a-notebook", b'{"a": 1}', "a.ipynb"),
        ("two-formats", samples.pdf() + samples.archive(), "a.pdf"),
        ("two-formats", samples.archive() and b"PK\3\4" + bytes(99) + samples.archive(), "a.zip"),
        ("damaged", samples.movie() + b"<script>alert(1)</script>", "a.mp4"),
        ("too-many-entries", samples.archive_64(700_000), "a.zip"),
        ("format-not-allowed", gzip.compress(samples.svg(), mtime=0), "a.svgz"),
        ("not-utf8", b'<?xml version="1.0" encoding="GBK"?>' + samples.svg(), "a.svg"),
        ("svg-not-read", b"<svg><g></svg>", "a.svg"),
        ("svg-entities", samples.ENTITY_BOMB, "a.svg"),
        ("svg-entities", samples.ENTITY_OF_A_FILE, "a.svg"),
    ],
)
def test_what_may_not_be_kept_is_refused(code, content, name, refusal):
    assert refusal(content, name).code == code


def test_bytes_are_refused_before_anything_is_read(refusal):
    found = refusal(bytes(5 * 2**19), "a.png", Limits(bytes=2**20))
    assert (found.code, found.values) == ("too-many-bytes", {"megabytes": "2.5", "most": "1"})


def test_an_archive_with_too_many_entries_is_refused(refusal, monkeypatch):
    monkeypatch.setattr("media.inspection.archive.MOST_ENTRIES", 2)
    found = refusal(samples.archive(a="", b="", c=""))
    assert (found.code, found.values["entries"]) == ("too-many-entries", "3")


def test_an_svg_with_a_doctype_of_its_writer_is_kept(looked):
    doctype = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">\n'
    assert looked(doctype + b"<!-- Graphviz -->" + samples.svg()).kind == "drawing"
