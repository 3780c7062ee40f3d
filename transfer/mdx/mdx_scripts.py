"""The import and export statements of MDX."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from rendering.markdown_source.blanking import without_code
from transfer.sites.javascript import javascript_literals

STATEMENT = re.compile(
    r"^(?:import\b(?=[ \t{*\"'])|export[ \t]+(?:const|let|var|default|function|async|\{|\*))",
    re.MULTILINE,
)
IMPORT = re.compile(
    r"import\s+(?P<names>[^\"';]{0,2000}?)\s*(?:\bfrom\s*)?[\"'](?P<path>[^\"']+)[\"']"
)
NAME = re.compile(r"(?:\bas\s+)?([A-Za-z_$][\w$]*)\s*(?=,|\}|$)")
CONSTANT = re.compile(r"export[ \t]+(?:const|let|var)[ \t]+([A-Za-z_$][\w$]*)[^=\n]*=(?!=)")
# Names under which pages of Next.js and others export what front matter states
META = frozenset({"meta", "metadata", "frontmatter", "frontMatter"})
ENDS = re.compile(r"\n[ \t]*(?:\n|\Z)")
MOST_CONSTANTS = 50  # whose values are read
OPENING, CLOSING = "([{", ")]}"
SIGNS = re.compile(
    javascript_literals.STRING + r"|//[^\n]*|/\*.*?\*/|[()\[\]{}]|\n[ \t]*\n", re.DOTALL
)


@dataclass(slots=True)
class MdxScripts:
    """`text` is that without the statements. `imports` are paths by names, `values` the literals
    that are exported, `stated` those of an exported `meta`.
    """

    text: str
    imports: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def stated(self) -> dict[str, Any]:
        found = (self.values[name] for name in META if isinstance(self.values.get(name), dict))
        return next(found, {})


def read_mdx_scripts(source: str) -> MdxScripts:
    scripts, pieces, at = MdxScripts(""), list[str](), 0
    for start, end in statement_places(source):
        pieces.append(source[at:start])
        at = end
        read_statement(source[start:end], scripts)
    scripts.text = "".join([*pieces, source[at:]]).strip("\n")
    return scripts


def statement_places(source: str) -> Iterator[tuple[int, int]]:
    """Yield the places of blocks of statements, which an empty line ends."""
    at = 0
    prose = without_code(source)
    while match := STATEMENT.search(prose, at):
        begins_block = not source[: match.start()].strip("\n") or is_after_empty_line(source, match)
        at = end_of_statement(source, match.start()) if begins_block else match.end()
        if begins_block:
            yield match.start(), at


def is_after_empty_line(source: str, match: re.Match[str]) -> bool:
    """Whether no paragraph is above: a line of it may begin with “import”."""
    above = source[max(0, match.start() - 200) : match.start()].rstrip(" \t")
    return above.endswith("\n\n") or not above.strip()


def end_of_statement(source: str, start: int) -> int:
    """Return where the block ends: at the first empty line outside of brackets."""
    depth = 0
    for match in SIGNS.finditer(source, start):
        sign = match[0]
        if sign in OPENING:
            depth += 1
        elif sign in CLOSING:
            depth -= 1
        elif sign.startswith("\n") and depth <= 0:
            return match.start()
    return len(source) if depth <= 0 else first_empty_line(source, start)


def first_empty_line(source: str, start: int) -> int:
    found = ENDS.search(source, start)
    return found.start() if found else len(source)


def read_statement(block: str, scripts: MdxScripts) -> None:
    for match in IMPORT.finditer(block):
        for name in NAME.findall(match["names"]):
            scripts.imports[name] = match["path"]
    for match in islice(CONSTANT.finditer(block), MOST_CONSTANTS):
        value = javascript_literals.value_at(block, match.end())
        if value is not javascript_literals.UNKNOWN:
            scripts.values[match[1]] = value
