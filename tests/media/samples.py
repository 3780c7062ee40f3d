"""Small files of every kind, and hostile ones, made when a test asks for them."""

import io
import json
import re
import struct
import wave
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo


def picture(form: str, size=(40, 30), **options) -> bytes:
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    ImageDraw.Draw(image).rectangle((2, 2, size[0] // 3, size[1] // 3), fill="red")
    return saved(image, form, **options)


def saved(image: Image.Image, form: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def animation(form: str, frames: int = 3, size=(20, 10)) -> bytes:
    colours = ["red", "green", "blue", "white"]
    pictures = [Image.new("RGB", size, colours[n % 4]) for n in range(frames)]
    return saved(pictures[0], form, save_all=True, append_images=pictures[1:], duration=100)


def chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def png_of_size(width: int, height: int) -> bytes:
    """A few bytes that say they are a huge picture of one colour."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def gif_of_size(width: int, height: int) -> bytes:
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return head + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\2\2\x44\1\0;"


def webp_of_size(width: int, height: int) -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    head = b"VP8X" + struct.pack("<I", 10) + bytes(4) + sides
    return b"RIFF" + struct.pack("<I", 4 + len(head)) + b"WEBP" + head


def jpeg_of_size(width: int, height: int) -> bytes:
    content = picture("JPEG", (40, 30))
    at = content.index(b"\xff\xc0")
    return content[: at + 5] + struct.pack(">HH", height, width) + content[at + 9 :]


def jpeg_with_part_of_first_scan(whole: bytes, share: float) -> bytes:
    """The picture up to a share of the data of its first scan, with a proper end."""
    head = whole.index(b"\xff\xda")
    start = head + 2 + int.from_bytes(whole[head + 2 : head + 4], "big")
    found = re.compile(rb"\xff[^\x00\xd0-\xd7]").search(whole, start)
    end = found.start() if found else len(whole)
    return whole[: start + int((end - start) * share)] + b"\xff\xd9"


def jpeg_with_scans(whole: bytes, number: int) -> bytes:
    """The picture with only its first scans, and a proper end."""
    places = [found.start() for found in re.finditer(rb"\xff\xda", whole)]
    return whole[: places[number]] + b"\xff\xd9"


def avif_of_size(width: int, height: int) -> bytes:
    content = picture("AVIF", (40, 30))
    at = content.index(b"ispe")
    return content[: at + 8] + struct.pack(">II", width, height) + content[at + 16 :]


def box(kind: bytes, *content: bytes) -> bytes:
    whole = b"".join(content)
    return struct.pack(">I", 8 + len(whole)) + kind + whole


TURN = {0: (0x10000, 0, 0, 0, 0x10000), 90: (0, 0x10000, 0, -0x10000, 0)}


def movie(brand: bytes = b"isom", size=(640, 360), turn: int = 0, *more: bytes) -> bytes:
    """The boxes of a film of 2.5 seconds; `more` is put into `moov`."""
    head = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, 2500), bytes(80))
    matrix = struct.pack(">9i", *TURN[turn], 0, 0, 0, 0x40000000)
    shown = struct.pack(">II", size[0] << 16, size[1] << 16)
    track = box(b"trak", box(b"tkhd", bytes(40), matrix, shown))
    ftyp = box(b"ftyp", brand, bytes(4), brand)
    return ftyp + box(b"moov", head, track, *more) + box(b"mdat", b"pictures and sounds")


def element(identity: int, content: bytes) -> bytes:
    name = identity.to_bytes((identity.bit_length() + 7) // 8, "big")
    return name + (0x10000000 | len(content)).to_bytes(4, "big") + content


def webm(size=(320, 180), more: bytes = b"") -> bytes:
    sides = element(0xB0, size[0].to_bytes(2, "big")) + element(0xBA, size[1].to_bytes(2, "big"))
    tracks = element(0x1654AE6B, element(0xAE, element(0xE0, sides) if size[0] else b""))
    info = element(0x1549A966, element(0x4489, struct.pack(">d", 1500.0)))
    cluster = element(0x1F43B675, b"\xe7\x81\0")
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    return head + element(0x18538067, info + tracks + more + cluster)


def mp3(frames: int = 50) -> bytes:
    """Frames of 128 kbit/s at 44.1 kHz: 417 bytes, 26 ms."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def wav(seconds: float = 0.5) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(bytes(int(8000 * seconds)))
    return out.getvalue()


def flac() -> bytes:
    """Its head: 44.1 kHz, mono, 16 bits, one second."""
    packed = (44100 << 44) | (15 << 36) | 44100
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + packed.to_bytes(8, "big") + bytes(16)
    return b"fLaC" + b"\x80\0\0\x22" + info + bytes(64)


def ogg_page(flags: int, position: int, number: int, content: bytes) -> bytes:
    head = struct.pack("<4sBBqIIIBB", b"OggS", 0, flags, position, 1, number, 0, 1, len(content))
    return head + content


def ogg() -> bytes:
    """The pages of an Opus stream of two seconds."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<II", 0, 0)
    first = ogg_page(2, 0, 0, head) + ogg_page(0, 0, 1, tags)
    return first + ogg_page(4, 96000, 2, bytes(20))


def archive(**entries: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in (entries or {"train.py": "print(1)"}).items():
            file.writestr(zipfile.ZipInfo(name), content)  # without the time of now
    return out.getvalue()


def archive_64(entries: int) -> bytes:
    """It says in 64-bit numbers how many entries it has, and otherwise that they are none."""
    end = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, entries, entries, 47, 31)
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, 0, 1)
    return b"PK\3\4" + bytes(74) + end + locator + b"PK\5\6" + bytes(18)


def pdf(pages: int = 2) -> bytes:
    """Written by hand, with a table of offsets."""
    kids = " ".join(f"{3 + n} 0 R" for n in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 72 72] >>"] * pages,
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{at:010} 00000 n \n" for at in offsets)
    size = len(objects) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def svg(inside: str = '<rect width="9" height="9"/>', attributes: str = 'width="20"') -> bytes:
    start = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" {attributes}>'
    return f"{start}{inside}</svg>".encode()


def notebook() -> bytes:
    return json.dumps({"cells": [], "metadata": {}, "nbformat": 4}).encode()


# By the ending of the file that is stored.
GOOD: dict[str, Callable[[], bytes]] = {
    "png": lambda: picture("PNG"),
    "jpg": lambda: picture("JPEG"),
    "webp": lambda: picture("WEBP"),
    "avif": lambda: picture("AVIF"),
    "gif": lambda: animation("GIF"),
    "svg": svg,
    "pdf": pdf,
    "mp4": movie,
    "mov": lambda: movie(b"qt  "),
    "webm": webm,
    "m4a": lambda: movie(b"M4A ", (0, 0)),
    "mp3": mp3,
    "ogg": ogg,
    "flac": flac,
    "wav": wav,
    "zip": archive,
    "csv": lambda: "名,数\n甲,1\n".encode(),
    "ipynb": notebook,
    "txt": lambda: "第一行\nprint(1)\n".encode(),
}

ENTITY_BOMB = b"""<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&b;</text></svg>"""
ENTITY_OF_A_FILE = b"""<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>"""


def exif(orientation: int = 1, place: bool = True) -> bytes:
    """EXIF with an orientation, a camera and a place."""
    values = Image.Exif()
    values[0x0112] = orientation
    values[0x010F] = "SECRET CAMERA"
    if place:
        values.get_ifd(0x8825).update(
            {1: "N", 2: (31.0, 13.0, 49.0), 3: "E", 4: (121.0, 28.0, 0.0)}
        )
    return values.tobytes()


def png_texts(text: str, xmp: bytes) -> PngInfo:
    info = PngInfo()
    info.add_text("Comment", text)
    info.add_itxt("XML:com.adobe.xmp", xmp.decode())
    return info
