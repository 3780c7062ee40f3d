"""The redirects of this site as a file, those of former slugs included."""

from collections.abc import Iterator

from django.utils.encoding import iri_to_uri

from articles.models import PathRedirect, Redirect
from articles.models.base import permalink
from articles.models.path_checks import ADDRESS
from articles.models.path_owners import MODELS, things_of
from articles.redirect_files.redirect_forms import CSV, WRITERS


def exported_redirects(form: str) -> str:
    """The text of a file of this form. Redirects to what was deleted are left out."""
    pairs = sorted(set(redirected_pairs()))
    if form != CSV:  # servers compare what browsers send; people read CSV
        pairs = [(iri_to_uri(old), iri_to_uri(new)) for old, new in pairs]
    return WRITERS[form](pairs)


def redirected_pairs() -> Iterator[tuple[str, str]]:
    """(old address, new address) of each redirect."""
    for kind in MODELS:
        slugs = dict(things_of(kind).values_list("pk", MODELS[kind].slug))
        former = Redirect.objects.filter(kind=kind).values_list("slug", "target")
        moved = [(permalink(kind, slug), target) for slug, target in former]
        paths = PathRedirect.objects.filter(kind=kind).values_list("path", "target")
        for old, target in [*moved, *paths]:
            if target in slugs:
                yield old, permalink(kind, slugs[target])
    yield from PathRedirect.objects.filter(kind=ADDRESS).values_list("path", "address")
