"""Links articles that are translations of one another."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError

from articles.models import Article, Page


@dataclass(frozen=True, slots=True)
class TranslationGroups:
    """Articles by the key that the translations of one text share."""

    groups: dict[str, list[int]] = field(default_factory=dict)

    def add(self, key: str | None, thing: Article | Page) -> None:
        if key and isinstance(thing, Article) and thing.pk:
            self.groups.setdefault(key, []).append(thing.pk)

    def link(self) -> None:
        """Make the others translations of the original: that in the language of the site, or first.

        An article that has an original or translations already stays as it is.
        """
        for keys in self.groups.values():
            if len(keys) < 2:
                continue
            articles = sorted(Article.objects.filter(pk__in=keys), key=is_foreign)
            for article in articles[1:]:
                link_translation(article, articles[0].translation_of or articles[0])


def is_foreign(article: Article) -> tuple[bool, int]:
    return article.language.lower() != settings.LANGUAGE_CODE.lower(), article.pk


def link_translation(article: Article, original: Article) -> None:
    if article.translation_of_id or article.problem_of_translation(original):
        return
    article.translation_of = original
    try:
        article.full_clean()
    except ValidationError:
        return
    article.save(touch=False, update_links=False)
