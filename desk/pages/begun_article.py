"""The article that a form for a new one begins, once, however often the form is sent."""

from dataclasses import replace
from typing import NamedTuple

from django.db import IntegrityError

from articles import access
from articles.models import Article, User
from desk.models import Revision
from desk.pages.sent_text import SentText
from desk.writing.saving import create_article


class BegunArticle(NamedTuple):
    """`sent` is based on the first revision if the article was begun before."""

    article: Article
    sent: SentText
    is_new: bool


def begin_article(user: User, sent: SentText) -> BegunArticle:
    """Create the article, or find it: the answer to a former request may have been lost."""
    if found := find_begun(user, sent):
        return found
    values = {"title": sent.title, "body": sent.body}
    try:
        article = create_article(user, **values, **({"uid": str(sent.uid)} if sent.uid else {}))
    except IntegrityError:  # at the same time, or it is an article of somebody else
        return find_begun(user, sent) or BegunArticle(create_article(user, **values), sent, True)
    return BegunArticle(article, sent, True)


def find_begun(user: User, sent: SentText) -> BegunArticle | None:
    mine = access.visible_objects(user, Article.objects.all())
    article = mine.filter(uid=sent.uid).first() if sent.uid else None
    if article is None:
        return None
    first = Revision.objects.of(article).values_list("pk", flat=True).reverse()[0]
    return BegunArticle(article, replace(sent, base=sent.base or first), False)
