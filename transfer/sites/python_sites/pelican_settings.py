"""Reads pelicanconf.py without executing it: assignments of literals."""

import ast
from pathlib import Path
from typing import Any

from transfer.sites.configurations import BrokenConfiguration, read_configuration_text

FILES = ("pelicanconf.py", "publishconf.py")
# Settings that decide about addresses
NEEDED = frozenset(
    {
        *("ARTICLE_URL", "ARTICLE_SAVE_AS", "ARTICLE_LANG_URL", "PAGE_URL", "PAGE_SAVE_AS"),
        *("PAGE_LANG_URL", "SITEURL", "PATH", "DEFAULT_LANG", "TIMEZONE", "CATEGORY_URL"),
        *("TAG_URL", "PAGE_PATHS", "ARTICLE_PATHS", "FILENAME_METADATA", "SLUGIFY_SOURCE"),
    }
)


def read_pelican_settings(root: Path) -> tuple[dict[str, Any], list[str], list[str]]:
    """Return the settings, the names of broken files, and needed settings that are no literals.

    Those of publishconf.py come last. Names and + of literals are resolved.
    """
    settings, broken, unread = dict[str, Any](), list[str](), list[str]()
    for name in FILES:
        if (root / name).is_file():
            try:
                tree = ast.parse(read_configuration_text(root / name))
            except (BrokenConfiguration, SyntaxError, ValueError, RecursionError, MemoryError):
                broken.append(name)
                continue
            unread += assign_literals(tree, settings)
    return settings, broken, unread


def assign_literals(tree: ast.Module, settings: dict[str, Any]) -> list[str]:
    """Add the assignments at the top of a file. Return needed names without a literal."""
    unread = list[str]()
    for node in tree.body:
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(target, ast.Name) and isinstance(node, ast.Assign):
                try:
                    settings[target.id] = literal_of(node.value, settings)
                except (ValueError, TypeError, RecursionError):
                    if target.id in NEEDED:
                        unread.append(target.id)
    return unread


def literal_of(node: ast.expr, settings: dict[str, Any]) -> Any:
    """Return the value of a literal, a name or a sum. Raises ValueError for other expressions."""
    if isinstance(node, ast.Name):
        if node.id not in settings:
            raise ValueError(node.id)
        return settings[node.id]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = literal_of(node.left, settings), literal_of(node.right, settings)
        if isinstance(left, str) and isinstance(right, str):
            return left + right
        raise ValueError("+")
    return ast.literal_eval(node)
