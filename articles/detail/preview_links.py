"""Signed links to drafts, which expire."""

from django.core import signing
from django.http import Http404
from django.urls import reverse

from articles.models import Article

HOURS = 48
SALT = "longwave.preview"


def link_to(article: Article) -> str:
    """Path that shows the article, whatever its status, for HOURS hours."""
    return reverse("preview", args=[token_of(article)])


def token_of(article: Article) -> str:
    return signing.dumps(article.pk, salt=SALT)


def article_id(token: str) -> int:
    """Id of the article from the token of a link. Raises Http404 if it is invalid or expired."""
    try:
        return int(signing.loads(token, salt=SALT, max_age=HOURS * 3600))
    except signing.BadSignature as error:
        raise Http404("this preview has expired") from error
