"""Who has an address: an article, or one whose former address it is."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import access, taken_slugs
from articles.models import Article, User

TAKEN = "taken"


def refuse_taken(slug: str, article: Article | None, user: User) -> None:
    """Raises ValidationError with the code TAKEN, and the article as `params["article"]`."""
    thing = article or Article()
    if found := taken_slugs.slug_holder(thing, slug):
        raise taken(found, user, _("“%(title)s” has this address."))
    if found := taken_slugs.former_slug_holder(thing, slug):
        raise taken(found, user, _("This was the address of “%(title)s”, and leads there."))


def taken(found: Article, user: User, text: str) -> ValidationError:
    """Names the article to whom may know of it."""
    if access.may_name_article(user, found.pk):
        return ValidationError(text, TAKEN, {"title": found.title, "article": found})
    return ValidationError(_("An article of somebody else has this address."), TAKEN)
