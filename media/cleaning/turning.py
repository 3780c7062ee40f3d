"""Applies the orientation that a camera has noted."""

from pathlib import Path
from typing import Any

from PIL import Image, ImageOps
from PIL.JpegImagePlugin import get_sampling

from media.inspection import Inspected

from .raster_metadata import without_metadata

QUALITY = 92
# Sampling of colours that stays the same when the picture is turned: none, or of both sides.
SYMMETRIC = (0, 2)


def save_upright(path: Path, inspected: Inspected, target: Path) -> None:
    """Decode, turn and encode again: a JPEG with its own tables, PNG and WebP without loss."""
    form = inspected.mime.partition("/")[2].upper()
    with Image.open(path, formats=[form]) as image:
        options = ENCODERS[form](image, path)
        profile = image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image)
    for name in ("exif", "xmp", "comment"):
        upright.info.pop(name, None)
    upright.save(target, form, icc_profile=profile, **options)
    target.write_bytes(without_metadata(target.read_bytes(), inspected.mime))


def jpeg_options(image: Image.Image, _path: Path) -> dict[str, Any]:
    sampling = get_sampling(image)
    return {
        "qtables": image.quantization,  # type: ignore[attr-defined]
        "subsampling": sampling if sampling in SYMMETRIC else 0,
        "progressive": bool(image.info.get("progressive")),
        "optimize": True,
    }


def webp_options(_image: Image.Image, path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        lossless = b"VP8L" in file.read(2**16)
    return {"lossless": True} if lossless else {"quality": QUALITY}


def png_options(_image: Image.Image, _path: Path) -> dict[str, Any]:
    return {}


ENCODERS = {
    "JPEG": jpeg_options,
    "PNG": png_options,
    "WEBP": webp_options,
}
