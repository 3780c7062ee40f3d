"""No public URL shows anything of articles that are not public.

The URLs come from the URL configuration, so that new views are tested too.
"""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.urls import URLPattern, reverse
from django.utils import timezone

from articles.models import Article, Page, Series
from articles.urls import urlpatterns
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SECRET = "SecretTransmission"


@pytest.fixture
def secrets(author):
    """One article of each hidden kind, next to a public one with the same topic and tag."""
    common = {
        "category": make_topic("NLP"),
        "author": author,
        "body": f"## {SECRET}\n\n{SECRET}",
        "series": Series.objects.create(name="Series"),
    }
    hidden = [
        make_article(title=f"{SECRET} draft", slug="draft", status="draft", **common),
        make_article(
            title=f"{SECRET} scheduled",
            slug="scheduled",
            published_at=timezone.now() + timedelta(days=1),
            **common,
        ),
        make_article(title=f"{SECRET} archived", slug="archived", status="archived", **common),
        make_article(title=f"{SECRET} deleted", slug="deleted", **common),
    ]
    public = make_article(title="public", slug="public", **{**common, "body": "open"})
    for article in (*hidden, public):
        article.tags.add("LLM")
    hidden[0].tags.add(SECRET)
    Page.objects.create(title=SECRET, slug="hidden-page", is_published=False, body=SECRET)
    Page.objects.create(title="关于", slug="about", body="open")
    hidden[3].delete()
    return hidden


def arguments(pattern: URLPattern) -> dict[str, object]:
    now = timezone.localtime()
    known = {
        "slug": {
            "article": "public",
            "article_card": "public",
            "markdown": "public",
            "topic": "nlp",
            "tag": "llm",
            "page": "about",
            "series": "series",
            "author": "xiaoyun",
        },
        "number": 1,
        "author": "xiaoyun",
        "series": "series",
        "topic": "nlp",
        "tag": "llm",
        "year": now.year,
        "month": now.month,
        "section": "articles",
        "side": 192,
    }
    values = {name: known[name] for name in pattern.pattern.converters}
    if "slug" in values:
        values["slug"] = known["slug"][pattern.name]
    return values


NOT_ASKED = {"preferences", "formula", "diagram", "withdrawn"}


def public_addresses() -> list[str]:
    found = []
    for pattern in urlpatterns:
        # Preferences show nothing. Pictures of formulas and diagrams have names that cannot be
        # guessed (test_feed_formulas.py and test_feed_diagrams.py in tests/pages/). What is
        # withdrawn answers to POST alone, the same for drafts as for what never was
        # (tests/pages/test_offline.py).
        if pattern.name not in NOT_ASKED:
            found.append(reverse(pattern.name, kwargs=arguments(pattern)))
    sections = ("front", "articles", "pages", "topics", "tags", "series", "authors")
    pieces = [f"/sitemap-{name}.xml" for name in sections]
    return sorted({*found, *pieces})


@pytest.mark.either_database
def test_hidden_articles_show_on_no_public_address(client, secrets, settings):
    settings.SECURITY_CONTACTS = ["mailto:ada@blog.example"]  # else there is no security.txt
    for address in public_addresses():
        year = timezone.localtime().year
        for query in ("", "?tag=llm", "?topic=nlp", f"?year={year}", "?lang=en"):
            response = client.get(address + query, follow=True)
            assert query or response.status_code == 200, address
            text = response.content.decode(errors="replace")
            assert SECRET not in text, address + query
            for article in secrets[:3]:
                assert article.get_absolute_url() not in text, address + query


def test_hidden_articles_are_not_counted(client, secrets):
    assert client.get("/").context["listing"].total == 1
    assert [t.total for t in client.get("/topics/").context["topics"]] == [1]
    assert sum(year.total for year in client.get("/archive/").context["years"]) == 1


@pytest.mark.parametrize(
    ("slug", "status"), [("draft", 404), ("scheduled", 404), ("archived", 200), ("deleted", 410)]
)
def test_address_of_a_hidden_article_answers_as_promised(client, secrets, slug, status):
    assert client.get(f"/articles/{slug}/").status_code == status


def test_tag_of_drafts_alone_lists_nothing(client, secrets):
    response = client.get(f"/tags/{quote(SECRET.lower())}/")
    assert response.context["listing"].total == 0


def test_scheduled_article_appears_when_its_time_has_come(client, secrets):
    Article.objects.filter(slug="scheduled").update(
        published_at=timezone.now() - timedelta(seconds=1)
    )
    assert "scheduled" in client.get("/").text
    assert client.get("/articles/scheduled/").status_code == 200
