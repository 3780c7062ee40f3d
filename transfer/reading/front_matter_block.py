"""Splits front matter and body, and parses the front matter into a dictionary.

Formats: YAML between ---, TOML between +++, JSON in braces (Hugo), lines of `Key: value` without
fences (Pelican, MkDocs), YAML without an opening line (Hexo).
"""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from transfer.messages import ImportFailure, ImportMessage
from transfer.reading import broken_front_matter, visibility

KEY_LINE = re.compile(r"^([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*)|$)")
MOST_VALUES = 100_000  # nested aliases can stand for billions
# Malformed lines: 草稿：是, draft:true, "draft" = true
LOOSE_LINE = re.compile(r"[\s\"'+#]*([^\W\d][\w.-]{0,40})[\"']?\s*[:：=]\s*(.*)")
FENCE = re.compile(
    r"(?:-{3,}|\+{3,}|;{3,}|[—–]+|<!--+|`{3,}(?=\s*(?:yaml|yml|toml)))\s*(?:yaml|yml|toml|json)?\s*",
    re.IGNORECASE,
)
# A text may begin with "Note: …". Only these keys begin front matter without fences.
FIRST_KEYS = frozenset(
    {
        *("title", "date", "author", "authors", "category", "categories", "tags", "slug", "status"),
        *("summary", "description", "lang", "layout", "modified", "template", "keywords"),
    }
)


@dataclass(frozen=True, slots=True)
class FrontMatterBlock:
    """`problems` say that it is broken, and what of it was not read."""

    values: dict[str, Any]
    body: str
    is_pelican: bool = False
    problems: tuple[ImportMessage, ...] = ()


def split_front_matter(text: str) -> FrontMatterBlock:
    first = text.partition("\n")[0].rstrip()
    if first == "---":
        return fenced_block(text, ("---", "..."), from_yaml)
    if first == "+++":
        return fenced_block(text, ("+++",), from_toml)
    if re.match(r"\{\s*(?:\"|\})", text):
        return from_json(text)
    return unfenced_block(text)


def fenced_block(text: str, ends: tuple[str, ...], parse: Callable[[str], Any]) -> FrontMatterBlock:
    lines = text.split("\n")
    last = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ends), None)
    if last is None:
        return unclosed_block(text, lines, is_toml=parse is from_toml)
    return parsed_block(["", *lines[1:last]], "\n".join(lines[last + 1 :]), text, parse)


def parsed_block(
    lines: list[str], body: str, text: str, parse: Callable[[str], Any]
) -> FrontMatterBlock:
    """`lines` begin with the first one of the file, so that messages have its line numbers."""
    try:
        return block_of_values(parse("\n".join(lines)), body, text)
    except ImportFailure as failure:
        return broken_block(lines, body, failure.message, is_toml=parse is from_toml)


def unclosed_block(text: str, lines: list[str], *, is_toml: bool) -> FrontMatterBlock:
    """Front matter ends before the first empty line. Without keys, --- is a thematic break."""
    end = next((n for n, line in enumerate(lines[1:], 1) if not line.strip()), len(lines))
    if not is_toml and not KEY_LINE.match("".join(lines[1:2])):
        return FrontMatterBlock({}, text)
    problem = ImportMessage("never-closed", fence=lines[0].rstrip())
    return broken_block(["", *lines[1:end]], "\n".join(lines[end:]), problem, is_toml=is_toml)


def broken_block(
    lines: list[str], body: str, problem: ImportMessage, *, is_toml: bool = False
) -> FrontMatterBlock:
    values, problems = broken_front_matter.read_key_by_key(lines, is_toml)
    return FrontMatterBlock(with_lower_keys(values), body, problems=(problem, *problems))


