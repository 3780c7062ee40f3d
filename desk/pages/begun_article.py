"""The article that a form for a new one begins, once, however often the form is sent."""

from dataclasses import replace
from typing import Any, NamedTuple

from django.db import IntegrityError

from articles import access
from articles.models import Article
from desk.details.form import DetailsForm
from desk.details.new_articles import new_content
from desk.models import Revision
from desk.pages.sent_text import SentText
from desk.writing.saving import create_article


class BegunArticle(NamedTuple):
    """`sent` is based on the first revision of the article, unless it names a later one."""

    article: Article
    sent: SentText
    is_new: bool


def begin_article(sent: SentText) -> BegunArticle:
    """Create the article, or find it: the answer to a former request may have been lost."""
    if found := find_begun(sent):
        return found
    values = values_to_render(sent)
    try:
        article = create_article(sent.by, **values, **({"uid": str(sent.uid)} if sent.uid else {}))
    except IntegrityError:  # at the same time, or it is an article of somebody else
        found = find_begun(sent)
        return found or begun(create_article(sent.by, **values), sent, is_new=True)
    return begun(article, sent, is_new=True)


def find_begun(sent: SentText) -> BegunArticle | None:
    mine = access.visible_objects(sent.by, Article.objects.all())
    article = mine.filter(uid=sent.uid).first() if sent.uid else None
    return begun(article, sent, is_new=False) if article else None


def begun(article: Article, sent: SentText, *, is_new: bool) -> BegunArticle:
    first = Revision.objects.of(article).values_list("pk", flat=True).reverse()[0]
    return BegunArticle(article, replace(sent, base=sent.base or first), is_new)


def values_to_render(sent: SentText) -> dict[str, Any]:
    """What decides how the text is rendered, so that it need not be rendered twice."""
    values = {"title": sent.title, "body": sent.body}
    if sent.details is None:
        return values
    form = DetailsForm(sent.details, seen=new_content(sent.by), user=sent.by)
    form.full_clean()
    chosen = {name: form.cleaned_data.get(name) for name in ("category", "language", "dialect")}
    return values | {name: value for name, value in chosen.items() if value}
