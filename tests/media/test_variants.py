"""Smaller files of a picture, for screens of all sizes."""

import shutil
from itertools import pairwise

import pytest
from PIL import Image, ImageDraw

from media.inspection import inspect
from media.variants import make
from media.variants.stills import GAIN
from tests.media import samples

pytestmark = pytest.mark.either_database


@pytest.fixture
def made(tmp_path):
    def make_files(content: bytes):
        path, folder = tmp_path / "content", tmp_path / "variants"
        path.write_bytes(content)
        folder.mkdir()
        return make(path, inspect(path, "a"), folder)

    return make_files


def photograph(form: str, size=(1800, 90), **options) -> bytes:
    """Soft, with the noise of a sensor."""
    tiles = [Image.effect_noise((size[0] // 6, size[1] // 6), 60).resize(size) for _ in "RGB"]
    return samples.saved(Image.merge("RGB", tiles), form, **options)


def screenshot(size=(1000, 300)) -> Image.Image:
    image = Image.new("RGB", size, "#f4f6f2")
    for line in range(10, size[1] - 10, 20):
        ImageDraw.Draw(image).text((10, line), "def attention(query, key, value):" * 4, "black")
    return image


def widths(found, form: str) -> list[int]:
    return [file.width for file in found.files if file.format == form]


def test_a_photograph_gets_all_widths_in_two_formats_and_a_plain_one(made):
    found = made(photograph("JPEG", quality=95))
    assert widths(found, "avif") == [1600, 960, 720, 480]
    assert widths(found, "webp") == [1600, 960, 720, 480]
    assert widths(found, "jpg") == [960]
    assert not found.is_lossless
    for file in found.files:
        with Image.open(file.path) as image:
            assert image.size == (file.width, file.height)
        assert file.bytes == file.path.stat().st_size


@pytest.mark.parametrize("size", [(16, 33_000), (17_000, 5)])
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_what_a_format_cannot_hold_is_left_out(form, size, made):
    found = made(samples.saved(Image.effect_noise(size, 60), form))
    assert all(max(file.width, file.height) <= 32_768 for file in found.files)
    assert found.colour


def test_nothing_is_upscaled(made):
    found = made(photograph("PNG", (600, 300)))
    assert max(file.width for file in found.files) == 600


def test_each_file_is_smaller_than_the_next_larger_one(made):
    content = photograph("JPEG", (1000, 200), quality=30)
    found = made(content)
    for form in ("avif", "webp"):
        sizes = [len(content), *(file.bytes for file in found.files if file.format == form)]
        assert all(small < GAIN * large for large, small in pairwise(sizes))


def test_a_screenshot_stays_sharp_and_lossless_where_that_is_smaller(made):
    image = screenshot()
    found = made(samples.saved(image, "PNG", compress_level=1))
    assert found.is_lossless
    largest = next(file for file in found.files if file.format == "webp")
    with Image.open(largest.path) as same:
        assert same.convert("RGB").tobytes() == image.tobytes()
    assert widths(found, "jpg") == []


def test_a_turned_photograph_has_upright_variants(made):
    found = made(photograph("JPEG", (600, 300), exif=samples.exif(6), quality=95))
    assert {(file.width, file.height) for file in found.files} == {(300, 600)}


def test_the_colour_is_the_mean_one_and_empty_for_what_is_transparent(made):
    assert made(samples.saved(Image.new("RGB", (20, 20), "#336699"), "PNG")).colour == "#336699"


def test_a_transparent_drawing_with_dark_lines_is_dark(made):
    image = Image.new("RGBA", (60, 60))
    ImageDraw.Draw(image).line((0, 30, 60, 30), fill="black", width=9)
    found = made(samples.saved(image, "PNG"))
    assert (found.is_dark, found.colour) == (True, "")


def test_a_broken_profile_is_ignored_as_browsers_do(made):
    assert made(samples.picture("JPEG", (600, 400), icc_profile=b"no profile at all")).files


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_mode_of_pixels_is_scaled(mode, made):
    image = Image.new(mode, (900, 20))
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert made(samples.saved(image, form)).colour in ("#000000", "#ffffff", "")


def moving(form: str) -> bytes:
    noise = [Image.effect_noise((161, 120), 90).convert("P") for _ in range(4)]
    return samples.saved(noise[0], form, save_all=True, append_images=noise[1:])


FFMPEG = """#!/bin/sh
echo "$@" > {log}
for last; do :; done
echo film > "$last"
"""


def test_an_animated_gif_becomes_a_film_with_a_still_picture(made, tmp_path, monkeypatch):
    """ffmpeg is not everywhere: what it is asked for is what counts here."""
    log, program = tmp_path / "log", tmp_path / "bin" / "ffmpeg"
    program.parent.mkdir()
    program.write_text(FFMPEG.format(log=log))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=":")
    found = made(moving("GIF"))
    assert [(file.format, file.width) for file in found.files] == [
        ("mp4", 160), ("webm", 160), ("webp", 160)
    ]  # fmt: skip
    asked = log.read_text()
    assert "-protocol_whitelist file,pipe" in asked
    assert "-f gif -i" in asked


def test_an_animated_gif_becomes_an_animated_webp_without_ffmpeg(made, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    (file,) = made(moving("GIF")).files
    with Image.open(file.path) as image:
        assert (file.format, image.n_frames, image.size) == ("webp", 4, (161, 120))


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_an_animation_in_another_format_gets_no_still_pictures(form, made):
    assert made(samples.animation(form)).files == ()


@pytest.mark.parametrize("extension", ["pdf", "zip", "mp3", "txt"])
def test_other_files_have_no_variants(extension, made):
    assert made(samples.GOOD[extension]()).files == ()
