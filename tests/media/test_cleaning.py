"""What readers get: no place, no camera, no comment, the same pixels."""

import io
import struct

import pytest
from PIL import Image, ImageChops, ImageCms, ImageSequence, ImageStat

from media.cleaning import clean, without_metadata
from media.inspection import inspect
from tests.media import samples

pytestmark = pytest.mark.either_database

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">SECRET PLACE</x:xmpmeta>'


@pytest.fixture
def cleaned(tmp_path):
    def clean_bytes(content: bytes, name: str = "a") -> bytes:
        path, target = tmp_path / "upload", tmp_path / "cleaned"
        path.write_bytes(content)
        clean(path, inspect(path, name), target)
        return target.read_bytes()

    return clean_bytes


def pixels(content: bytes) -> list[bytes]:
    with Image.open(io.BytesIO(content)) as image:
        return [frame.convert("RGBA").tobytes() for frame in ImageSequence.Iterator(image)]


def with_secrets(form: str) -> bytes:
    options = {"exif": samples.exif(), "icc_profile": PROFILE}
    if form == "JPEG":
        options |= {"xmp": XMP, "comment": b"SECRET COMMENT", "progressive": True}
    elif form == "PNG":
        options["pnginfo"] = samples.png_texts("SECRET TEXT", XMP)
    else:
        options["xmp"] = XMP
    return samples.picture(form, **options)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_loses_its_metadata_and_keeps_its_pixels_and_its_profile(form, cleaned):
    content = with_secrets(form)
    assert b"SECRET" in content
    found = cleaned(content)
    assert b"SECRET" not in found
    assert pixels(found) == pixels(content)
    with Image.open(io.BytesIO(found)) as image:
        assert image.info["icc_profile"] == PROFILE
        assert 0x8825 not in image.getexif()


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "AVIF"])
def test_an_animation_keeps_its_frames_and_its_pace(form, cleaned):
    content = samples.animation(form)
    found = cleaned(content)
    assert pixels(found) == pixels(content)
    with Image.open(io.BytesIO(found)) as image:
        image.seek(1)
        image.load()
        assert image.info["duration"] == 100


def test_a_gif_loses_comments_and_keeps_its_loop(cleaned):
    content = samples.saved(
        Image.new("P", (9, 9)), "GIF", comment=b"SECRET", save_all=True, loop=0,
        append_images=[Image.new("P", (9, 9), 1)],
    )  # fmt: skip
    found = cleaned(content)
    assert b"SECRET" in content
    assert b"SECRET" not in found
    assert b"NETSCAPE2.0" in found


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
@pytest.mark.parametrize(
    "tail", [samples.archive(), b"<script>alert(1)</script>"], ids=["zip", "script"]
)
def test_what_stands_behind_the_end_of_a_picture_is_gone(form, tail, cleaned):
    content = samples.picture(form)
    assert cleaned(content + tail) == cleaned(content)


def test_html_in_a_comment_of_a_jpeg_is_gone(cleaned):
    content = samples.picture("JPEG", comment=b"<html><script>alert(1)</script></html>")
    assert b"<script" not in cleaned(content)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", [3, 6, 7])
def test_a_turned_picture_is_stored_upright(form, orientation, cleaned):
    options = {"lossless": True} if form == "WEBP" else {}
    straight = samples.picture(form, **options)
    found = cleaned(samples.picture(form, exif=samples.exif(orientation), **options))
    turn = {3: "ROTATE_180", 6: "ROTATE_270", 7: "TRANSVERSE"}[orientation]
    with Image.open(io.BytesIO(straight)) as a, Image.open(io.BytesIO(found)) as b:
        assert not b.getexif()
        expected = a.convert("RGB").transpose(Image.Transpose[turn])
        assert expected.size == b.size
        difference = ImageStat.Stat(ImageChops.difference(expected, b.convert("RGB")))
        assert max(difference.mean) <= (6 if form == "JPEG" else 0)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "AVIF", "GIF"])
def test_cleaning_a_damaged_picture_ends(form):
    content = samples.picture(form)
    mime = f"image/{form.lower()}"
    for length in range(30, len(content) - 1, 37):
        try:
            without_metadata(content[:length], mime)
        except (ValueError, IndexError):
            continue


def test_films_lose_their_tags_where_they_stand(cleaned):
    tags = samples.box(b"udta", samples.box(b"\xa9xyz", b"+31.2304+121.4737/ SECRET"))
    apple = samples.box(b"meta", samples.box(b"hdlr", bytes(24)), b"SECRET")
    hidden = samples.box(b"free", b"<script>SECRET</script>")
    content = samples.movie(b"isom", (640, 360), 0, tags, apple) + hidden
    found = cleaned(content)
    assert b"SECRET" in content
    assert b"SECRET" not in found
    assert len(found) == len(content)
    assert found.index(b"mdat") == content.index(b"mdat")


def test_a_webm_loses_its_tags(cleaned):
    tags = samples.element(0x1254C367, b"SECRET" * 9)
    content = samples.webm(more=tags)
    found = cleaned(content)
    assert b"SECRET" in content
    assert b"SECRET" not in found
    assert len(found) == len(content)
    assert found[content.index(b"\x12\x54\xc3\x67")] == 0xEC


@pytest.mark.parametrize("extension", ["pdf", "zip", "mp3", "ogg", "flac", "wav", "csv", "txt"])
def test_other_files_stay_as_they_are(extension, cleaned):
    content = samples.GOOD[extension]()
    assert cleaned(content, f"a.{extension}") == content


def test_a_thumbnail_in_a_jpeg_is_gone():
    content = samples.picture("JPEG")
    assert content[2:4] == b"\xff\xe0"
    thumb = b"\xff\xe0" + struct.pack(">H", 16 + 3) + content[6:18] + b"\1\1" + b"RGB"
    found = without_metadata(content[:2] + thumb + content[20:], "image/jpeg")
    assert found == without_metadata(content, "image/jpeg")
