"""Share image of a page (og:image): the cover, the card of the article, or the card of the site."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from articles.cache import reads
from articles.detail.cover_pictures import cover_picture
from articles.graphics.cards import SIZE, Card, card_store
from articles.lists.year_chart import year_chart
from articles.models import Article, SiteSettings


class ShareImage(NamedTuple):
    """`address` is a path on this site; width and height are 0 if they are not known."""

    address: str
    width: int
    height: int
    alt: str


def share_image_of(article: Article | None, site: SiteSettings) -> ShareImage:
    """The cover if there is one, else a card.

    Whether fonts for the title exist is checked when the card is requested: pages load no fonts.
    """
    cover = cover_picture(article) if article else None
    if article and cover and cover.file.kind != "drawing":  # other sites show no SVG
        plain = cover.plain
        alt = cover.file.alt or article.title
        return ShareImage(plain.address, plain.width, plain.height, alt)
    if article and article.is_public():
        return card_image(reverse("article_card", args=[article.slug]), card_of(article, site))
    # Its address names no version: the chart changes with every article, and needs a query.
    return ShareImage(reverse("site_card"), *SIZE, site.title)


def card_image(address: str, card: Card) -> ShareImage:
    """The URL contains the name of the card, so that clients can cache it for a year."""
    return ShareImage(f"{address}?v={card_store.card_name(card)}", *SIZE, card.title)


def card_of(article: Article, site: SiteSettings) -> Card:
    day = timezone.localtime(article.published_at).date().isoformat()
    topic = (article.category.name,) if article.category else ()
    author = (article.author.byline,) if article.author.byline else ()
    labels = (*topic, *author, day)
    return Card(article.title, article.language, site.title, labels, tuple(article.strip))


def card_of_site(site: SiteSettings) -> Card:
    """The hero line, the title and the tagline, with the chart of the last twelve months."""
    chart = year_chart(reads.today())
    paths = tuple((name, path) for name, path in chart.paths if path)
    labels = (site.tagline,) if site.tagline else ()
    return Card(site.title, site.language, site.hero, labels, (), paths, 12 * chart.width)
