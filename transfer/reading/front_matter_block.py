"""Where the head of a file ends, and what it says, as a plain dictionary.

YAML between ---, TOML between +++, JSON in braces (Hugo), and bare `Key: value` lines
(Pelican, MkDocs); Hexo's YAML without its opening line too.
"""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from transfer.report import Refusal

KEY_LINE = re.compile(r"^([A-Za-z][\w-]*)[ \t]*:(?:[ \t]+(.*)|$)")
# The same, as people write it by mistake: 草稿：是, draft:true, "draft" = true.
LOOSE_LINE = re.compile(r"[\s\"'+#]*([^\W\d][\w.-]{0,40})[\"']?\s*[:：=]\s*(.*)")
FENCE = re.compile(r"(?:-{3,}|\+{3,}|;{3,}|<!--+)\s*(?:yaml|yml|toml|json)?\s*", re.IGNORECASE)
# A text may begin with "Note: …"; only these words make it a head.
FIRST_KEYS = frozenset(
    {
        *("title", "date", "author", "authors", "category", "categories", "tags", "slug", "status"),
        *("summary", "description", "lang", "layout", "modified", "template", "keywords"),
    }
)


@dataclass(frozen=True, slots=True)
class Head:
    values: dict[str, Any]
    body: str
    is_pelican: bool = False


def split(text: str) -> Head:
    first = text.partition("\n")[0].rstrip()
    if first == "---":
        return fenced(text, ("---", "..."), from_yaml)
    if first == "+++":
        return fenced(text, ("+++",), from_toml)
    if re.match(r"\{\s*(?:\"|\})", text):
        return from_json(text)
    return bare(text)


def fenced(text: str, ends: tuple[str, ...], parse: Callable[[str], Any]) -> Head:
    lines = text.split("\n")
    last = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() in ends), None)
    if last is None:
        if not KEY_LINE.match("".join(lines[1:2])) and parse is from_yaml:
            return Head({}, text)  # a rule at the top of a text without a head
        raise Refusal(f"its front matter is never closed: end it with a line {lines[0].rstrip()}")
    # The empty first line keeps the line numbers in error messages those of the file.
    values = parse("\n".join(["", *lines[1:last]]))
    return head_of(values, "\n".join(lines[last + 1 :]), text)


def from_yaml(source: str) -> Any:
    """Every scalar stays the text that was written: the types are FrontMatter's to decide."""
    try:
        return yaml.load(source, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise broken("YAML", f"on line {line}: {error.problem}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise broken("YAML", f"({type(error).__name__})") from None


def from_toml(source: str) -> Any:
    try:
        return tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise broken("TOML", f"({error})") from None


def from_json(text: str) -> Head:
    try:
        values, end = json.JSONDecoder().raw_decode(text)
    except json.JSONDecodeError as error:
        raise broken("JSON", f"on line {error.lineno}: {error.msg}") from None
    except RecursionError:
        raise broken("JSON", "(nested too deeply)") from None
    return head_of(values, text[end:], text)


def broken(language: str, where: str) -> Refusal:
    return Refusal(f"the {language} of its front matter is broken {where}")


def bare(text: str) -> Head:
    """A head of `Key: value` lines up to a blank line, or up to --- where it is Hexo's."""
    lines = text.split("\n")
    first = KEY_LINE.match(lines[0])
    if not first or first[1].lower() not in FIRST_KEYS:
        return Head({}, text)
    end = next((n for n, line in enumerate(lines) if line.rstrip() in ("", "---")), len(lines))
    if "".join(lines[end : end + 1]).strip():
        return head_of(from_yaml("\n".join(lines[:end])), "\n".join(lines[end + 1 :]), text)
    values = key_values(lines[:end])
    if values is None:
        return Head({}, text)
    return Head(values, "\n".join(lines[end:]), is_pelican=True)


def key_values(lines: list[str]) -> dict[str, Any] | None:
    """The values by key, continued on indented lines; None where a line is neither."""
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


def unread(text: str) -> dict[str, str]:
    """What the first lines of a text without a head seem to say: something may be missing that
    would make them one."""
    lines = text.lstrip().split("\n")
    is_fenced = FENCE.fullmatch(lines[0].strip()) is not None
    found = dict[str, str]()
    for line in lines[is_fenced:]:
        match = LOOSE_LINE.match(line)
        if match is None:
            break
        found.setdefault(match[1], match[2].strip().strip("\"',"))
    return found if is_fenced or FIRST_KEYS & {key.lower() for key in found} else {}


def head_of(values: Any, body: str, text: str) -> Head:
    """What stands between the fences, unless that is a text between two rules."""
    if isinstance(values, str) and values.strip():
        return Head({}, text)
    if values and not isinstance(values, dict):
        raise Refusal("its front matter is a list; write keys and values (title: …)")
    return Head(lowered(values or {}), body)


def lowered(values: dict[Any, Any]) -> dict[str, Any]:
    return {str(key).lower(): value for key, value in values.items()}
