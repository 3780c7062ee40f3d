"""Whether a file may be shown to readers, and since when, as its head says.

Programs say "not for everybody" in many ways, and a site that publishes by mistake cannot take it
back. So any key that says so counts, a value that is not understood counts as private, and the
report names the key.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from articles import tag_names
from transfer.reading import values
from transfer.report import Refusal

DRAFT, PUBLISHED, ARCHIVED = "draft", "published", "archived"

# Keys are compared in lower case, without the marks between their words.
MARKS = re.compile(r"[\s_.-]+")
# What pasting brings along unseen.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Groups that hold such keys too; elsewhere they mean something else, as in `cover: {hidden: true}`.
GROUPS = frozenset(
    {
        *("params", "extra", "meta", "metadata", "custom", "options", "config", "frontmatter"),
        *("page", "post", "article", "blog", "publishing", "hexo", "hugo", "jekyll", "ghost"),
        *("wordpress", "wp", "obsidian", "astro"),
        "<<",  # YAML puts what it holds in its place
    }
)
BUILDS = frozenset({"build"})  # of Hugo, with and without the underscore
SHOWN_BY_BUILD = {"render": {"always", "true"}, "list": {"always", "true"}}

# What any value but "no" makes private.
PRIVATE = re.compile(
    r"(?:is|post|page|article|dg|wp|blog|my)?"
    r"(?:draft|hidden|hide|private|unlisted|unpublished|nopublish|donotpublish|dontpublish|headless"
    r"|locked?|protect(?:ed)?|internal|restricted|confidential|classified|sensitive|paid|premium"
    r"|paywall(?:ed)?|wip|unfinished|vip|auth|authrequired|requireauth|onlyme|friendsonly|noshow|trash(?:ed)?"
    r"|deleted|disabled?|skip|ignored?|secrets?|personal|exclude[ds]?|nolist|requires?auth(?:entication)?"
    r"|草稿|隐藏|隱藏|私密|私人|私有|加密|保密|秘密|密码|密碼|口令|不公开|不公開|不发布|不發布"
    r"|仅自己可见|僅自己可見|会员|會員|付费|付費|已删除)"
    r"(?:post|page|article)?"
    r"|パスワード|contraseña|motdepasse"
    r"|.*(?:pass(?:wor[dt]|wd|phrase|code)|encrypt|private|secret|members?only|loginrequired|needlogin"
    r"|requirelogin|subscribers?).*"
    r"|hid(?:e|den)(?:in|from)(?:home|list|index|archive|feed|rss|nav|menu|site|all).*"
    r"|exclude(?:d)?(?:from)?collections?|eleventyexcludefromcollections|members?|pwd|pass|login"
)
PUBLISHES = frozenset({"published", "publish", "发布", "發布", "已发布"})
PASSWORD = re.compile(
    r".*pass(?:wor[dt]|wd|phrase|code).*|pwd|pass|密码|密碼|口令|パスワード|contraseña|motdepasse"
)
# What any value but "yes" or a date makes private.
PUBLIC = re.compile(
    r"(?:is|dg|post|page|article)?"
    r"(?:publish|published|public|publication|listed|visible|show|shown|enabled?|active|live|online"
    r"|shared?|released?|render|routable|ready|公开|公開|发布|發布|已发布|可见|可見|显示|顯示)"
)
# What any value but these makes private; a status that is public is meant to be, whatever the site
# has.
STATUS = re.compile(r"(?:post|page|article|publish|published|publication|wp)?status|状态|狀態")
ACCESS = re.compile(
    r"(?:post|page|article|content|wp|dg)?(?:visibility|access|accesslevel|privacy|permissions?)"
    r"|visibleto|sharedwith|viewers|readers|acl"
    r"|可见性|可見性|可见范围|权限|權限|访问|访问权限|阅读权限"
)
# What a file is, and what it is about: only these values say who may read it.
KIND = frozenset(
    {
        *("layout", "type", "posttype", "kind", "state", "stage", "audience", "for"),
        *("classification", "group", "groups", "role", "roles", "sensitivity"),
    }
)
ABOUT = frozenset({"tags", "tag", "category", "categories", "标签", "分类"})
NOT_FOR_ALL = frozenset(
    {
        *(
            "private",
            "draft",
            "drafts",
            "post_draft",
            "page_draft",
            "unlisted",
            "unpublished",
            "members-only",
            "trash",
        ),
        *(
            "私密",
            "私人",
            "草稿",
            "不公开",
            "不公開",
            "仅自己可见",
            "僅自己可見",
            "未发布",
            "未發布",
        ),
    }
)
NOT_FOR_READERS = NOT_FOR_ALL | {
    *(
        "members",
        "member",
        "paid",
        "premium",
        "subscribers",
        "internal",
        "team",
        "staff",
        "friends",
    ),
    *("me", "self", "hidden", "secret", "pending", "locked", "会员", "加密", "隐藏"),
}
YES = frozenset({"true", "yes", "on", "y", "t", "1", "是", "真", "对", "對", "开", "開", "✓", "√"})
NO = frozenset(
    {"false", "no", "off", "n", "f", "0", "否", "假", "不", "无", "無", "关", "關", "none", "never"}
)
EVERYBODY = frozenset(
    {
        *("public", "publish", "published", "open", "everyone", "everybody", "anyone", "anybody"),
        *("all", "world", "visible", "live", "released", "online", "free", "normal", "default"),
        *("公开", "公開", "所有人", "全部", "任何人", "已发布", "已發布", "发布", "發布", "可见"),
    }
)
AT_ITS_DATE = frozenset({"scheduled", "schedule", "future", "定时", "定时发布", "待发布"})
OLD = frozenset({"archived", "archive", "归档", "歸檔", "已归档"})
# Pelican and Typecho show it to whoever has the link, as an archived article is shown.
BY_LINK = frozenset({"hidden"})

OPENING = frozenset(
    {
        *("date", "publishedat", "publishdate", "pubdate", "published", "publish", "publishon"),
        *("publishat", "publishtime", "releasedate", "scheduled", "scheduledat", "scheduledfor"),
        *("golive", "embargo", "embargountil", "datepublished", "postdate", "发布日期", "发布时间"),
    }
)
CLOSING = frozenset(
    {
        *(
            "expirydate",
            "expires",
            "expire",
            "expiry",
            "expiration",
            "expirationdate",
            "expiredate",
        ),
        *("expiresat", "expireson", "unpublishdate", "unpublishat", "unpublishon", "validuntil"),
        *("过期时间", "过期日期", "下架时间"),
    }
)
# Words of a text: elsewhere `private` alone as a value is no word of a sentence.
TEXTS = frozenset(
    {
        *("title", "subtitle", "linktitle", "slug", "url", "permalink", "aliases", "alias", "path"),
        *(
            "description",
            "summary",
            "excerpt",
            "subject",
            "keywords",
            "series",
            "author",
            "authors",
        ),
        *("标题", "摘要", "描述", "作者", "系列"),
    }
)
# In a text of Obsidian: `publish:: false` on a line of its own, and lines of tags alone.
FIELD = re.compile(
    r"^[ \t]*(?:[-*+] )?\(?\[?([\w-][\w -]{0,28}\w)::[ \t]+([^\n\])]+)", re.MULTILINE
)
TAG_LINE = re.compile(r"^[ \t]*((?:#[\w/-]+[ \t]*)+)$", re.MULTILINE)
FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*\1|\Z)", re.MULTILINE | re.DOTALL)
LONGEST_SHOWN = 40
# Folders of what is not ready, or not for others.
PRIVATE_FOLDERS = frozenset(
    {
        *("_drafts", "drafts", "draft", "_draft", "secret", "_secret"),
        *("trash", "_trash", "回收站"),
    }
)
PRIVATE_WORD = re.compile(r"(?:^|[^a-z])private(?![a-z])|私密|私人|草稿", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Visibility:
    """`status` is None where the file does not say; `why` is for the person who imports.

    `opens` is the latest of the dates before which nobody is to see it, `closes` the earliest after
    which nobody is.
    """

    status: str | None = None
    why: str = ""
    opens: datetime | None = None
    closes: datetime | None = None

    @property
    def has_expired(self) -> bool:
        return self.closes is not None and self.closes <= timezone.now()

    @property
    def is_coming(self) -> bool:
        return self.opens is not None and self.opens > timezone.now()


SILENT = Visibility()


def of_head(head: Mapping[str, Any]) -> Visibility:
    """The strictest of what the keys say."""
    said = list(pairs(head))
    opens = max(filter(None, (opening(name, value) for name, _, value in said)), default=None)
    closes = min(filter(None, (closing(*each) for each in said)), default=None)
    found = [(level(name, value), quoted(name, key, value)) for name, key, value in said]
    verdicts = [(status, why) for status, why in found if status]
    for strict in (DRAFT, ARCHIVED):
        if reasons := [why for status, why in verdicts if status == strict]:
            return Visibility(strict, ", ".join(reasons), opens, closes)
    if closes and closes <= timezone.now():
        return Visibility(ARCHIVED, f"it expired on {day(closes)}", opens, closes)
    if not opens and any(STATUS.fullmatch(k) and words(v) & AT_ITS_DATE for k, _, v in said):
        return Visibility(DRAFT, "it is scheduled, but has no date")
    return Visibility(verdicts[0][0] if verdicts else None, "", opens, closes)


def pairs(head: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Keys, as they are compared and as they are written, with values, those of groups too.

    `build` of Hugo says how in two keys of its own.
    """
    for key, value in head.items():
        name = plain(key)
        group, _, inner = str(key).partition(".")
        if inner and plain(group) in GROUPS:
            yield from pairs({inner: value})
        elif name in GROUPS and isinstance(value, list):
            yield from (pair for each in value if isinstance(each, dict) for pair in pairs(each))
        elif not isinstance(value, dict):
            yield name, str(key), value
        elif name in BUILDS:
            for inner, each in value.items():
                yield f"build{plain(inner)}", f"{key}.{inner}", each
        elif name in GROUPS:
            yield from pairs(value)
        elif PRIVATE.fullmatch(name):
            yield name, str(key), sorted(map(str, value)) or None


