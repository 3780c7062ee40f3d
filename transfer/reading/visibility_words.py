"""Keys and values of front matter that say who may read a file, in several languages."""

import re

DRAFT, PUBLISHED, ARCHIVED = "draft", "published", "archived"

# Keys are compared in lower case, without the separators of their words.
SEPARATORS = re.compile(r"[\s_.-]+")
# Invisible characters, which come with pasted text
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Mappings whose keys count like top-level ones. Elsewhere they mean something else, as in
# `cover: {hidden: true}`.
GROUPS = frozenset(
    {
        *("params", "extra", "meta", "metadata", "custom", "options", "config", "frontmatter"),
        *(
            "page",
            "post",
            "article",
            "blog",
            "settings",
            "publishing",
            "hexo",
            "hugo",
            "jekyll",
            "ghost",
        ),
        *("wordpress", "wp", "obsidian", "astro"),
        "<<",  # the merge key of YAML
    }
)
BUILDS = frozenset({"build"})  # of Hugo, with and without the underscore
SHOWN_BY_BUILD = {"render": {"always", "true"}, "list": {"always", "true"}}

# Keys that make a file private with any value but "no"
PRIVATE = re.compile(
    r"(?:is|post|page|article|dg|wp|blog|my)?"
    r"(?:draft|hidden|hide|private|unlisted|unpublished|nopublish|donotpublish|dontpublish|headless"
    r"|locked?|protect(?:ed)?|internal|restricted|confidential|classified|sensitive|paid|premium"
    r"|paywall(?:ed)?|wip|unfinished|vip|auth|authrequired|requireauth|onlyme|friendsonly|noshow|trash(?:ed)?"
    r"|deleted|disabled?|skip|ignored?|secrets?|personal|exclude[ds]?|nolist|requires?auth(?:entication)?"
    r"|草稿|隐藏|隱藏|私密|私人|私有|加密|保密|秘密|密码|密碼|口令|不公开|不公開|不发布|不發布"
    r"|仅自己可见|僅自己可見|会员|會員|付费|付費|已删除|已刪除|是否(?:草稿|隐藏|私密|私有|加密)"
    r"|removed|deleted(?:at|on)|embargoed|下書き|非公開|限定公開|비공개|초안|비밀글"
    r"|brouillon|privée?|entwurf|privat|borrador|privado|rascunho|oculto|bozza|черновик|скрыто|приватно)"
    r"(?:post|page|article)?"
    r"|パスワード|contraseña|motdepasse|passwort|senha|пароль|비밀번호|.*(?:密码|密碼|口令)"
    r"|.*(?:pass(?:wor[dt]|wd|phrase|code)|encrypt|private|secret|members?only|loginrequired|needlogin"
    r"|requirelogin|subscribers?).*"
    r"|hid(?:e|den)(?:in|from)(?:home|list|index|archive|feed|rss|nav|menu|site|all).*"
    r"|exclude(?:d)?(?:from)?collections?|eleventyexcludefromcollections|members?|pwd|pass|login"
)
PUBLISHES = frozenset({"published", "publish", "发布", "發布", "已发布"})
PASSWORD = re.compile(
    r".*pass(?:wor[dt]|wd|phrase|code).*|pwd|pass|.*(?:密码|密碼|口令)|パスワード|contraseña|motdepasse"
    r"|passwort|senha|пароль|비밀번호"
)
# Keys that make a file private with any value but "yes" or a date
PUBLIC = re.compile(
    r"(?:is|dg|post|page|article)?"
    r"(?:publish|published|public|publication|listed|visible|show|shown|enabled?|active|live|online"
    r"|shared?|released?|render|routable|ready|displayed|公开|公開|发布|發布|已发布|可见|可見|显示|顯示)"
    r"|是否(?:公开|公開|发布|發布|可见|显示)|公開する|공개|발행|publiée?|veröffentlicht|öffentlich"
    r"|publicado|público|pubblicato|опубликовано"
)
# Keys with a status, and with who has access. Unknown values make the file private.
STATUS = re.compile(r"(?:post|page|article|publish|published|publication|wp)?status|状态|狀態")
ACCESS = re.compile(
    r"(?:post|page|article|content|wp|dg)?(?:visibility|access|accesslevel|privacy|permissions?)"
    r"|visibleto|sharedwith|viewers|readers|acl"
    r"|可见性|可見性|可见范围|权限|權限|访问|访问权限|阅读权限"
)
# Keys of what a file is, and of what it is about. Only the values below make it private.
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
YES = frozenset(
    {
        *("true", "yes", "on", "y", "t", "1", "是", "真", "对", "對", "开", "開", "✓", "√"),
        *("oui", "ja", "sí", "si", "sim", "да", "はい", "예"),
    }
)
NO = frozenset(
    {
        *(
            "false",
            "no",
            "off",
            "n",
            "f",
            "0",
            "否",
            "假",
            "不",
            "无",
            "無",
            "关",
            "關",
            "none",
            "never",
        ),
        *("non", "nein", "não", "нет", "いいえ", "아니오"),
    }
)
EVERYBODY = frozenset(
    {
        *("public", "publish", "published", "open", "everyone", "everybody", "anyone", "anybody"),
        *("all", "world", "visible", "live", "released", "online", "free", "normal", "default"),
        *("公开", "公開", "所有人", "全部", "任何人", "已发布", "已發布", "发布", "發布", "可见"),
    }
)
# Material for MkDocs shows these beside the title
STATES_OF_PAGES = frozenset({"new", "deprecated"})
AT_ITS_DATE = frozenset({"scheduled", "schedule", "future", "定时", "定时发布", "待发布"})
OLD = frozenset({"archived", "archive", "归档", "歸檔", "已归档"})
# Pelican and Typecho: readable with the link, as archived articles are
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
# Keys with text. In other keys the value `private` alone makes the file private.
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
# Obsidian: inline fields such as `publish:: false`, and lines of tags
FIELD = re.compile(
    r"^[ \t]*(?:[-*+] )?\(?\[?([\w-][\w -]{0,28}\w)::[ \t]+([^\n\])]+)", re.MULTILINE
)
TAG_LINE = re.compile(r"^[ \t]*((?:#[\w/-]+[ \t]*)+)$", re.MULTILINE)
FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*\1|\Z)", re.MULTILINE | re.DOTALL)
# Folders of private files
PRIVATE_FOLDERS = frozenset(
    {
        *("_drafts", "drafts", "draft", "_draft", "secret", "_secret"),
        *("trash", "_trash", "回收站"),
    }
)
PRIVATE_WORD = re.compile(r"(?:^|[^a-z])private(?![a-z])|私密|私人|草稿", re.IGNORECASE)
