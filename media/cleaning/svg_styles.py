"""CSS in drawings: what is not known, and whatever leads to another file, is left out."""

from collections.abc import Iterable
from typing import Any

import tinycss2

from .svg_allowed import STYLES

# Functions that compute; those that could load something are not among them.
FUNCTIONS_WORDS = (
    "rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark calc min max clamp "
    "var matrix matrix3d translate translatex translatey scale scalex scaley rotate skew skewx "
    "skewy perspective cubic-bezier steps linear blur brightness contrast drop-shadow "
    "grayscale hue-rotate invert opacity saturate sepia circle ellipse inset polygon path not "
    "is where nth-child nth-of-type"
)
FUNCTIONS = frozenset(FUNCTIONS_WORDS.split())
AT_RULES = frozenset({"media", "keyframes", "-webkit-keyframes", "supports"})


def clean_sheet(text: str) -> str:
    """The rules that are allowed."""
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return "\n".join(filter(None, map(clean_rule, rules)))


def clean_rule(rule: Any) -> str:
    if rule.type not in ("qualified-rule", "at-rule") or not is_harmless(rule.prelude):
        return ""
    if rule.type == "qualified-rule":
        return block(rule.prelude, clean_declarations(rule.content))
    if rule.lower_at_keyword not in AT_RULES or rule.content is None:
        return ""
    inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
    rules = "".join(filter(None, map(clean_rule, inside)))
    return block(rule.prelude, rules, f"@{rule.lower_at_keyword}")


def block(prelude: list[Any], inside: str, before: str = "") -> str:
    return f"{before}{tinycss2.serialize(prelude).rstrip()} {{{inside}}}" if inside else ""


def clean_declarations(source: str | list[Any]) -> str:
    """The declarations that are allowed, as in an attribute `style`."""
    found = tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True)
    return "; ".join(each.serialize() for each in found if is_declaration_allowed(each))


def is_declaration_allowed(each: Any) -> bool:
    if each.type != "declaration":
        return False
    return (each.lower_name in STYLES or each.name.startswith("--")) and is_harmless(each.value)


def is_value_harmless(value: str) -> bool:
    """Whether an attribute whose value is CSS leads nowhere."""
    if "(" not in value and "\\" not in value:
        return True
    return is_harmless(tinycss2.parse_component_value_list(value))


def is_harmless(values: Iterable[Any]) -> bool:
    return all(map(is_value_allowed, values))


def is_value_allowed(value: Any) -> bool:
    match value.type:
        case "url":
            return bool(value.value.startswith("#"))
        case "function" if value.lower_name == "url":
            return all(is_own_part(each) for each in value.arguments)
        case "function":
            return value.lower_name in FUNCTIONS and is_harmless(value.arguments)
        case "() block" | "[] block":
            return is_harmless(value.content)
        case "error" | "{} block" | "at-keyword":
            return False
    return True


def is_own_part(value: Any) -> bool:
    if value.type == "string":
        return bool(value.value.startswith("#"))
    return bool(value.type == "whitespace")
