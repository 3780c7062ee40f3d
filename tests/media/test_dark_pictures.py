"""Drawings with dark lines on no background, which the dark colour scheme shows on a light one."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from media.storing import add_file
from media.variants import is_dark_raster, is_dark_svg
from media.variants.picture_ink import MAX_PIXELS
from operations.tasks.running import run_due
from tests.factories import make_article

CLEAR = (0, 0, 0, 0)


def drawing(
    line: object, background: object = CLEAR, size: tuple[int, int] = (80, 60), mode: str = "RGBA"
) -> Image.Image:
    image = Image.new(mode, size, background)
    ImageDraw.Draw(image).line((0, 30, 80, 30), fill=line, width=3)
    return image


@pytest.mark.parametrize(
    ("svg", "is_dark"),
    [
        ('<svg><path stroke="#000" fill="none"/>', True),
        ('<svg><g style="fill:rgb(0%,0%,0%)">', True),
        ('<svg><path stroke="navy" fill="white"/>', True),
        ('<svg><path stroke="currentColor"/>', True),
        ('<svg><path d="M0 0H9"/>', True),
        ('<svg><path d="M0 0H9" fill="none" stroke="url(#a)"/>', True),
        ('<svg><path stroke="#6f7b76" fill="#9a62b0"/>', False),
        ('<svg><path stroke="white"/>', False),
        (
            "<svg><style>@media (prefers-color-scheme: dark) { path { stroke: #fff } }</style>",
            False,
        ),
    ],
)
def test_colours_of_an_svg(svg, is_dark):
    assert is_dark_svg(svg) == is_dark


@pytest.mark.parametrize(
    ("image", "is_dark"),
    [
        (drawing((0, 0, 0, 255)), True),
        (drawing((20, 20, 90, 255)), True),
        (drawing((200, 200, 200, 255)), False),
        (drawing((0, 0, 0, 255), (255, 255, 255, 255)), False),
        (drawing((0, 0, 0, 40)), False),
        (drawing("black", "white", mode="RGB"), False),
        (drawing((0, 0, 0, 255), size=(1000, MAX_PIXELS // 1000 + 1)), False),
    ],
)
def test_lines_and_background_of_other_pictures(image, is_dark):
    assert is_dark_raster(image) == is_dark


def test_drawings_of_the_samples_fit_both_colour_schemes():
    drawings = list(Path(settings.BASE, "sample/images").glob("*.svg"))
    assert drawings
    assert not [each.name for each in drawings if is_dark_svg(each.read_text("utf-8"))]


@pytest.mark.django_db
def test_the_page_marks_dark_drawings(media_folders, committed):
    root = b'<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3">'
    uploads = {"dark.svg": root + b'<path stroke="#000" d="M0 0h3"/></svg>'}
    for name, line in (("dark.png", "black"), ("light.png", "white")):
        data = BytesIO()
        drawing(line).save(data, "png")
        uploads[name] = data.getvalue()
    files = [add_file(ContentFile(data), name) for name, data in uploads.items()]
    run_due()
    html = make_article(body="\n\n".join(file.markdown for file in files)).html
    assert html.count('class="dark-lines"') == 2
    assert html.count('height="60"') == 2
