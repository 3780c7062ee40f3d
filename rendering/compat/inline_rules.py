"""Rules for tags within a line. Each returns the position from which the scan continues."""

import re

from ..html.characters import CHINESE
from . import d2l, hugo, jekyll, liquid, myst
from .foreign_tag import ForeignTag
from .scan_state import SourceScan

NAME = re.compile(r"\s*(/?)\s*([\w.][\w./-]*)")
LIQUID_NAME = re.compile(r"-?\s*([A-Za-z][\w-]*)")
ROLE = re.compile(r"(?::([a-z_]+):|\{([a-z:_+-]+)\})`([^`]{0,500})`")
TAB_COMMENT = re.compile(r"<!--[ \t]*(end)?(tab|timeline)\b([^\n>]{0,200}?)-->")
BEGIN_TAB = re.compile(r":(begin|end)_tab:(?:`([^`\n]*)`|toc)?")
SIZE = re.compile(
    r"\]\([^\s()<>]{1,500}(?:[ \t]+(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}'))?"
    r"([ \t]+=(?=[x\d])(\d{0,5}%?)x?(\d{0,5}%?))\)"
)
WORDPRESS = re.compile(r"\[caption\b([^\]\n]{0,500})\]")
MATH = re.compile(
    r"<(?:script\s+type=[\"']?math/tex(?P<mode>;\s*mode=display)?[\"']?"
    r"|(?P<name>span|div)\s+class=[\"']?math\b(?P<classes>[^\"'<>]*)[\"']?)\s*>"
)
CLOSINGS = {"{{<": ">}}", "{{%": "%}}"}
BLANK_LINE = re.compile(r"\n[ \t]*\n")
OTHERS = re.compile(r"[\[(](?:\*\*|~~)|^[ \t>]*(?:`{3}|~{3})", re.MULTILINE)
SLIDES = {"[**": "**]", "(**": "**)", "[~~": "~~]", "(~~": "~~)"}


def code_span_rule(scan: SourceScan, start: int) -> int:
    ticks = 1
    while scan.source.startswith("`", start + ticks):
        ticks += 1
    end = scan.code_spans.end(start, ticks)
    if end is None:
        return start + ticks
    find_escaped_tags(scan, start, end)
    return end


def escape_rule(scan: SourceScan, start: int) -> int:
    return start + 2


def find_escaped_tags(scan: SourceScan, start: int, end: int) -> None:
    """Add escaped shortcodes in code: Hugo expands shortcodes there, so authors escape them."""
    at = scan.source.find("/*", start, end)
    while at >= 0:
        if at >= start + 3 and scan.source[at - 3 : at] in CLOSINGS:
            at = max(at, shortcode_rule(scan, at - 3, only_escaped=True))
        at = scan.source.find("/*", at + 1, end)


def shortcode_rule(scan: SourceScan, start: int, *, only_escaped: bool = False) -> int:
    """Hugo's `{{< name … >}}`, `{{< /name >}}` and `{{</* name */>}}`, and `{{% … %}}`."""
    opening = scan.source[start : start + 3]
    closing = CLOSINGS[opening]
    stop = scan.find_closing(start + 3, closing)
    body = scan.source[start + 3 : stop].strip() if stop >= 0 else ""
    if body.startswith("/*") and body.endswith("*/") and len(body) > 3:
        head, _, rest = scan.source[start:stop].partition("/*")
        shown = head + rest.rstrip().removesuffix("*/") + closing
        scan.add_tag("hugo", "/*", shown, start, stop + 3)
        return stop + 3
    name = NAME.match(body)
    if only_escaped or name is None or "{{<" in body or "{{%" in body:
        return start + 3
    arguments, single = split_closing_slash(body[name.end() :])
    tag = scan.add_tag("hugo", name[2].lower(), arguments, start, stop + 3, is_end=bool(name[1]))
    if single or tag.is_end or tag.name not in hugo.VERBATIM:
        tag.is_single = single
        return tag.end
    return skip_verbatim(scan, tag, rf"\{{\{{[<%]\s*/\s*{re.escape(name[2])}\s*[>%]\}}\}}")


def split_closing_slash(arguments: str) -> tuple[str, bool]:
    """The arguments, and whether they end in Hugo's `/` for a shortcode without content."""
    single = arguments.rstrip().endswith(("/",)) and not re.search(r"[^\s\"'`]/\s*$", arguments)
    return (arguments.rstrip().removesuffix("/") if single else arguments), single


def liquid_tag_rule(scan: SourceScan, start: int) -> int:
    """Hexo's and Jekyll's `{% name … %}` and `{% endname %}`."""
    stop = scan.find_closing(start + 2, "%}")
    body = scan.source[start + 2 : stop] if stop >= 0 else ""
    name = LIQUID_NAME.match(body)
    if name is None or "{%" in body or "\n\n" in body:
        return start + 2
    end_of = name[1].startswith("end") and len(name[1]) > 3
    arguments = body[name.end() :].removesuffix("-").strip()
    word = (name[1][3:] if end_of else name[1]).lower()
    tag = scan.add_tag("liquid", word, arguments, start, stop + 2, is_end=end_of)
    if end_of or word not in liquid.VERBATIM:
        return tag.end
    return skip_verbatim(scan, tag, rf"\{{%-?\s*end{re.escape(name[1])}\s*-?%\}}")


