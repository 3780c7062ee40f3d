"""Recognizes a format by the first bytes of a file."""

import zlib

from . import file_types as types
from .file_types import FileType
from .refusals import RefusedFile

HEAD = 4096
PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
SIGNATURES: tuple[tuple[bytes, FileType], ...] = (
    (b"\x89PNG\r\n\x1a\n", types.PNG),
    (b"\xff\xd8\xff", types.JPEG),
    (b"GIF87a", types.GIF),
    (b"GIF89a", types.GIF),
    (b"%PDF-", types.PDF),
    (b"PK\x03\x04", types.ZIP),
    (b"PK\x05\x06", types.ZIP),
    (b"OggS", types.OGG),
    (b"fLaC", types.FLAC),
    (b"ID3", types.MP3),
)
RIFF = {b"WEBP": types.WEBP, b"WAVE": types.WAV}
BRANDS = {
    **dict.fromkeys((b"avif", b"avis"), types.AVIF),
    **dict.fromkeys((b"M4A ", b"M4B "), types.M4A),
    b"qt  ": types.MOV,
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"avc1", b"mp41"), types.MP4),
    **dict.fromkeys((b"mp42", b"M4V ", b"MSNV", b"dash", b"f4v ", b"3gp4", b"3gp5"), types.MP4),
}
GZIP = b"\x1f\x8b"
# What people try to upload, and what to make of it.
OTHERS = (
    (b"BM", "BMP", "PNG"),
    (b"II*\0", "TIFF", "PNG"),
    (b"MM\0*", "TIFF", "PNG"),
    (b"8BPS", "Photoshop", "PNG"),
    (b"\0\0\1\0", "ICO", "PNG"),
    (b"\0\0\0\x0cJXL ", "JPEG XL", "JPEG"),
    (b"\xff\x0a", "JPEG XL", "JPEG"),
    (b"\0\0\0\x0cjP  ", "JPEG 2000", "JPEG"),
    (b"%!PS", "PostScript", "PDF"),
    (b"\xd0\xcf\x11\xe0", "Microsoft Office", "PDF"),
    (b"Rar!", "RAR", "ZIP"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "ZIP"),
    (GZIP, "gzip", "ZIP"),
    (b"BZh", "bzip2", "ZIP"),
    (b"\xfd7zXZ\0", "xz", "ZIP"),
    (b"\x28\xb5\x2f\xfd", "Zstandard", "ZIP"),
    (b"FLV", "Flash video", "MP4"),
    (b"FWS", "Flash", "MP4"),
    (b"CWS", "Flash", "MP4"),
)
OTHER_RIFF = {b"AVI ": ("AVI", "MP4")}
HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")


def type_of(head: bytes) -> FileType | None:
    """The format of the file that begins so; None if it has no signature, as text has none.

    Raises RefusedFile for programs and for formats that are not kept.
    """
    found = next((type_ for mark, type_ in SIGNATURES if head.startswith(mark)), None)
    found = found or in_container(head)
    if found is None:
        refuse_others(head)
    return found


def in_container(head: bytes) -> FileType | None:
    """The format within RIFF, ISO base media or EBML; frames of MP3 without a tag."""
    if head.startswith(b"RIFF"):
        return RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return type_of_brand(head)
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        return types.WEBM
    return types.MP3 if is_mp3_frame(head) else None


def type_of_brand(head: bytes) -> FileType | None:
    """By the main brand, else by the compatible ones."""
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size, 4))]
    if brands[0] in HEIC and b"avif" not in brands:
        raise RefusedFile("format-not-allowed", format="HEIC", instead="JPEG")
    return next((BRANDS[brand] for brand in brands if brand in BRANDS), None)


def is_mp3_frame(head: bytes) -> bool:
    """Whether a header of MPEG layer 3 begins here, with a legal bit rate and sampling rate."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return head[1] >> 3 & 3 != 1 and head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def refuse_others(head: bytes) -> None:
    if head.startswith(PROGRAMS) and is_binary(head):
        raise RefusedFile("program")
    if head.startswith(b"RIFF") and head[8:12] in OTHER_RIFF:
        name, instead = OTHER_RIFF[head[8:12]]
        raise RefusedFile("format-not-allowed", format=name, instead=instead)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        raise RefusedFile("format-not-allowed", format="Matroska", instead="WebM")
    if head.startswith(GZIP) and b"<svg" in unpacked(head):
        raise RefusedFile("format-not-allowed", format="SVGZ", instead="SVG")
    for mark, name, instead in OTHERS:
        if head.startswith(mark) and (is_binary(head) or name == "PostScript"):
            raise RefusedFile("format-not-allowed", format=name, instead=instead)


def unpacked(head: bytes) -> bytes:
    """The beginning of what is packed by gzip."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, HEAD)
    except zlib.error:
        return b""


def is_binary(head: bytes) -> bool:
    """A text may begin with a short mark such as `BM`."""
    return b"\0" in head
