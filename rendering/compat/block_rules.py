"""What may begin a line. The rule says from where the rest of the line is looked at."""

import re

from . import d2l, jekyll, myst
from .code_spans import FENCE, closes, fence_end
from .inline_rules import escaped_in
from .mark import Tag
from .scan_state import Walk

DIRECTIVE = re.compile(r"\{([\w:-]+)\}[ \t]*([^\n]*)")
CONTAINER = re.compile(r"[ \t>]*(:{3,})[ \t]*([A-Za-z{][^\n]*|)$", re.MULTILINE)
CONTAINER_NAME = re.compile(r"\{?[ \t]*[.]?([A-Za-z][\w:-]*)\}?")
OPTION = re.compile(r"\n[ \t>]*:([\w-]+):[ \t]*([^\n]*)")
AT_TAB = re.compile(r"[ \t>]*(@tab)(?::active)?(?:[ \t]+([^\n]*))?$", re.MULTILINE)
GROUP_TITLE = re.compile(r"\[([^\]\n]+)\]")
CONTENTS = re.compile(
    r"[ \t>]*(?:(?P<kramdown>\{:[ \t]*\.?toc\b[^}\n]*\})"
    r"|\[toc\]|\[\[_?toc_?\]\]|@\[toc\](?:\([^)\n]*\))?|\{\{toc\}\})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
# Kramdown's mark has a list above it, for which the contents stand.
LISTED = re.compile(r"\n[ \t>]*(?:[-*+]|\d\.)[ \t]+[^\n]{0,40}\n\Z")
LONGEST_LISTED = 100
TARGET = re.compile(r"[ \t>]*(\(([\w:.-]+)\)=)[ \t]*$", re.MULTILINE)
PROMPT = re.compile(r"[ \t>]*(\{:[ \t]*\.([\w-]+)[^}\n]*\})[ \t]*$", re.MULTILINE)
TABBED = frozenset({"tabs", "code-tabs", "tab-set"})
DEEPEST = 20


def line(walk: Walk, start: int) -> int:
    if walk.source[start : start + 1] in (" ", "\t") and walk.line(start) in walk.indented:
        end = walk.line_end(start)
        escaped_in(walk, start, end)
        return end
    for rule in (fence, container, at_tab, contents, target, prompt):
        beyond = rule(walk, start)
        if beyond is not None:
            return beyond
    return start


def fence(walk: Walk, start: int) -> int | None:
    match = FENCE.match(walk.source, start)
    if match is None or (match["fence"][0] == "`" and "`" in match["info"]):
        return None
    sign, info = match["fence"], match["info"].strip()
    if walk.fences and not info and closes(sign, walk.fences[-1][0]):
        _, tag = walk.fences.pop()
        tag.end_tag = walk.add("directive", tag.name, "", match.start("fence"), match.end())
        tag.end_tag.closing = tag.end_tag.settled = True
        return match.end()
    directive = DIRECTIVE.match(info)
    if directive and directive[1] in myst.DIRECTIVES:
        return open_directive(walk, match, directive)
    stop, end = fence_end(walk.source, match.end(), sign)
    if info in d2l.FENCES and stop < len(walk.source):
        tag = walk.add("d2l", info, "", match.start("fence"), match.end())
        walk.enclose(tag, stop, end)
        return end
    d2l.mark_tab(walk, match, end)
    title = GROUP_TITLE.search(match["info"])
    if title and walk.containers and walk.containers[-1][1].name == "code-group":
        at = match.start("info")
        walk.add("group", title[1], "", at + title.start(), at + title.end())
    escaped_in(walk, match.end(), stop)
    return end


def open_directive(walk: Walk, fence: re.Match[str], directive: re.Match[str]) -> int:
    """`{note} title` of MyST, with the lines of options below it."""
    end, options = options_below(walk, fence.end())
    tag = walk.add("directive", directive[1], directive[2], fence.start("fence"), end)
    tag.options.read(options)
    if directive[1] in myst.VERBATIM:
        stop, last = fence_end(walk.source, end, fence["fence"])
        walk.enclose(tag, stop, last)
        return last
    walk.fences.append((fence["fence"], tag))
    return end


def options_below(walk: Walk, end: int) -> tuple[int, str]:
    """`:key: value` on the lines below a directive, as other systems write them behind it."""
    options = ""
    while option := OPTION.match(walk.source, end):
        options += f' {option[1]}="{option[2].strip().replace(chr(34), "")}"'
        end = option.end()
    return end, options


def container(walk: Walk, start: int) -> int | None:
    """`::: tip title` of VuePress and Docusaurus, `:::{note}` of MyST, `::: {.note}` of Pandoc."""
    match = CONTAINER.match(walk.source, start)
    if match is None:
        return None
    if not match[2].strip():
        return close_container(walk, match)
    name = CONTAINER_NAME.match(match[2])
    if name is None:
        return None
    arguments, end, options = match[2][name.end() :], match.end(), ""
    if match[2].startswith("{"):
        end, options = options_below(walk, end)
    tag = walk.add("container", name[1].lower(), arguments, match.start(1), end)
    tag.options.read(options)
    if len(walk.containers) < DEEPEST:
        walk.containers.append((len(match[1]), tag))
    return end


def close_container(walk: Walk, match: re.Match[str]) -> int | None:
    """The innermost with as many colons; else the innermost with fewer."""
    colons = len(match[1])
    counts = [count for count, _ in walk.containers]
    fitting = [i for i, count in enumerate(counts) if count == colons] or [
        i for i, count in enumerate(counts) if count < colons
    ]
    if not fitting:
        return None
    tag = walk.containers[fitting[-1]][1]
    del walk.containers[fitting[-1] :]
    close_tab(walk, tag, match.start(1))
    walk.enclose(tag, match.start(1), match.end())
    return match.end()


def at_tab(walk: Walk, start: int) -> int | None:
    """`@tab title` of VuePress themes."""
    if not walk.containers or walk.containers[-1][1].name not in TABBED:
        return None
    match = AT_TAB.match(walk.source, start)
    if match is None:
        return None
    owner = walk.containers[-1][1]
    close_tab(walk, owner, match.start(1))
    owner.tab = walk.add("container", "@tab", match[2] or "", match.start(1), match.end())
    return match.end()


def close_tab(walk: Walk, owner: Tag, place: int) -> None:
    if owner.tab is not None:
        walk.enclose(owner.tab, place, place)
        owner.tab = None


def contents(walk: Walk, start: int) -> int | None:
    """A mark for a table of contents: the page has one."""
    match = CONTENTS.match(walk.source, start)
    if match is None:
        return None
    if match["kramdown"]:
        first = max(0, start - LONGEST_LISTED)
        above = LISTED.search(f"\n{walk.source[first:start]}")
        start = first + above.start() if above else start
    return walk.add("contents", "toc", "", start, match.end()).end


def target(walk: Walk, start: int) -> int | None:
    match = TARGET.match(walk.source, start)
    if match is None:
        return None
    return walk.add("role", "target", match[2], match.start(1), match.end(1)).end


def prompt(walk: Walk, start: int) -> int | None:
    """`{: .prompt-tip }`, with which themes of Jekyll make a note of the block beside it."""
    match = PROMPT.match(walk.source, start)
    if match is None or match[2] not in jekyll.PROMPTS:
        return None
    before = walk.source[:start].endswith("\n\n") or not start
    after = walk.source[match.end() : match.end() + 2].strip(" \t") not in ("", "\n", "\n\n")
    tag = walk.add("liquid", "{:", match[2], match.start(1), match.end(1))
    tag.single = before and after
    return tag.end
