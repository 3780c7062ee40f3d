"""A link to a draft that expires."""

from django.core import signing
from django.http import Http404
from django.urls import reverse

from articles.models import Article

HOURS = 48
SALT = "longwave.preview"


def link_to(article: Article) -> str:
    """An address that shows the article, whatever its status, for HOURS from now."""
    return reverse("preview", args=[signing.dumps(article.pk, salt=SALT)])


def article_id(token: str) -> int:
    """The article a link leads to; Http404 where it is forged or too old."""
    try:
        return int(signing.loads(token, salt=SALT, max_age=HOURS * 3600))
    except signing.BadSignature as error:
        raise Http404("this preview has expired") from error
