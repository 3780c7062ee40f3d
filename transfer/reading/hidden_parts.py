"""Finds parts of a text that the old site did not show to everybody.

Plugins hide a part of a text from visitors who have not signed in, paid or answered. Here no plugin
does, and what must stay hidden would be public. So such a text becomes a draft.
"""

import re
from collections.abc import Iterator

from rendering.markdown_source.blanking import without_code
from transfer.messages import ImportMessage

NAME = r"[^\W\d_][\w.:/-]{0,60}"
ATTRIBUTES = r"""(?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>=]+))?)*?"""
OPENERS = re.compile(
    # WordPress, Typecho, Z-Blog: [hide]…[/hide]; a converter may have escaped the bracket.
    rf"\\?\[(?P<bracket>{NAME})(?:[\s=][^\[\]\n]*)?\\?\]"
    rf"|(?<!\{{)\{{(?P<brace>{NAME})(?:[\s=][^{{}}\n]*)?\}}"  # Joe, a theme of Typecho
    rf"|\{{\{{[<%][ \t]*(?P<shortcode>{NAME})\b[^\n]*?[>%]\}}\}}"  # Hugo
    rf"|\{{%-?[ \t]*(?P<tag>{NAME})\b[^\n]*?%\}}"  # Hexo, Jekyll
    rf"|<(?P<element>(?=[A-Z]|[a-z]+-|hide\b|hidden\b|private\b){NAME})(?:\s[^<>]*)?>"
    r"|<!--[ \t]*(?P<comment>\S[^\n]{0,200}?)[ \t]*-->"
    rf"|^:{{3,}}[ \t]*(?:\{{[^{{}}\n]*?\.)?(?P<container>{NAME})"  # Pandoc, Quarto, MyST
    rf"|<(?P<invisible>[a-z][a-z0-9]*){ATTRIBUTES}(?:\s+hidden(?=[\s=>])"
    r"|\s+style\s*=\s*[\"'][^\"'<>]*\bdisplay\s*:\s*none)[^<>]*>",
    re.MULTILINE,
)
# How they end; `%s` is the name. A container, which ends by a line of colons, needs none.
ENDS = {
    "bracket": r"\[/%s[\s\\]*\]",
    "brace": r"\{/%s\s*\}",
    "shortcode": r"\{\{[<%]\s*/\s*%s\b",
    "tag": r"\{%-?\s*end_?%s\b",
    "element": r"</%s\s*>",
    "comment": r"<!--\s*(?:/|end[-_ ]?)%s\b|<!--\s*%s[-_ ]+end\b",
    "invisible": r"</%s\s*>",
}
SHOWN = {
    "bracket": "[%s]",
    "brace": "{%s}",
    "shortcode": "{{< %s >}}",
    "tag": "{%% %s %%}",
    "element": "<%s>",
    "comment": "<!-- %s -->",
    "container": "::: %s",
    "invisible": "<%s hidden>",
}
# Words of names, by their beginning
PRIVATE = re.compile(
    r"hid(?:e|den)|privat|members?|restrict|log(?:ged)?in|signin|protect|passwor[dt]|passwd|pwd|ppw"
    r"|passster|encrypt|cipher|secret|vip|paid|pay(?:wall|read|content|view)|premium|subscri|unlock"
    r"|locked|\w*locker|reply(?!to)|mepr|rcp|pmpro|swpm|ihc|wlm|s2if|s2member|wpmem|wcm|memberful"
    r"|erphpdown|tepass|userson|useronly|eyesonly|adminonly|draft|gated|confidential|internal"
    r"|隐藏|隱藏|加密|私密|会员|會員|登录|登入|回复可见|评论可见|付费|付費|密码|密碼"
)
# Of folds that every visitor may open, of parts for those who have not signed in, and of forms
OPEN = frozenset(
    {
        *(
            "toggle",
            "block",
            "inline",
            "not",
            "out",
            "non",
            "nonmember",
            "guest",
            "visitor",
            "form",
        ),
        *(
            "button",
            "btn",
            "link",
            "icon",
            "badge",
            "input",
            "field",
            "page",
            "menu",
            "logo",
            "key",
        ),
    }
)
COMMENTS = re.compile(r"members-only|paywall|display: none")  # of Ghost, and of our own converter
BLOCK = re.compile(r"wp:(\S+)")
CONDITIONS = frozenset({"if", "unless", "case"})
# Text about templates, and code
VERBATIM = re.compile(
    r"\{%-?\s*(?P<tag>raw|verbatim|highlight|codeblock|code)\b.*?\{%-?\s*end(?P=tag)\s*-?%\}"
    r"|\{\{[<%]\s*(?P<code>highlight|code|raw)\b.*?\{\{[<%]\s*/\s*(?P=code)\s*[>%]\}\}",
    re.DOTALL,
)
WORD = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![a-z])")
LETTERS = re.compile(r"<[^<>]*>|[^\W_]")


def hidden_part(text: str) -> ImportMessage | None:
    """Return what hides a part of a Markdown text. None: nothing does."""
    if next(hiding_marks(text), None) is None:  # which is faster than to find the code first
        return None
    mark = next(hiding_marks(VERBATIM.sub("", without_code(text))), None)
    return ImportMessage("hidden-part", mark=mark) if mark else None


def hiding_marks(prose: str) -> Iterator[str]:
    """Yield the marks without their values, one of which may be a password."""
    open_names = set[tuple[str, str]]()
    for match in OPENERS.finditer(prose):
        kind = match.lastgroup or ""
        name = match[kind]
        if (kind, name) not in open_names and hides(kind, name):
            if has_end(kind, name, prose, match.end()):
                yield SHOWN[kind] % name
            else:
                open_names.add((kind, name))


def hides(kind: str, name: str) -> bool:
    if kind == "comment":
        return is_mark_of_system(name) or is_private_name(name.split()[0])
    return kind == "invisible" or (kind == "tag" and name in CONDITIONS) or is_private_name(name)


def is_mark_of_system(comment: str) -> bool:
    """Whether a comment alone hides what follows: of Ghost, or of a block of WordPress."""
    block = BLOCK.match(comment)
    return bool(COMMENTS.fullmatch(comment)) or bool(block and is_private_name(block[1]))


def is_private_name(name: str) -> bool:
    """Whether a name such as `members-only`, `loginRequired` or `会员` says that it hides."""
    words = [word.casefold() for word in WORD.findall(name)]
    return not OPEN.intersection(words) and any(map(PRIVATE.match, (name.casefold(), *words)))


def has_end(kind: str, name: str, prose: str, at: int) -> bool:
    """Whether there is something between this mark and its end. Some marks need no end."""
    if kind not in ENDS or (kind == "comment" and is_mark_of_system(name)):
        return True
    first = re.escape(name.split()[0])
    end = re.compile(ENDS[kind].replace("%s", first)).search(prose, at)
    if end is None or kind != "invisible":
        return end is not None
    return any(match[0][0] != "<" for match in LETTERS.finditer(prose, at, end.start()))
