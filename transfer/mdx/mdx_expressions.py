"""What stands in braces: comments, literals, and what only the old site could compute."""

import re
from typing import Any

from transfer.sites.javascript.javascript_literals import UNKNOWN, value_at

from .mdx_scripts import MdxScripts
from .mdx_tree import Expression

COMMENT = re.compile(r"\s*/\*(.*?)\*/\s*", re.DOTALL)
NAME = re.compile(r"\s*[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*\s*")
TEMPLATE = re.compile(r"\s*(?:String\.raw)?`((?:[^`\\]|\\.)*)`\s*", re.DOTALL)
# require('./a.png').default, useBaseUrl('/img/a.png'), withBase("/a")
PATH_CALL = re.compile(r"\s*\w+\(\s*([\"'])([^\"']+)\1\s*\)(?:\.default)?\s*")
ENDS_EXCERPT = re.compile(r"\s*(?:truncate|more)\s*")


def literal_value(expression: Expression, scripts: MdxScripts) -> Any:
    """Return the literal that an expression is or names, UNKNOWN if it is none."""
    code = expression.code
    if template := TEMPLATE.fullmatch(code):
        return UNKNOWN if "${" in template[1] else re.sub(r"\\([`$\\])", r"\1", template[1])
    if call := PATH_CALL.fullmatch(code):
        return call[2]
    if NAME.fullmatch(code):
        return named_value(code.strip(), scripts)
    value = value_at(f"{code};", 0)
    is_whole = isinstance(value, list | dict) or not re.search(r"[+?(]|=>|&&|\|\|", code)
    return value if is_whole or is_string(code) else UNKNOWN


def is_string(code: str) -> bool:
    return re.fullmatch(r"\s*(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')\s*", code) is not None


def named_value(name: str, scripts: MdxScripts) -> Any:
    """Return `a.b` of what is exported, or the path of an imported file such as a picture."""
    first, *rest = name.removesuffix(".src").split(".")
    if first in scripts.imports and not rest:
        return scripts.imports[first]
    literal = {"true": True, "false": False, "null": None, "undefined": None}
    value = scripts.values.get(first, literal.get(name, UNKNOWN))
    for key in rest:
        value = value.get(key, UNKNOWN) if isinstance(value, dict) else UNKNOWN
    return value


def comment_of(expression: Expression) -> str | None:
    """Return a comment as Markdown has it, the end of the excerpt as `<!-- more -->`."""
    found = COMMENT.fullmatch(expression.code)
    if found is None:
        return "" if not expression.code.strip() else None
    if ENDS_EXCERPT.fullmatch(found[1]):
        return "<!-- more -->"
    return f"<!--{found[1].replace('-->', '-- >')}-->"


def text_of_value(value: Any) -> str | None:
    """Return what a page shows for a value, None for objects."""
    if value is None or isinstance(value, bool):
        return ""
    return str(value) if isinstance(value, str | int | float) else None
