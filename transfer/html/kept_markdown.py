"""Markdown within HTML that is converted: it is taken over as it is."""

import re
import secrets
from html import escape


class KeptMarkdown:
    """Puts words in the place of Markdown, and the Markdown in their places afterwards."""

    def __init__(self) -> None:
        self.token = f"kept{secrets.token_hex(6)}"
        self.held: list[str] = []
        self.pattern = re.compile(
            rf"(?P<indent>^[ \t>]*)?{self.token}x(?P<number>\d+)x", re.MULTILINE
        )

    def block(self, markdown: str) -> str:
        """The HTML that stands for blocks of Markdown."""
        return f"\n\n<p>{self.inline(markdown)}</p>\n\n" if markdown.strip() else ""

    def inline(self, markdown: str) -> str:
        self.held.append(markdown.strip("\n"))
        return f"{self.token}x{len(self.held) - 1}x"

    def restore(self, converted: str) -> str:
        """The Markdown with all that was kept, indented as the words were."""
        return self.pattern.sub(self.written, converted) if self.held else converted

    def written(self, match: re.Match[str]) -> str:
        indent = match["indent"] or ""
        following = re.sub(r"[^>\s]", " ", indent)
        lines = self.held[int(match["number"])].split("\n")
        return "\n".join(
            [f"{indent}{lines[0]}", *(f"{following}{line}".rstrip() for line in lines[1:])]
        )


def code_html(text: str, language: str = "", title: str = "") -> str:
    """The HTML of a code block."""
    named = f' data-lang="{escape(language)}"' if language else ""
    titled = f' data-enlighter-title="{escape(title)}"' if title else ""
    return f"<pre{named}{titled}>{escape(text.strip(chr(10)), quote=False)}</pre>"


def formula_html(latex: str, *, display: bool) -> str:
    """The HTML of a formula."""
    kind = ' class="katex-display"' if display else ""
    return f'<span{kind} data-latex="{escape(latex.strip())}"></span>'
