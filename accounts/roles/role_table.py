"""The table of roles. Each is a group of Django with these permissions."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ALL = ("add", "change", "delete", "view")


@dataclass(frozen=True, slots=True)
class Role:
    """`group` is the name of its group when it is made. An owner may rename it."""

    key: str
    group: str
    label: str | Promise
    permissions: frozenset[str]


def permissions_on(model: str, *verbs: str) -> frozenset[str]:
    """`permissions_on("articles.tag", "add")` is {"articles.add_tag"}."""
    app, name = model.split(".")
    return frozenset(f"{app}.{verb}_{name}" for verb in verbs)


READER = frozenset().union(
    *(permissions_on(f"articles.{name}", "view") for name in ("article", "tag", "category"))
) | {"articles.view_series"}
CONTRIBUTOR = READER | permissions_on("articles.article", "add", "change")
WITHOUT_PUBLISHING = (
    CONTRIBUTOR
    | permissions_on("articles.article", "delete")
    | permissions_on("articles.tag", "add")
    | permissions_on("media.mediafile", "add")
)
AUTHOR = WITHOUT_PUBLISHING | {"articles.publish_articles"}
EDITOR = AUTHOR.union(
    *(
        permissions_on(f"articles.{name}", *ALL)
        for name in ("tag", "category", "series", "page", "pathredirect")
    ),
    permissions_on("articles.missedpath", "change", "delete", "view"),
    {"articles.edit_all_articles"},
)
REVIEWER = READER | {"articles.read_all_drafts"}

# Administrators are no group: they are the superusers of Django, who may do everything.
ROLES = (
    Role("editor", "editors", _("editor"), EDITOR),
    Role("author", "authors", _("author"), AUTHOR),
    Role(
        "author-without-publishing",
        "authors without publishing",
        _("author without publishing"),
        WITHOUT_PUBLISHING,
    ),
    Role("contributor", "contributors", _("contributor"), CONTRIBUTOR),
    Role("reviewer", "reviewers", _("reviewer"), REVIEWER),
)
