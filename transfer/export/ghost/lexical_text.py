"""A text in Lexical, the format of Ghost's editor: cards of HTML and of code.

The editor would drop what it does not know, such as formulas; cards of HTML stay as they are.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from rendering import ExportedBlock


def lexical_text(blocks: Iterable[ExportedBlock]) -> str:
    root = {
        "children": list(cards_of(blocks)),
        "direction": None,
        "format": "",
        "indent": 0,
        "type": "root",
        "version": 1,
    }
    return json.dumps({"root": root}, ensure_ascii=False)


def cards_of(blocks: Iterable[ExportedBlock]) -> Iterator[dict[str, Any]]:
    """One card for all blocks between two blocks of code."""
    for is_code, group in groupby(blocks, key=lambda block: block.kind == "code"):
        if is_code:
            yield from map(code_card_of, group)
        else:
            html = "\n".join(block.html for block in group)
            yield {"type": "html", "version": 1, "html": html}


def code_card_of(block: ExportedBlock) -> dict[str, Any]:
    return {
        "type": "codeblock",
        "version": 1,
        "code": block.code.removesuffix("\n"),
        "language": block.language,
        "caption": "",
    }
