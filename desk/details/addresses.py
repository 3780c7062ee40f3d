"""Who has an address: an article, or one whose former address it is."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import access
from articles.models import Article, User
from articles.models.base import Redirect

TAKEN = "taken"


def refuse_taken(slug: str, article: Article | None, user: User) -> None:
    """Raises ValidationError with the code TAKEN, and the article as `params["article"]`."""
    others = Article.objects.exclude(pk=article.pk) if article else Article.objects.all()
    if found := others.filter(slug=slug).first():
        raise taken(found, user, _("“%(title)s” has this address."))
    if found := others.filter(pk__in=redirected_to(slug)).first():
        raise taken(found, user, _("This was the address of “%(title)s”, and leads there."))


def redirected_to(slug: str) -> list[int | None]:
    former = Redirect.objects.filter(kind=Article.KIND, slug=slug)
    return list(former.values_list("target", flat=True))


def taken(found: Article, user: User, text: str) -> ValidationError:
    """Names the article to whom may know of it."""
    if access.may_name_article(user, found.pk):
        return ValidationError(text, TAKEN, {"title": found.title, "article": found})
    return ValidationError(_("An article of somebody else has this address."), TAKEN)
