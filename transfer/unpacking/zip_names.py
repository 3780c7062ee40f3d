"""Names of files in a .zip, whose encoding is often not stated."""

import struct
import zipfile
from collections.abc import Iterator

UTF_8_FLAG = 0x800
UNICODE_PATH = 0x7075  # of Info-ZIP: version, checksum of the other name, the name in UTF-8


def decoded_name(info: zipfile.ZipInfo) -> str:
    """The name in UTF-8 or, as Windows writes it in China, in GB18030."""
    if info.flag_bits & UTF_8_FLAG:
        return info.filename
    for kind, data in extra_fields(info.extra):
        if kind == UNICODE_PATH and len(data) > 5:
            return data[5:].decode("utf-8", "replace")
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def extra_fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    while len(data) >= 4:
        kind, length = struct.unpack("<HH", data[:4])
        yield kind, data[4 : 4 + length]
        data = data[4 + length :]
