"""A picture ready to be scaled: upright, in sRGB, with eight bits, as small as it may be."""

import io
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

from media.inspection import Inspected

from .sizes_of_variants import height_for

# A picture with more pixels than are shown is halved while it is decoded or right after.
REDUCING_GAP = 2.0


def decoded_picture(path: Path, inspected: Inspected, width: int) -> Image.Image:
    """The first frame, at least `width` wide if it is that large.

    A JPEG is halved, or more, while it is decoded: that takes a quarter of time and memory.
    """
    form = inspected.mime.partition("/")[2].upper()
    with Image.open(path, formats=[form]) as image:
        sides = (width, height_for(width, image.size))
        image.draft(None, (max(sides), max(sides)) if inspected.is_turned else sides)
        upright = ImageOps.exif_transpose(image)
        profile = image.info.get("icc_profile")
    return in_srgb(with_eight_bits(upright), profile)


def with_eight_bits(image: Image.Image) -> Image.Image:
    """In RGB or RGBA, or in a mode that a profile speaks of."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if image.mode in ("CMYK", "RGB", "RGBA", "LAB"):
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as every screen shows them, without a profile of up to a megabyte in each file."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        # A broken profile, or one for another mode: browsers ignore it, too.
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, source, target, outputMode=mode)
            image = converted or image
    return image if image.mode == mode else image.convert(mode)


def scaled(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if image.size == size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=REDUCING_GAP)
