"""Create users, topics and articles for tests."""

from datetime import timedelta
from importlib import import_module
from itertools import count
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.models import Article, Category, User
from desk.models import PreviewLink

numbers = count(1)


def make_user(
    username: str = "xiaoyun", *, group: str = "authors", password: str = "", **values: Any
) -> User:
    """Get or create a staff user in a group, who can sign in if there is a password."""
    names = {"xiaoyun": "Wang Xiaoyun", "ada": "Ada Lovelace"}
    defaults = {"display_name": names.get(username, username), "is_staff": True, **values}
    user, _created = User.objects.get_or_create(username=username, defaults=defaults)
    if password:
        user.set_password(password)
        user.save()
    user.groups.add(group_named(group))
    return user


def group_named(name: str) -> Group:
    try:
        return Group.objects.get(name=name)
    except Group.DoesNotExist:
        restore_groups()
        return Group.objects.get(name=name)


def restore_groups() -> None:
    """Create the groups of the migrations. The flush after a test with committed data removes them.

    A worker may get such a test before others, because it takes tests from busy workers.
    """
    import_module("articles.migrations.0002_groups").create_groups(apps, None)
    import_module("articles.migrations.0004_series_and_translations").let_groups(apps, None)
    import_module("articles.migrations.0014_permission_to_publish").let_who_could(apps, None)


def make_topic(name: str = "NLP", **values: Any) -> Category:
    return Category.objects.filter(name=name).first() or Category.objects.create(
        name=name, **values
    )


def make_article(**values: Any) -> Article:
    """Create an article; by default a published one by Wang Xiaoyun."""
    number = next(numbers)
    defaults = {
        "title": f"Article {number}",
        "body": f"正文 {number}。",
        "status": "published",
        "published_at": timezone.now() - timedelta(minutes=1),
    }
    article = Article(**{**defaults, **values})
    if article.author_id is None:
        article.author = make_user()
    article.save()
    return article


def make_preview_link(article: Article, **values: Any) -> str:
    """The path of a new preview link, which works for ever."""
    link: PreviewLink = PreviewLink.objects.make(article, "never", **values)
    return link.get_absolute_url()
