"""Keeps the segments of a JPEG that decide about its pixels (ITU-T T.81, annex B)."""

from media.inspection.jpeg_markers import segments_of_jpeg

START, END = b"\xff\xd8", b"\xff\xd9"
APPLICATIONS = range(0xE0, 0xF0)
JFIF, PROFILE, ADOBE, COMMENT = 0xE0, 0xE2, 0xEE, 0xFE


def clean_jpeg(content: bytes) -> bytes:
    kept = (kept_part(marker, part) for marker, part in segments_of_jpeg(content))
    return START + b"".join(kept) + END


def kept_part(marker: int, segment: bytes) -> bytes:
    """The segment, or nothing of it; a thumbnail in the first one is left out."""
    inside = segment[4:]
    if marker == JFIF:
        whole = inside.startswith(b"JFIF\0") and len(inside) >= 14
        return b"\xff\xe0\0\x10" + inside[:12] + b"\0\0" if whole else b""
    if marker == PROFILE:
        return segment if inside.startswith(b"ICC_PROFILE\0") else b""
    if marker == ADOBE:
        return segment if inside.startswith(b"Adobe") else b""
    return b"" if marker in APPLICATIONS or marker == COMMENT else segment