def plain(key: Any) -> str:
    return MARKS.sub("", usual(key).strip().casefold())


def usual(text: Any) -> str:
    """ｄｒａｆｔ is draft, whichever of its letters an input method chose."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", str(text)))


def level(name: str, value: Any) -> str | None:
    """What one key says about who may read the file."""
    if value in values.NOTHING or value == []:
        return None
    spelled = words(value)
    if name.startswith("build"):
        shown = SHOWN_BY_BUILD.get(name.removeprefix("build"))
        return DRAFT if shown and not spelled & shown else None
    if name in KIND or name in ABOUT:
        if name in KIND:
            return DRAFT if spelled & NOT_FOR_READERS else None
        # Obsidian's tags have tags below them: status/draft
        return (
            DRAFT if NOT_FOR_ALL & {part for word in spelled for part in word.split("/")} else None
        )
    if name in ("permalink", "output"):  # Eleventy and Jekyll write no page for it
        return DRAFT if spelled & {"false"} else None
    if name in ("archived", "archive", "归档"):
        return ARCHIVED if spelled & YES else None
    if name == "hide" and isinstance(value, list):  # parts of the page, in MkDocs
        return None
    if STATUS.fullmatch(name):
        return of_status(spelled)
    if ACCESS.fullmatch(name):
        return None if spelled <= EVERYBODY | YES else DRAFT
    if PUBLIC.fullmatch(name):
        return of_promise(name, value, spelled)
    if PRIVATE.fullmatch(name):
        return of_secret(name, spelled)
    return DRAFT if name not in TEXTS and spelled and spelled <= NOT_FOR_ALL else None


def of_status(spelled: set[str]) -> str:
    if spelled <= EVERYBODY | AT_ITS_DATE | YES:
        return PUBLISHED
    return ARCHIVED if spelled <= OLD | BY_LINK else DRAFT


def of_promise(name: str, value: Any, spelled: set[str]) -> str | None:
    """That a page is to be built, or is in a list, does not say that it is published."""
    if spelled <= EVERYBODY | YES:
        return PUBLISHED if name in PUBLISHES else None
    return None if when(value) else DRAFT


def of_secret(name: str, spelled: set[str]) -> str | None:
    """Any word may be a password, but that a draft is none says that it is public."""
    no = NO - {"0"} if PASSWORD.fullmatch(name) else NO
    if not spelled <= no:
        return DRAFT
    return PUBLISHED if name in ("draft", "isdraft", "草稿") else None


def of_text(text: str) -> str:
    """Why what stands in the text of Obsidian keeps it from readers; "" if nothing does."""
    prose = FENCED.sub("", text)
    fields = [(plain(key), key.strip(), value.strip()) for key, value in FIELD.findall(prose)]
    tags = [tag for line in TAG_LINE.findall(prose) for tag in line.split()]
    said = [(name, f"{key}:: {value}", value) for name, key, value in fields]
    said += [("tags", tag, tag) for tag in tags]
    return next((f"“{what}” in its text" for name, what, value in said if is_kept(name, value)), "")


def is_kept(name: str, value: str) -> bool:
    return name not in TEXTS and level(name, value) == DRAFT


def opening(name: str, value: Any) -> datetime | None:
    return when(value) if name in OPENING else None


def closing(name: str, key: str, value: Any) -> datetime | None:
    """Refused where it is no date: nobody would know whether it has passed."""
    if name not in CLOSING or value in values.NOTHING or words(value) <= NO:
        return None
    if moment := when(value):
        return moment
    if re.match(r"\D*(?:0001|9999)-", str(value)):  # never, as some programs write it
        return None
    raise Refusal(f"“{key}” in its front matter must be a date, not {values.shown(value)}")


def when(value: Any) -> datetime | None:
    try:
        return None if isinstance(value, list | dict) else values.moment(value)
    except Refusal:
        return None


def words(value: Any) -> set[str]:
    """The value, or each of several, in lower case and without quotes."""
    if isinstance(value, list):
        return set().union(*map(words, value))
    items = tag_names.SEPARATOR.split(usual(value))
    return {item.strip().strip("\"'“”‘’#").casefold() for item in items} - {""}


def quoted(name: str, key: str, value: Any) -> str:
    """The key as it is written and its value, unless that is a password."""
    if PASSWORD.fullmatch(name) or isinstance(value, dict):
        return f"“{key}” in its front matter"
    said = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    short = said if len(said) <= LONGEST_SHOWN else said[:LONGEST_SHOWN] + "…"
    return f"“{key}: {short}” in its front matter"


def day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "Y-m-d H:i")


def private_folder(folders: tuple[str, ...]) -> str | None:
    """The folder that keeps what is in it from readers, if there is one."""
    return next((folder for folder in folders if is_private(folder)), None)


def is_private(folder: str) -> bool:
    return folder.casefold() in PRIVATE_FOLDERS or PRIVATE_WORD.search(folder) is not None
