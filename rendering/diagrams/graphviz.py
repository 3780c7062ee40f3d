"""DOT, drawn by graphviz-pure: Graphviz in Rust, a program that pip installs."""

import re
import resource
import sysconfig
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired

from ..messages import message
from .drawn_diagram import NotDrawn

PACKAGE = "graphviz-pure"
# `arial` is as wide as the font of the page, or wider.
ARGUMENTS = (
    *("-Tsvg", "-q", "-Gbgcolor=transparent"),
    *(f"-{kind}fontname=Arial" for kind in "GNE"),
)
SECONDS = 2  # of processor time
PATIENCE = 40.0
MOST_MEMORY = 2**29
MOST_BYTES = 2_000_000
# Graphviz takes each byte outside of ASCII for a quarter of an em. A Chinese character has three of
# them and is as wide as an em, so it is drawn as one of the private characters, which have four.
PRIVATE = 0x100000
WIDE = re.compile(
    "[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]"
)
OURS = re.compile("[\U00101100-\U0010ffff]")
LINE = re.compile(r"in line (\d+)")


def draw_graphviz(source: str) -> str:
    """An SVG with the colours of the author. Raises NotDrawn."""
    program = Path(sysconfig.get_path("scripts")) / PACKAGE
    if not program.is_file():
        raise NotDrawn(message("diagrams-not-installed", package=PACKAGE))
    text = WIDE.sub(lambda match: chr(PRIVATE + ord(match[0])), OURS.sub("", source))
    code, svg, told = run_graphviz([str(program), *ARGUMENTS], text.encode())
    if code < 0 or len(svg) > MOST_BYTES:
        raise NotDrawn(message("diagram-too-large"))
    if code or not svg:
        line = LINE.search(told)
        reason = original(told.strip().split("\n")[0].removeprefix("Error: <stdin>: "))
        raise NotDrawn(message("diagram-not-drawn", reason=reason), int(line[1]) if line else None)
    return original(svg.decode(errors="replace"))


def run_graphviz(command: list[str], source: bytes) -> tuple[int, bytes, str]:
    """The exit code and what was written. The program reads no file and is stopped in time."""
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd="/", env={}) as process:
        limit(process.pid)
        try:
            svg, told = process.communicate(source, timeout=PATIENCE)
        except TimeoutExpired:
            process.kill()
            return -1, b"", ""
    return process.returncode, svg, told.decode(errors="replace")


def limit(process: int) -> None:
    if hasattr(resource, "prlimit"):  # on Linux; elsewhere only the patience is limited
        resource.prlimit(process, resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.prlimit(process, resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))


def original(text: str) -> str:
    """`text` with the characters of the author."""
    return OURS.sub(lambda match: chr(ord(match[0]) - PRIVATE), text)
