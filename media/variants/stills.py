"""Still pictures in WebP and AVIF, and one that every mail program shows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from media.inspection import Inspected

from .decoding import decoded_picture, scaled
from .encoding import encoded
from .made_files import Made, VariantFile
from .picture_ink import is_dark_raster
from .picture_tones import is_drawn, mean_colour
from .sizes_of_variants import PLAIN_WIDTH, height_for, widths_for

FORMATS = ("webp", "avif")
# A file must be smaller than the next larger one by this share; else that one is taken.
GAIN = 0.95
# Whoever knows AVIF knows WebP, too.
AGAINST = {"avif": FORMATS, "webp": ("webp",), "jpg": ("jpg",), "png": ("png",)}
LOSSY = ("image/jpeg", "image/avif")
# Pixels of the longer side that a format can have, and that its decoders accept.
MOST_SIDE = {"webp": 16_383, "avif": 32_768}


def still_variants(path: Path, inspected: Inspected, folder: Path) -> Made:
    width, height = inspected.width or 1, inspected.height or 1
    image = decoded_picture(path, inspected, widths_for(width)[0])
    is_lossless = inspected.mime not in LOSSY and is_drawn(image)
    made = Stills(folder, (width, height), is_lossless, path.stat().st_size)
    colour, is_dark = mean_colour(image), is_dark_raster(image)
    return Made(tuple(made.of(image)), colour, is_dark, is_lossless)


@dataclass
class Stills:
    """The files of one picture, each scaled from the next larger one."""

    folder: Path
    size: tuple[int, int]
    is_lossless: bool
    limit: int
    smallest: dict[str, int] = field(default_factory=dict)

    def of(self, image: Image.Image) -> Iterator[VariantFile]:
        for width in widths_for(self.size[0]):
            image = scaled(image, (width, height_for(width, self.size)))
            for form in FORMATS:
                yield from self.kept(image, form)
            if width == PLAIN_WIDTH:
                yield from self.kept(image, self.plain_format(image))

    def plain_format(self, image: Image.Image) -> str:
        return "png" if self.is_lossless or image.mode == "RGBA" else "jpg"

    def kept(self, image: Image.Image, form: str) -> Iterator[VariantFile]:
        """The file, if it is smaller than those that would be loaded instead."""
        if max(image.size) > MOST_SIDE.get(form, max(image.size)):
            return
        content = encoded(image, form, self.is_lossless)
        limit = min(self.smallest.get(each, self.limit) for each in AGAINST[form])
        if len(content) >= GAIN * limit:
            return
        self.smallest[form] = len(content)
        path = self.folder / f"{image.width}.{form}"
        path.write_bytes(content)
        yield VariantFile(image.width, image.height, form, len(content), path)
