"""Structured data for search engines: schema.org as JSON-LD. Makes no queries."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from articles.languages import html_lang
from articles.metadata.share_image import share_image_of
from articles.models import Article, SiteSettings, User

Data = dict[str, Any]
Absolute = Callable[[str], str]


def blog_data(settings: SiteSettings, absolute: Absolute) -> Data:
    return {
        "@context": "https://schema.org",
        "@type": "Blog",
        "@id": absolute("/"),
        "url": absolute("/"),
        "name": settings.title,
        "description": settings.lede,
        "inLanguage": html_lang(settings.language),
        "image": absolute(share_image_of(None, settings).address),
    }


def article_data(
    article: Article,
    settings: SiteSettings,
    translations: Iterable[Article],
    absolute: Absolute,
    author_address: str,
) -> Data:
    posting = {
        **posting_data(article, settings, absolute),
        **author_and_publisher(article, settings, absolute, author_address),
        **series_and_translations(article, translations, absolute),
    }
    return {
        "@context": "https://schema.org",
        "@graph": [posting, breadcrumbs(article, settings, absolute)],
    }


def posting_data(article: Article, settings: SiteSettings, absolute: Absolute) -> Data:
    address = absolute(article.get_absolute_url())
    picture = share_image_of(article, settings)
    return {
        "@type": "BlogPosting",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": article.title,
        "description": article.lede,
        "inLanguage": html_lang(article.language),
        "datePublished": article.published_at and article.published_at.isoformat(),
        "dateModified": article.changed_at.isoformat(),
        "keywords": [tag.name for tag in article.tags.all()],
        "articleSection": article.category and article.category.name,
        "image": {
            "@type": "ImageObject",
            "url": absolute(picture.address),
            "width": picture.width,
            "height": picture.height,
        },
    }


def author_and_publisher(
    article: Article, settings: SiteSettings, absolute: Absolute, author_address: str
) -> Data:
    """The site stands for an author whose name readers do not know."""
    logo = {"@type": "ImageObject", "url": absolute(reverse("icon", args=[512]))}
    site = {"@type": "Organization", "name": settings.title, "url": absolute("/")}
    author = article.author
    named = {"@type": "Person", "name": author.byline}
    person = person_data(author, absolute) if author_address else named
    return {"author": person if author.byline else site, "publisher": {**site, "logo": logo}}


def person_data(author: User, absolute: Absolute) -> Data:
    """An author who has a page."""
    return {
        "@type": "Person",
        "name": author.byline,
        "url": absolute(author.get_absolute_url()),
        "sameAs": [link.address for link in author.profile_links if link.is_page],
    }


def series_and_translations(
    article: Article, translations: Iterable[Article], absolute: Absolute
) -> Data:
    """Series, original and translations."""
    original = next((t for t in translations if t.pk == article.translation_of_id), None)
    others = [t for t in translations if t is not original]
    return {
        "isPartOf": article.series
        and {
            "@type": "CreativeWorkSeries",
            "name": article.series.name,
            "url": absolute(article.series.get_absolute_url()),
        },
        "position": article.series and article.part,
        "translationOfWork": original and translation_data(original, absolute),
        "workTranslation": [
            translation_data(t, absolute) for t in others if not article.translation_of_id
        ],
    }


def translation_data(article: Article, absolute: Absolute) -> Data:
    return {
        "@type": "BlogPosting",
        "@id": absolute(article.get_absolute_url()),
        "headline": article.title,
        "inLanguage": html_lang(article.language),
    }


def breadcrumbs(article: Article, settings: SiteSettings, absolute: Absolute) -> Data:
    """Breadcrumbs: home page, topic, article."""
    steps = [(reverse("home"), settings.title), (article.get_absolute_url(), article.title)]
    if article.category:
        steps.insert(1, (article.category.get_absolute_url(), article.category.name))
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": absolute(address)}
        for n, (address, name) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def json_without_empty(data: Any) -> Any:
    """The data without empty values."""
    if isinstance(data, dict):
        return {name: json_without_empty(value) for name, value in data.items() if value}
    return [json_without_empty(value) for value in data] if isinstance(data, list) else data
