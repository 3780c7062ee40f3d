"""The bytes of a file as text, and back: encoding and line ends stay those of the author."""

import codecs
from dataclasses import dataclass
from typing import Self

from rendering.line_ends import with_unix_lines
from transfer.reading.markdown_files import UTF_16, decode_text

BOMS = ((codecs.BOM_UTF8, "utf-8"), (UTF_16[0], "utf-16-le"), (UTF_16[1], "utf-16-be"))


@dataclass(frozen=True, slots=True)
class DecodedFile:
    """`text` has `\\n` as line ends. `mark` are the bytes before it that name the encoding."""

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""
    line_end: str = "\n"

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Raises ImportFailure if it is no text."""
        written = decode_text(data)
        mark, encoding = next(
            ((mark, encoding) for mark, encoding in BOMS if data.startswith(mark)), (b"", "")
        )
        windows = written.count("\r\n")
        is_windows = windows * 2 > written.count("\n")
        return cls(
            text=with_unix_lines(written),
            encoding=encoding or encoding_without_mark(data),
            mark=mark,
            line_end="\r\n" if is_windows else "\n",
        )

    def with_text(self, text: str) -> bytes:
        """The bytes of a file like this one with another text."""
        lines = text.replace("\n", self.line_end) if self.line_end != "\n" else text
        return self.mark + lines.encode(self.encoding)


def encoding_without_mark(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
