"""What readers get of a file: `clean(path, inspected, target)`.

Pictures lose EXIF, GPS, XMP, IPTC, comments and whatever stands behind their end; they keep their
pixels, bit for bit unless they must be turned, and their colour profile. SVG is written anew from
what is allowed. MP4, MOV and WebM lose their tags, places among them, without being moved by a
byte. PDF, ZIP, sounds and text stay as they are, with the names and places that they contain.
"""

from .cleaner import clean
from .raster_metadata import without_metadata

__all__ = ["clean", "without_metadata"]
