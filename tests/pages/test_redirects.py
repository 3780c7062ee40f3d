"""Former slugs redirect to the current URL; URLs of deleted articles answer 410."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Page, Tag
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def rename(thing, slug):
    thing.slug = slug
    thing.save()
    return thing


def test_renamed_article_redirects_permanently(client):
    rename(make_article(slug="old"), "new")
    response = client.get("/articles/old/?from=mail")
    assert (response.status_code, response["Location"]) == (301, "/articles/new/?from=mail")


@pytest.mark.asks_a_database
def test_each_former_slug_redirects_in_one_step(client):
    article = make_article(slug="a")
    for slug in ("b", "c", "d"):
        rename(article, slug)
    for slug in ("a", "b", "c"):
        assert client.get(f"/articles/{slug}/")["Location"] == "/articles/d/"


@pytest.mark.asks_a_database
def test_renaming_back_and_forth_makes_no_loop(client):
    article = rename(rename(make_article(slug="a"), "b"), "a")
    assert client.get("/articles/a/").status_code == 200
    assert client.get("/articles/b/")["Location"] == article.get_absolute_url()


def test_new_article_takes_over_an_old_address(client):
    rename(make_article(slug="a"), "b")
    make_article(slug="a", title="newcomer")
    assert "newcomer" in client.get("/articles/a/").text


@pytest.mark.asks_a_database
def test_renamed_topic_tag_and_page_redirect(client):
    rename(make_topic("NLP"), "language")
    tag = Tag.objects.create(name="LLM")
    rename(tag, "大模型")
    rename(Page.objects.create(title="About", slug="about"), "me")
    assert client.get("/topics/nlp/")["Location"] == "/topics/language/"
    assert client.get("/topics/nlp/feed.xml")["Location"] == "/topics/language/feed.xml"
    assert client.get("/tags/llm/")["Location"] == Tag.objects.get().get_absolute_url()
    assert client.get("/about/")["Location"] == "/me/"


def test_deleted_article_is_gone_under_every_address_it_had(client):
    rename(make_article(slug="a"), "b").delete()
    assert client.get("/articles/a/").status_code == 410
    assert client.get("/articles/b/").status_code == 410


@pytest.mark.asks_a_database
def test_articles_deleted_in_bulk_are_gone(client):
    make_article(slug="a")
    Article.objects.all().delete()
    assert client.get("/articles/a/").status_code == 410


@pytest.mark.parametrize(
    "unseen", [{"status": "draft"}, {"published_at": timezone.now() + timedelta(days=1)}]
)
def test_slugs_that_were_never_public_leave_no_redirect(client, unseen):
    article = rename(make_article(slug="a", **unseen), "b")
    assert client.get("/articles/a/").status_code == 404
    article.delete()
    assert client.get("/articles/b/").status_code == 404


def test_old_address_of_an_article_taken_back_is_not_found(client):
    article = rename(make_article(slug="a"), "b")
    Article.objects.filter(pk=article.pk).unpublish()
    assert client.get("/articles/a/").status_code == 404


def test_merged_tag_leads_to_the_other(client):
    one, other = Tag.objects.create(name="Attention"), Tag.objects.create(name="注意力")
    both, only = make_article(), make_article()
    both.tags.add(one, other)
    only.tags.add(one)
    one.merge_into(other)
    assert set(Article.objects.tagged(other.pk)) == {both, only}
    assert client.get("/tags/attention/")["Location"] == other.get_absolute_url()


def test_topic_with_articles_cannot_be_deleted_by_mistake():
    topic = make_topic("NLP")
    make_article(category=topic)
    with pytest.raises(Exception, match="protected"):
        topic.delete()


def test_replaced_topic_redirects_to_its_successor(client):
    old, heir = make_topic("NLP"), make_topic("Language")
    article = make_article(category=old)
    old.replace_with(heir)
    article.refresh_from_db()
    assert article.category == heir
    assert client.get("/topics/nlp/")["Location"] == "/topics/language/"


def test_article_taken_back_and_deleted_is_gone(client):
    article = make_article(slug="a")
    Article.objects.all().unpublish()
    Article.objects.get(pk=article.pk).delete()
    assert client.get("/articles/a/").status_code == 410


def test_article_renamed_while_taken_back_redirects_once_it_returns(client):
    article = make_article(slug="a", status="published")
    article.status = "draft"
    article.save()
    rename(article, "b")
    assert client.get("/articles/a/").status_code == 404
    Article.objects.all().publish()
    assert client.get("/articles/a/")["Location"] == "/articles/b/"


def test_draft_does_not_take_over_a_former_slug(client):
    rename(make_article(slug="a"), "b")
    draft = make_article(slug="a", status="draft")
    assert client.get("/articles/a/")["Location"] == "/articles/b/"
    draft.delete()
    assert client.get("/articles/a/")["Location"] == "/articles/b/"


def test_suggested_slug_is_no_former_slug():
    rename(make_article(title="Gradient"), "other")
    assert make_article(title="Gradient").slug == "gradient-2"


def test_draft_renamed_and_published_at_once_leaves_no_trace(client):
    article = Article.objects.get(pk=make_article(slug="a", status="draft").pk)
    article.status = "published"
    rename(article, "b")
    assert client.get("/articles/a/").status_code == 404