class Loader(yaml.BaseLoader):
    """Leaves scalars as strings; front_matter_values.py converts them.

    A key that says who may read the file must not be given twice: Hexo and Hugo refuse such files.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        marked = set[str]()
        for key, _value in node.value:
            name = visibility.compared_key(key.value)
            if name in marked and visibility.concerns_visibility(name):
                problem = f"the key “{key.value}” is there twice"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
            marked.add(name)
        return super().construct_mapping(node, deep)


def from_yaml(source: str) -> Any:
    try:
        values = yaml.load(source, Loader=Loader)
        number = number_of_values(values, {})
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise broken_on_line("YAML", line, error.problem) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise broken_because("YAML", type(error).__name__) from None
    if number > MOST_VALUES:
        raise broken_because("YAML", "too many aliases")
    return values


def number_of_values(value: Any, known: dict[int, int]) -> int:
    """Return how many values a value stands for with all its aliases. `known` are those by id."""
    if not isinstance(value, list | dict):
        return 1
    if id(value) not in known:
        known[id(value)] = MOST_VALUES + 1  # an alias of itself stands for no end of values
        inside = value.values() if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(number_of_values(each, known) for each in inside)
    return known[id(value)]


def from_toml(source: str) -> Any:
    try:
        return tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise broken_because("TOML", error) from None


def from_json(text: str) -> FrontMatterBlock:
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        return broken_json(text, broken_on_line("JSON", error.lineno, error.msg).message)
    except RecursionError:
        return broken_json(text, broken_because("JSON", "RecursionError").message)
    return block_of_values(values, text[end:], text)


def broken_json(text: str, problem: ImportMessage) -> FrontMatterBlock:
    """Broken JSON ends with the first line that is a bracket, else before an empty line."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if line.rstrip() == "}"), None)
    if end is None:
        end = next((n for n, line in enumerate(lines) if not line.strip()), len(lines)) - 1
    head = [line.strip() for line in lines[: end + 1]]
    return broken_block(head, "\n".join(lines[end + 1 :]), problem)


def broken_on_line(language: str, line: int, reason: str | None) -> ImportFailure:
    return ImportFailure("broken-syntax-on-line", language=language, line=line, reason=reason)


def broken_because(language: str, reason: object) -> ImportFailure:
    return ImportFailure("broken-syntax-because", language=language, reason=reason)


def unfenced_block(text: str) -> FrontMatterBlock:
    """Lines of `Key: value` up to a blank line, or YAML up to --- (Hexo)."""
    lines = text.split("\n")
    first = KEY_LINE.match(lines[0])
    if not first or first[1].lower() not in FIRST_KEYS:
        return FrontMatterBlock({}, text)
    end = next((n for n, line in enumerate(lines) if line.rstrip() in ("", "---")), len(lines))
    if "".join(lines[end : end + 1]).strip():
        return parsed_block(lines[:end], "\n".join(lines[end + 1 :]), text, from_yaml)
    values = key_values(lines[:end])
    if values is None:
        return FrontMatterBlock({}, text)
    return FrontMatterBlock(values, "\n".join(lines[end:]), is_pelican=True)


def key_values(lines: list[str]) -> dict[str, Any] | None:
    """Return the values by key; indented lines continue a value. None for other lines."""
    values: dict[str, Any] = {}
    key = ""
    for line in lines:
        found = KEY_LINE.match(line)
        if found:
            key = found[1].lower()
            values[key] = (found[2] or "").strip()
        elif line.startswith((" ", "\t")):
            values[key] = f"{values[key]} {line.strip()}"
        else:
            return None
    return values


def unrecognised_values(text: str) -> dict[str, str]:
    """Return keys and values of malformed front matter: of the first lines of the text."""
    lines = text.lstrip().split("\n")
    is_fenced = FENCE.fullmatch(lines[0].strip()) is not None
    found = dict[str, str]()
    for line in lines[is_fenced:]:
        match = LOOSE_LINE.match(line)
        if match is None:
            break
        found.setdefault(match[1], match[2].strip().strip("\"',"))
    return found if is_fenced or FIRST_KEYS & {key.lower() for key in found} else {}


def block_of_values(values: Any, body: str, text: str) -> FrontMatterBlock:
    """Return the block. Text between two thematic breaks is no front matter."""
    if isinstance(values, str) and values.strip():
        return FrontMatterBlock({}, text)
    if values and not isinstance(values, dict):
        raise ImportFailure("front-matter-list")
    return FrontMatterBlock(with_lower_keys(values or {}), body)


def with_lower_keys(values: dict[Any, Any]) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in values.items()}
