"""Runs the programs in the sample articles, and compares their output with what the articles show.

Usage: check_samples.py [FILE…]

A program is a block ```python. The blocks of an article run in order and share their names. What a
block prints is compared with the ```text blocks that follow it. Without such a block, each number
that it prints must stand in the text or a table. Times are not compared, amounts of memory and
rounding errors (3.1e-16) only roughly.

A sample is left out if a module that it imports is not installed, or if it names another version of
CPython than the one that runs this script. Exits with 1 if something differs.
"""

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

SAMPLES = Path(__file__).resolve().parent.parent / "sample"
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# A block that begins with the name of its file is started in another way, as its article says.
FILE_NAME = re.compile(r"# [\w-]+\.py\n")
CPYTHON = re.compile(r"(?:CPython|topics of Python) (3\.\d+)")
NUMBER = r"[+-]?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?"
FIGURE = re.compile(rf"(?<![\w.])(?P<number>{NUMBER})(?P<unit> ?(?:ns|µs|ms|s|KB|MB)\b)?")
TIMES = re.compile(r"\[[\d., ]+\](?= ms)")
TIME_UNITS = frozenset({"ns", "µs", "ms", "s"})
MEMORY_UNITS = frozenset({"KB", "MB"})
SECONDS = 600
END = "\x1e"

# Runs the blocks from a JSON file, and prints END after each.
DRIVER = f"""
import json, sys
with open(sys.argv[1], encoding="utf-8") as file:
    blocks = json.load(file)
names = {{"__name__": "__main__"}}
for block in blocks:
    exec(compile(block, "<sample>", "exec"), names)
    print({END!r}, end="", flush=True)
"""


class Program(NamedTuple):
    """A block of Python; `shown` is its output in the article, None if the article shows none."""

    source: str
    shown: str | None


def programs(markdown: str) -> list[Program]:
    found: list[Program] = []
    for language, text in FENCED.findall(markdown):
        if language == "python" and not FILE_NAME.match(text):
            found.append(Program(text, None))
        elif language == "text" and found:
            found[-1] = found[-1]._replace(shown=(found[-1].shown or "") + text)
    return found


def reason_to_leave_out(markdown: str) -> str | None:
    """Return why a sample cannot run here, or None."""
    imported = {name for program in programs(markdown) for name in imported_modules(program.source)}
    if missing := sorted(name for name in imported if find_spec(name) is None):
        return f"needs {', '.join(missing)}"
    version = CPYTHON.search(markdown)
    if version and version[1] != "{}.{}".format(*sys.version_info):
        return f"needs CPython {version[1]}"
    return None


def imported_modules(source: str) -> Iterator[str]:
    """Yield the top-level names of the modules that `source` imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def run_programs(found: list[Program]) -> list[str]:
    """Return what each program prints. Raise RuntimeError if one fails."""
    with tempfile.TemporaryDirectory() as folder:
        blocks = Path(folder) / "blocks.json"
        blocks.write_text(json.dumps([program.source for program in found]), encoding="utf-8")
        command = [sys.executable, "-X", "utf8", "-c", DRIVER, str(blocks)]
        done = subprocess.run(
            command, cwd=folder, capture_output=True, encoding="utf-8", timeout=SECONDS
        )
    if done.returncode:
        raise RuntimeError(done.stderr.strip())
    return done.stdout.split(END)[:-1]


def differences(markdown: str) -> list[str]:
    """Run the programs of an article; return a text for each whose output differs."""
    found = programs(markdown)
    outputs = run_programs(found)
    prose = FENCED.sub("", markdown)
    compared = (
        difference(one, printed, prose) for one, printed in zip(found, outputs, strict=True)
    )
    return [text for text in compared if text]


def difference(program: Program, printed: str, prose: str) -> str:
    if program.shown is None:
        missing = missing_numbers(printed, prose)
        return f"printed, but not in the article: {', '.join(missing)}" if missing else ""
    if same_output(program.shown, printed):
        return ""
    shown, lines = program.shown.splitlines(), printed.splitlines()
    return "\n".join(unified_diff(shown, lines, "shown", "printed", lineterm="", n=0))


def missing_numbers(printed: str, prose: str) -> list[str]:
    """Return the numbers with a decimal point or three digits that the article does not state."""
    stated = {plain_number(match["number"]) for match in FIGURE.finditer(prose)}
    return [
        match["number"]
        for match in FIGURE.finditer(printed)
        if unit_of(match) not in TIME_UNITS
        and re.search(r"\.|\d{3}", match["number"])
        and plain_number(match["number"]) not in stated
    ]


def same_output(shown: str, printed: str) -> bool:
    """Whether both texts say the same: equal words, and figures as equal as their kind can be."""
    first, second = (TIMES.sub("[] ", text) for text in (shown, printed))
    figures = list(zip(FIGURE.finditer(first), FIGURE.finditer(second), strict=False))
    return words_only(first) == words_only(second) and all(same_figure(*pair) for pair in figures)


def words_only(text: str) -> list[str]:
    """The words of each line, with a mark for a figure; the number of spaces does not count."""
    return [" ".join(FIGURE.sub(" # ", line).split()) for line in text.strip().splitlines()]


def same_figure(shown: re.Match[str], printed: re.Match[str]) -> bool:
    unit, first, second = unit_of(shown), shown["number"], printed["number"]
    if unit != unit_of(printed):
        return False
    if unit in TIME_UNITS or plain_number(first) == plain_number(second):
        return True
    if unit in MEMORY_UNITS:
        return within_factor(first, second, 2)
    return "e-" in first and "e-" in second and within_factor(first, second, 10)


def within_factor(first: str, second: str, factor: float) -> bool:
    one, other = abs(float(plain_number(first))), abs(float(plain_number(second)))
    return max(one, other) <= factor * min(one, other)


def unit_of(figure: re.Match[str]) -> str:
    return (figure["unit"] or "").strip()


def plain_number(number: str) -> str:
    return number.replace(",", "").lstrip("+")


def main(names: list[str]) -> int:
    wrong = False
    for path in [Path(name) for name in names] or sorted(SAMPLES.glob("*.md")):
        markdown = path.read_text(encoding="utf-8")
        if reason := reason_to_leave_out(markdown):
            print(f"{path.name}: left out, {reason}")
            continue
        try:
            found = differences(markdown)
        except (RuntimeError, subprocess.TimeoutExpired) as failure:
            found = [str(failure)]
        print(f"{path.name}: {'differs' if found else 'true'}", *found, sep="\n")
        wrong = wrong or bool(found)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
