"""Changes single keys of front matter. The other lines stay as their author wrote them."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from transfer.reading.front_matter_block import split_front_matter

Value = str | bool | int | list[str]
Changes = Mapping[str, Value | None]
KEY = re.compile(
    r"""(?P<written>["']?(?P<key>[^\s"'#:=\[\]{}-][^:="'\n]*?)["']?)[ \t]*[:=](?:\s|$)"""
)
LONGEST_LINE = 10**9  # lines are not folded


class CannotEdit(Exception):
    """The front matter is broken, or of a kind in which single keys cannot be changed."""


def with_keys(text: str, changes: Changes) -> str:
    """The text of a file with other values for these keys; None removes a key.

    A key keeps the way in which it is written: its letters, a list in brackets or in lines. Raises
    CannotEdit.
    """
    if not changes:
        return text
    first = text.partition("\n")[0].rstrip()
    if first in ("---", "+++"):
        return with_fenced_keys(text, first, changes)
    if not (block := split_front_matter(text)).values:
        return with_new_block(text, changes)
    if text.startswith("{"):
        return with_json_keys(text, block.body, changes)
    if not block.is_pelican:
        raise CannotEdit("YAML without its first line")
    lines = text.removesuffix(block.body).split("\n")
    return "\n".join(edited_lines(lines, changes, written_plainly)) + block.body


def with_fenced_keys(text: str, fence: str, changes: Changes) -> str:
    ends = ("---", "...") if fence == "---" else ("+++",)
    lines = text.split("\n")
    last = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ends), None)
    if last is None:
        raise CannotEdit("it is never closed")
    block = split_front_matter(text)
    if block.problems or (not block.values and any(line.strip() for line in lines[1:last])):
        raise CannotEdit("it is broken, or text between two lines")
    write = written_yaml if fence == "---" else written_toml
    return "\n".join([lines[0], *edited_lines(lines[1:last], changes, write), *lines[last:]])


def with_new_block(text: str, changes: Changes) -> str:
    lines = edited_lines([], changes, written_yaml)
    return "\n".join(["---", *lines, "---", "", text]) if lines else text


def with_json_keys(text: str, body: str, changes: Changes) -> str:
    values = json.loads(text.removesuffix(body))
    names = {key.lower(): key for key in values}
    for key, value in changes.items():
        if value is None:
            values.pop(names.get(key, key), None)
        else:
            values[names.get(key, key)] = value
    return json.dumps(values, ensure_ascii=False, indent=2) + body


def edited_lines(lines: Sequence[str], changes: Changes, write: Any) -> list[str]:
    """The lines with changed keys, then those of new keys before the first table of TOML."""
    blocks = blocks_of_keys(lines, is_toml=write is written_toml)
    known = {key for key, _lines in blocks}
    made = list[str]()
    for key, block in blocks:
        if key not in changes:
            made += block
        elif (value := changes[key]) is not None:
            made += [*write(key, value, block), *trailing_lines(block)]
    added = [
        line
        for key, value in changes.items()
        if key not in known and value is not None
        for line in write(key, value, [])
    ]
    tables = (n for n, line in enumerate(made) if line.startswith("["))
    at = next(tables, len(made)) if write is written_toml else end_of_lines(made)
    return [*made[:at], *added, *made[at:]]


def end_of_lines(lines: Sequence[str]) -> int:
    """Where lines are added: before empty ones at the end."""
    return max((n for n, line in enumerate(lines, 1) if line.strip()), default=0)


def blocks_of_keys(lines: Sequence[str], *, is_toml: bool) -> list[tuple[str, list[str]]]:
    """Divide the lines by top-level keys, in lower case; "" for lines before the first."""
    blocks: list[tuple[str, list[str]]] = []
    in_table = False
    for line in lines:
        found = None if in_table else KEY.match(line)
        if is_toml and blocks and found and not is_whole_toml(blocks[-1][1]):
            found = None
        if is_toml and line.startswith("[") and (not blocks or is_whole_toml(blocks[-1][1])):
            in_table = True
        if found:
            blocks.append((found["key"].strip().lower(), [line]))
        elif blocks and not (in_table and blocks[-1][0]):
            blocks[-1][1].append(line)
        else:
            blocks.append(("", [line]))
    return blocks


def is_whole_toml(lines: Sequence[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def trailing_lines(block: Sequence[str]) -> list[str]:
    """Empty lines and comments at the end of the lines of a key: they belong to what follows."""
    at = len(block)
    while at > 1 and (not block[at - 1].strip() or block[at - 1].startswith("#")):
        at -= 1
    return list(block[at:])


def written_key(key: str, block: Sequence[str]) -> str:
    found = KEY.match(block[0]) if block else None
    return found["written"] if found else key


def written_yaml(key: str, value: Value, block: Sequence[str]) -> list[str]:
    name, former = written_key(key, block), value_of_line(block)
    if isinstance(value, list):
        return yaml_list(name, value, former, block)
    if isinstance(value, str) and former.startswith('"'):
        return [f"{name}: {json.dumps(value, ensure_ascii=False)}"]
    return [f"{name}: {yaml_scalar(value)}"]


def yaml_list(name: str, values: list[str], former: str, block: Sequence[str]) -> list[str]:
    is_in_lines = not former and (not block or len(block) > 1)
    if is_in_lines and values:
        item = next((each for each in block[1:] if each.lstrip().startswith("- ")), "  - ")
        indent = item[: len(item) - len(item.lstrip())]
        return [f"{name}:", *(f"{indent}- {yaml_scalar(each)}" for each in values)]
    if former and not former.startswith(("[", '"', "'", "&", "*")) and are_plain(values):
        return [f"{name}: {', '.join(values)}"]
    return [f"{name}: [{', '.join(flow_scalar(each) for each in values)}]"]


def are_plain(values: list[str]) -> bool:
    """Whether the values can be a text with commas."""
    text = ", ".join(values)
    return bool(values) and not any("," in each for each in values) and yaml_scalar(text) == text


def yaml_scalar(value: Any) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    written = yaml.safe_dump({"k": value}, allow_unicode=True, width=LONGEST_LINE)
    return written[3:].strip() if written.count("\n") == 1 else json.dumps(value)


def flow_scalar(value: str) -> str:
    written = yaml.safe_dump(
        [value], allow_unicode=True, width=LONGEST_LINE, default_flow_style=True
    )
    return written.strip()[1:-1] if written.count("\n") == 1 else json.dumps(value)


def written_toml(key: str, value: Value, block: Sequence[str]) -> list[str]:
    return [f"{written_key(key, block)} = {json.dumps(value, ensure_ascii=False)}"]


def written_plainly(key: str, value: Value, block: Sequence[str]) -> list[str]:
    """A line of Pelican and MkDocs."""
    text = ", ".join(value) if isinstance(value, list) else yaml_plain(value)
    return [f"{written_key(key.capitalize() if not block else key, block)}: {text}"]


def yaml_plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def value_of_line(block: Sequence[str]) -> str:
    """What stands behind a key in its line, without a comment."""
    if not block:
        return ""
    value = block[0].partition(":")[2].strip()
    return "" if value.startswith("#") else value
