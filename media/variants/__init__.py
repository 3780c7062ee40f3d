"""Smaller files of a picture, for screens of all sizes: `make(path, inspected, folder)`."""

from .made_files import Made, VariantFile
from .picture_ink import is_dark_raster, is_dark_svg
from .variant_files import make

__all__ = ["Made", "VariantFile", "is_dark_raster", "is_dark_svg", "make"]
