"""What needs all articles of an import: originals of translations, and former slugs."""

from dataclasses import dataclass, field
from uuid import UUID

from articles.models import Article, Page, Redirect
from transfer.links.translations import link_translation
from transfer.reading.own_front_matter import OwnValues


@dataclass(frozen=True, slots=True)
class RestoredLinks:
    """`originals` are the ids of the originals of articles, by their primary keys."""

    originals: dict[int, UUID] = field(default_factory=dict)
    former_slugs: list[tuple[str, str, int]] = field(default_factory=list)

    def add(self, thing: Article | Page, own: OwnValues) -> None:
        if own.translation_of and isinstance(thing, Article):
            self.originals[thing.pk] = own.translation_of
        self.former_slugs.extend((str(thing.KIND), slug, thing.pk) for slug in own.former_slugs)

    def store(self) -> None:
        """Link translations, and redirect former slugs that nothing here has."""
        for key, uid in self.originals.items():
            article = Article.objects.filter(pk=key).select_related("translation_of").first()
            original = Article.objects.filter(uid=uid).first()
            if article and original and article.translation_of != original:
                article.translation_of = None
                link_translation(article, original)
        for kind, slug, target in self.former_slugs:
            Redirect.objects.get_or_create(kind=kind, slug=slug, defaults={"target": target})
