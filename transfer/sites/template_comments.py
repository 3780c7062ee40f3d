"""Comments of templates, which a site leaves out of its pages, as comments of HTML."""

import re

from rendering.markdown_source.blanking import without_code

# Nunjucks: Hexo, Eleventy
NUNJUCKS = re.compile(r"\{#(?P<text>.*?)#\}", re.DOTALL)
# Liquid and kramdown: Jekyll
JEKYLL = re.compile(
    r"\{%-?[ \t]*#(?P<text>[^\n]*?)-?%\}"
    r"|^\{::comment\}(?P<block>.*?)^\{:/(?:comment)?\}|\{::comment\}(?P<span>.*?)\{:/(?:comment)?\}",
    re.DOTALL | re.MULTILINE,
)


def as_html_comments(text: str, pattern: re.Pattern[str]) -> str:
    """Return the text with `<!-- … -->` for what `pattern` finds outside of code."""
    if not pattern.search(text):
        return text
    pieces, at = [], 0
    for match in pattern.finditer(without_code(text)):
        inner = text[match.start(match.lastgroup or 0) : match.end(match.lastgroup or 0)]
        pieces += [text[at : match.start()], f"<!--{inner.replace('-->', '-- >')}-->"]
        at = match.end()
    return "".join([*pieces, text[at:]])
