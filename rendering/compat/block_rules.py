"""What may begin a line. The rule says from where the rest of the line is looked at."""

import re

from . import d2l, jekyll, myst
from .code_spans import FENCE, closes_fence, fence_end
from .foreign_tag import ForeignTag
from .inline_rules import find_escaped_tags
from .scan_state import SourceScan

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
LIST_ABOVE = re.compile(r"\n[ \t>]*(?:[-*+]|\d\.)[ \t]+[^\n]{0,40}\n\Z")
LONGEST_LIST_ABOVE = 100
TARGET = re.compile(r"[ \t>]*(\(([\w:.-]+)\)=)[ \t]*$", re.MULTILINE)
PROMPT = re.compile(r"[ \t>]*(\{:[ \t]*\.([\w-]+)[^}\n]*\})[ \t]*$", re.MULTILINE)
TAB_CONTAINERS = frozenset({"tabs", "code-tabs", "tab-set"})
MAX_CONTAINERS = 20


def line_rule(scan: SourceScan, start: int) -> int:
    if scan.source[start : start + 1] in (" ", "\t") and scan.line(start) in scan.indented:
        end = scan.line_end(start)
        find_escaped_tags(scan, start, end)
        return end
    for rule in (fence_rule, container_rule, at_tab_rule, contents_rule, target_rule, prompt_rule):
        beyond = rule(scan, start)
        if beyond is not None:
            return beyond
    return start


def fence_rule(scan: SourceScan, start: int) -> int | None:
    match = FENCE.match(scan.source, start)
    if match is None or (match["fence"][0] == "`" and "`" in match["info"]):
        return None
    sign, info = match["fence"], match["info"].strip()
    if scan.fences and not info and closes_fence(sign, scan.fences[-1][0]):
        _, tag = scan.fences.pop()
        tag.end_tag = scan.add("directive", tag.name, "", match.start("fence"), match.end())
        tag.end_tag.closing = tag.end_tag.settled = True
        return match.end()
    directive = DIRECTIVE.match(info)
    if directive and directive[1] in myst.DIRECTIVES:
        return open_directive(scan, match, directive)
    stop, end = fence_end(scan.source, match.end(), sign)
    if info in d2l.FENCES and stop < len(scan.source):
        tag = scan.add("d2l", info, "", match.start("fence"), match.end())
        scan.enclose(tag, stop, end)
        return end
    d2l.find_code_tab(scan, match, end)
    title = GROUP_TITLE.search(match["info"])
    if title and scan.containers and scan.containers[-1][1].name == "code-group":
        at = match.start("info")
        scan.add("group", title[1], "", at + title.start(), at + title.end())
    find_escaped_tags(scan, match.end(), stop)
    return end


def open_directive(scan: SourceScan, fence: re.Match[str], directive: re.Match[str]) -> int:
    """`{note} title` of MyST, with the lines of options below it."""
    end, options = options_below(scan, fence.end())
    tag = scan.add("directive", directive[1], directive[2], fence.start("fence"), end)
    tag.options.read(options)
    if directive[1] in myst.VERBATIM:
        stop, last = fence_end(scan.source, end, fence["fence"])
        scan.enclose(tag, stop, last)
        return last
    scan.fences.append((fence["fence"], tag))
    return end


def options_below(scan: SourceScan, end: int) -> tuple[int, str]:
    """`:key: value` on the lines below a directive, as other systems write them behind it."""
    options = ""
    while option := OPTION.match(scan.source, end):
        options += f' {option[1]}="{option[2].strip().replace(chr(34), "")}"'
        end = option.end()
    return end, options


def container_rule(scan: SourceScan, start: int) -> int | None:
    """`::: tip title` of VuePress and Docusaurus, `:::{note}` of MyST, `::: {.note}` of Pandoc."""
    match = CONTAINER.match(scan.source, start)
    if match is None:
        return None
    if not match[2].strip():
        return close_container(scan, match)
    name = CONTAINER_NAME.match(match[2])
    if name is None:
        return None
    arguments, end, options = match[2][name.end() :], match.end(), ""
    if match[2].startswith("{"):
        end, options = options_below(scan, end)
    tag = scan.add("container", name[1].lower(), arguments, match.start(1), end)
    tag.options.read(options)
    if len(scan.containers) < MAX_CONTAINERS:
        scan.containers.append((len(match[1]), tag))
    return end


def close_container(scan: SourceScan, match: re.Match[str]) -> int | None:
    """The innermost with as many colons; else the innermost with fewer."""
    colons = len(match[1])
    counts = [count for count, _ in scan.containers]
    fitting = [i for i, count in enumerate(counts) if count == colons] or [
        i for i, count in enumerate(counts) if count < colons
    ]
    if not fitting:
        return None
    tag = scan.containers[fitting[-1]][1]
    del scan.containers[fitting[-1] :]
    close_tab(scan, tag, match.start(1))
    scan.enclose(tag, match.start(1), match.end())
    return match.end()


def at_tab_rule(scan: SourceScan, start: int) -> int | None:
    """`@tab title` of VuePress themes."""
    if not scan.containers or scan.containers[-1][1].name not in TAB_CONTAINERS:
        return None
    match = AT_TAB.match(scan.source, start)
    if match is None:
        return None
    owner = scan.containers[-1][1]
    close_tab(scan, owner, match.start(1))
    owner.tab = scan.add("container", "@tab", match[2] or "", match.start(1), match.end())
    return match.end()


def close_tab(scan: SourceScan, owner: ForeignTag, place: int) -> None:
    if owner.tab is not None:
        scan.enclose(owner.tab, place, place)
        owner.tab = None


def contents_rule(scan: SourceScan, start: int) -> int | None:
    """A mark for a table of contents: the page has one."""
    match = CONTENTS.match(scan.source, start)
    if match is None:
        return None
    if match["kramdown"]:
        first = max(0, start - LONGEST_LIST_ABOVE)
        above = LIST_ABOVE.search(f"\n{scan.source[first:start]}")
        start = first + above.start() if above else start
    return scan.add("contents", "toc", "", start, match.end()).end


def target_rule(scan: SourceScan, start: int) -> int | None:
    match = TARGET.match(scan.source, start)
    if match is None:
        return None
    return scan.add("role", "target", match[2], match.start(1), match.end(1)).end


def prompt_rule(scan: SourceScan, start: int) -> int | None:
    """`{: .prompt-tip }`, with which themes of Jekyll make a note of the block beside it."""
    match = PROMPT.match(scan.source, start)
    if match is None or match[2] not in jekyll.PROMPTS:
        return None
    before = scan.source[:start].endswith("\n\n") or not start
    after = scan.source[match.end() : match.end() + 2].strip(" \t") not in ("", "\n", "\n\n")
    tag = scan.add("liquid", "{:", match[2], match.start(1), match.end(1))
    tag.single = before and after
    return tag.end
