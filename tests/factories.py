"""Create users, topics and articles for tests."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from typing import Any

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
    shown = {"display_name": names.get(username, username), "slug": username}
    defaults = {**shown, "is_staff": True, **values}
    user, _created = User.objects.get_or_create(username=username, defaults=defaults)
    if password:
        user.set_password(password)
        user.save()
    user.groups.add(Group.objects.get(name=group))
    return user


def make_topic(name: str = "NLP", **values: Any) -> Category:
    return Category.objects.filter(name=name).first() or Category.objects.create(
        name=name, **values
    )


def make_article(*, tags: Iterable[str] = (), **values: Any) -> Article:
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
        article.author = User.objects.filter(username="xiaoyun").first() or make_user()
    article.save()
    if tags:
        article.tags.set(tags)
    return article


def make_preview_link(article: Article, **values: Any) -> str:
    """The path of a new preview link, which works for ever."""
    link: PreviewLink = PreviewLink.objects.make(article, "never", **values)
    return link.get_absolute_url()
