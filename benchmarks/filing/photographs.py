"""Photographs as of a phone: 12 megapixels with noise, EXIF, a place; some of them turned."""

import io
from collections.abc import Iterator
from functools import cache
from itertools import cycle, islice, product
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

SIZE = (4032, 3024)
DISTINCT, TILES = 20, 6
ORIENTATION, CAMERA, PLACE = 0x0112, 0x010F, 0x8825


def make_photographs(folder: Path, number: int) -> Iterator[Path]:
    """`number` files of DISTINCT pictures. A comment differs in each, so that no two are equal."""
    pictures = [photograph(n) for n in range(min(DISTINCT, number))]
    for n, content in enumerate(islice(cycle(pictures), number)):
        path = folder / f"照片-{n:04}.jpg"
        path.write_bytes(content[:2] + comment(b"photograph %d" % n) + content[2:])
        yield path


def comment(text: bytes) -> bytes:
    return b"\xff\xfe" + (len(text) + 2).to_bytes(2, "big") + text


def photograph(number: int) -> bytes:
    out = io.BytesIO()
    bands = [band(number, place) for place in range(3)]
    Image.merge("RGB", bands).save(out, "JPEG", quality=88 + number % 5, exif=exif(number))
    return out.getvalue()


def band(number: int, place: int) -> Image.Image:
    """Light that changes slowly, shapes with edges, and the noise of a sensor."""
    light = Image.radial_gradient("L") if (number + place) % 2 else Image.linear_gradient("L")
    shapes = Image.effect_noise((40, 30), 120).resize((400, 300)).filter(ImageFilter.SHARPEN)
    scene = ImageChops.blend(light.rotate(90 * number).resize(SIZE), shapes.resize(SIZE), 0.4)
    return ImageChops.add(scene, noise(), 1, -128)


@cache
def noise() -> Image.Image:
    """One tile in all places, since a whole picture of noise takes seconds."""
    whole, tile = Image.new("L", SIZE), Image.effect_noise((SIZE[0] // TILES, SIZE[1] // TILES), 12)
    for x, y in product(range(TILES), repeat=2):
        whole.paste(tile, (x * tile.width, y * tile.height))
    return whole


def exif(number: int) -> bytes:
    values = Image.Exif()
    values[ORIENTATION] = (1, 6, 3, 8)[number % 4]
    values[CAMERA] = "A camera"
    values.get_ifd(PLACE).update({1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 0.0)})
    return values.tobytes()
