"""The media types of files, the same on every machine."""

import mimetypes

# What the tables of some systems lack, or name otherwise.
KNOWN = {
    "avif": "image/avif",
    "bib": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "flac": "audio/flac",
    "ipynb": "application/x-ipynb+json",
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "md": "text/markdown; charset=utf-8",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "ogv": "video/ogg",
    "pdf": "application/pdf",
    "py": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "tex": "text/plain; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webp": "image/webp",
    "zip": "application/zip",
}
SHOWN_IN_PAGES = ("image/", "video/", "audio/")


def mime_type(name: str) -> str:
    extension = name.rpartition(".")[2].lower()
    return KNOWN.get(extension) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def is_shown_in_pages(mime: str) -> bool:
    return mime.startswith(SHOWN_IN_PAGES)


def kind_by_name(name: str) -> str:
    """The probable kind of a content that was not inspected yet."""
    mime = mime_type(name)
    if mime == "image/svg+xml":
        return "drawing"
    by_type = {"image": "picture", "video": "video", "audio": "sound", "text": "text"}
    if kind := by_type.get(mime.partition("/")[0]):
        return kind
    return "document" if mime == "application/pdf" else "archive"
