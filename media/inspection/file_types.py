"""The kinds of files that are kept, and how each is called."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileType:
    """`suffixes` are the endings that a name may keep; the first is that of stored files."""

    kind: str
    mime: str
    label: str
    suffixes: tuple[str, ...]

    @property
    def extension(self) -> str:
        return self.suffixes[0]


PNG = FileType("picture", "image/png", "PNG", ("png", "apng"))
JPEG = FileType("picture", "image/jpeg", "JPEG", ("jpg", "jpeg", "jpe", "jfif"))
WEBP = FileType("picture", "image/webp", "WebP", ("webp",))
AVIF = FileType("picture", "image/avif", "AVIF", ("avif", "avifs"))
GIF = FileType("picture", "image/gif", "GIF", ("gif",))
SVG = FileType("drawing", "image/svg+xml", "SVG", ("svg",))
PDF = FileType("document", "application/pdf", "PDF", ("pdf",))
MP4 = FileType("video", "video/mp4", "MP4", ("mp4", "m4v"))
MOV = FileType("video", "video/quicktime", "QuickTime", ("mov", "qt"))
WEBM = FileType("video", "video/webm", "WebM", ("webm",))
M4A = FileType("sound", "audio/mp4", "M4A", ("m4a", "m4b"))
WEBA = FileType("sound", "audio/webm", "WebM", ("weba", "webm"))
MP3 = FileType("sound", "audio/mpeg", "MP3", ("mp3",))
OGG = FileType("sound", "audio/ogg", "OGG", ("ogg", "oga", "opus"))
FLAC = FileType("sound", "audio/flac", "FLAC", ("flac",))
WAV = FileType("sound", "audio/wav", "WAV", ("wav", "wave"))
ZIP = FileType("archive", "application/zip", "ZIP", ("zip",))
CSV = FileType("text", "text/csv", "CSV", ("csv",))
TSV = FileType("text", "text/tab-separated-values", "TSV", ("tsv",))
JSON = FileType("text", "application/json", "JSON", ("json",))
NOTEBOOK = FileType("text", "application/x-ipynb+json", "Jupyter", ("ipynb",))

# Names of sources keep their endings, but the stored file ends in .txt: nothing that this site
# serves may be run as a script or a style of its pages.
SOURCES = (
    "txt md markdown rst tex bib log diff patch toml yaml yml ini cfg conf env sql sh bash "
    "zsh fish bat ps1 py pyi pyx js mjs cjs ts tsx jsx css scss less c h cc cpp cxx hpp hh cu "
    "cuh m mm java kt kts scala go rs swift rb php pl pm lua r jl hs ml mli fs cs vb dart ex "
    "exs erl clj lisp el scm rkt zig nim d f f90 f95 for pas asm s v sv vhd vhdl mat proto "
    "graphql tf nix cmake mk make dockerfile gitignore srt vtt jsonl ndjson dot gv mmd ipy "
    "cls sty dtx plist po pot properties"
)
TEXT = FileType("text", "text/plain", "text", tuple(SOURCES.split()))
BY_SUFFIX = {type_.extension: type_ for type_ in (CSV, TSV, JSON, NOTEBOOK)}

ALL = (
    *(PNG, JPEG, WEBP, AVIF, GIF, SVG, PDF, MP4, MOV, WEBM, M4A, WEBA, MP3, OGG, FLAC, WAV, ZIP),
    *(CSV, TSV, JSON, NOTEBOOK, TEXT),
)
BY_MIME = {type_.mime: type_ for type_ in ALL}
