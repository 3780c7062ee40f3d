"""What must stay of a site through an upgrade, as JSON. Runs in a process with its data.

With the file of the facts before the upgrade, its addresses are asked.
"""

import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django

# Rows that follow from others, or from the code.
DERIVED = {
    *(
        "contenttypes.ContentType",
        "auth.Permission",
        "auth.Group",
        "sessions.Session",
        "articles.SearchEntry",
    ),
    *("articles.SearchWord", "articles.Term", "articles.ArticleLink", "accounts.RoleGroup"),
    *("media.Variant", "media.FileUse", "admin.LogEntry", "django_tasks_database.DBTaskResult"),
}
FIELDS = ("title", "slug", "body", "summary", "status", "language", "part", "dialect")
QUERIES = ("注意力", "gradient", "两个词")
NOT_ASKED = r"card\.png$|icon[^/]*$|404\.html"  # pictures take time to draw


def facts(asked: Iterable[str]) -> dict[str, Any]:
    from django.apps import apps

    from articles.models import Article, Page

    articles = Article._base_manager.order_by("slug")
    return {
        "articles": [article_facts(each) for each in articles],
        "pages": list(Page._base_manager.order_by("slug").values("title", "slug", "body")),
        "people": people_facts(),
        "drafts": draft_facts(),
        "rows": {
            model._meta.label: model._base_manager.count()
            for model in apps.get_models()
            if model._meta.label not in DERIVED and model._base_manager.exists()
        },
        "addresses": {path: answer(path) for path in sorted(asked)},
        "found": {query: hits(query) for query in QUERIES},
    }


def article_facts(article: Any) -> dict[str, Any]:
    values = {name: getattr(article, name) for name in FIELDS}
    return {
        **values,
        "author": article.author and article.author.username,
        "topic": article.category and article.category.name,
        "series": article.series and article.series.name,
        "tags": sorted(tag.name for tag in article.tags.all()),
        "published": article.published_at and article.published_at.isoformat(),
        "created": article.created_at.isoformat(),
    }


def people_facts() -> list[dict[str, Any]]:
    from articles.models import User

    return [
        {
            "name": user.username,
            "groups": sorted(user.groups.values_list("name", flat=True)),
            "signs in": user.check_password("secret horse"),
            "shown": user.display_name,
            "bio": user.bio,
        }
        for user in User.objects.order_by("username")
    ]


def draft_facts() -> dict[str, list[str]]:
    """The texts of the history of each article, the newest first."""
    from articles.models import Article
    from desk.models import Revision

    return {
        article.slug: [each.text.text for each in Revision.objects.of(article).with_texts()]
        for article in Article._base_manager.order_by("slug")
    }


def addresses() -> set[str]:
    """Public ones, former ones, files, previews."""
    from articles.models import PathRedirect, Redirect
    from desk.models import PreviewLink
    from media.models import MediaFile
    from static_site import public_addresses as public

    found = {each.path for each in public.public_pages("zh-hans", "")}
    for kind in (public.public_files, public.public_feeds, public.public_sitemaps):
        found |= {each.path for each in kind()}
    found |= {f"/articles/{slug}/" for slug in Redirect.objects.values_list("slug", flat=True)}
    found |= {str(path) for path in PathRedirect.objects.values_list("path", flat=True)}
    found |= {each.get_absolute_url() for each in PreviewLink.objects.all()}
    for file in MediaFile.objects.select_related("content"):
        found |= {file.get_absolute_url(), file.content.url}
    found |= {"/articles/hidden/", "/articles/trashed/"}
    return {path for path in found if not re.search(NOT_ASKED, path)}


def answer(path: str) -> list[Any]:
    """Status, and where it leads."""
    from django.test import Client

    response = Client(SERVER_NAME="localhost", headers={"accept-language": "zh-CN"}).get(path)
    return [response.status_code, response.headers.get("Location", "")]


def hits(query: str) -> list[str]:
    from django.test import Client

    page = Client(SERVER_NAME="localhost").get("/search/results/", {"q": query}).content.decode()
    return sorted(set(re.findall(r'href="(/articles/[^"#?]+/)', page)))


if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    before = [json.loads(Path(name).read_text())["addresses"] for name in sys.argv[1:]]
    json.dump(facts(before[0] if before else addresses()), sys.stdout, ensure_ascii=False, indent=1)