def skip_verbatim(scan: SourceScan, tag: ForeignTag, closing: str) -> int:
    """Add the end tag of a tag whose content is not Markdown, and continue behind it."""
    if (tag.system, tag.name) in scan.without_end:
        return tag.end
    found = re.compile(closing).search(scan.source, tag.end)
    if found is None:
        scan.without_end.add((tag.system, tag.name))
        return tag.end
    scan.add_end_tag(tag, found.start(), found.end())
    return found.end()


def output_rule(scan: SourceScan, start: int) -> int:
    """`{{ site.baseurl }}`: only Jekyll's own objects; anything else is text."""
    match = jekyll.OUTPUT.match(scan.source, start)
    if match is None:
        return start + 2
    return scan.add_tag("output", "{{", match[1], start, match.end()).end


def comment_rule(scan: SourceScan, start: int) -> int:
    """Skip an HTML comment, unless it is the start or end of a tab of Hexo's theme NexT."""
    if match := TAB_COMMENT.match(scan.source, start):
        name, closing = f"<!--{match[2]}", bool(match[1])
        return scan.add_tag("liquid", name, match[3], start, match.end(), is_end=closing).end
    stop = scan.find("-->", start)
    return stop + 3 if stop >= 0 else start + 4


def role_rule(scan: SourceScan, start: int) -> int:
    """d2lbook's and Sphinx's `:numref:`x`` and MyST's `{numref}`x``."""
    match = ROLE.match(scan.source, start)
    name = (match[1] or match[2]) if match else ""
    if match is None or name not in (d2l.ROLES if match[1] else myst.ROLES):
        return scan.source.index("`", start)
    before = scan.source[max(0, start - 2) : start]
    # Sphinx needs a space before a role; in Chinese text it is not wanted on the page.
    if before.endswith(" ") and (len(before) < 2 or before[0] == "\n" or CHINESE.match(before)):
        start -= 1
    return scan.add_tag("d2l" if match[1] else "role", name, match[3], start, match.end()).end


def d2l_tab_rule(scan: SourceScan, start: int) -> int:
    match = BEGIN_TAB.match(scan.source, start)
    assert match is not None
    closing = match[1] == "end"
    return scan.add_tag("d2l", "tab", match[2] or "", start, match.end(), is_end=closing).end


def slide_rule(scan: SourceScan, start: int) -> int:
    """d2lbook's `[**…**]`, text that is also on slides, and `[~~…~~]`, text only for slides.

    Only sources of d2lbook have these.
    """
    opening = scan.source[start : start + 3]
    closing = SLIDES[opening]
    stop = scan.find_closing(start + 3, closing) if scan.is_d2l_book else -1
    content = scan.source[start + 3 : stop]
    is_link = closing[-1] == "]" and scan.source[stop + 3 : stop + 4] in ("(", "[")
    has_blocks = BLANK_LINE.search(content) is not None
    if stop < 0 or is_link or (has_blocks and (opening[1] == "~" or OTHERS.search(content))):
        return start + 1
    if opening[1] == "~":
        scan.add_tag("d2l", "slide", "", start, stop + 3)
        return stop + 3
    # Markdown's `**` cannot be around blocks, nor beside a space.
    width = 3 if has_blocks or "$$" in content or content != content.strip() else 1
    scan.add_tag("d2l", "slide", "", start, start + width)
    scan.add_tag("d2l", "slide", "", stop + 3 - width, stop + 3)
    return start + 3


def image_size_rule(scan: SourceScan, start: int) -> int:
    """The size in `![](a.png "title" =600x400)`, `=50%x`, `=x300`: CSDN and HackMD."""
    match = SIZE.match(scan.source, start)
    if match is None:
        return start + 2
    scan.add_tag("removed", "", "", match.start(1), match.end(1))
    scan.add_tag("size", f"{match[2]} {match[3]}", "", match.end(), match.end())
    return match.end()


def wordpress_rule(scan: SourceScan, start: int) -> int:
    """WordPress's `[caption width="300"]<img …> text[/caption]`."""
    match = WORDPRESS.match(scan.source, start)
    if match is None:
        return start + 1
    stop = scan.find_closing(match.end(), "[/caption]")
    if stop < 0:
        return match.end()
    tag = scan.add_tag("wordpress", "caption", match[1], start, match.end())
    scan.add_end_tag(tag, stop, stop + len("[/caption]"))
    return stop + len("[/caption]")


def math_rule(scan: SourceScan, start: int) -> int:
    """Kramdown's `<script type="math/tex">` and Pandoc's `<span class="math">`."""
    match = MATH.match(scan.source, start)
    if match is None:
        return start + 1
    closing = f"</{match['name'] or 'script'}>"
    stop = scan.find_closing(match.end(), closing)
    if stop < 0 or (match["name"] and "<" in scan.source[match.end() : stop]):
        return match.end()
    display = match["mode"] or match["name"] == "div" or "display" in (match["classes"] or "")
    tag = scan.add_tag("math", "formula", "display" if display else "", start, match.end())
    scan.add_end_tag(tag, stop, stop + len(closing))
    return stop + len(closing)


def hexo_escape_rule(scan: SourceScan, start: int) -> int:
    """Hexo's `<escape>`, within which Hexo expands no tags: the tag goes, the content stays."""
    end = scan.source.index(">", start) + 1
    return scan.add_tag("removed", "", "", start, end).end


def site_path_rule(scan: SourceScan, start: int) -> int:
    """Pelican's `{static}/a.png`, within an address only."""
    end = scan.source.index("}", start) + 1
    tag = scan.add_tag("removed", "", "", start, end)
    if not tag.is_address:
        scan.tags.pop()
    elif scan.source.startswith("/", end) and not scan.source.startswith("{static", start):
        tag.end += 1
    return tag.end
