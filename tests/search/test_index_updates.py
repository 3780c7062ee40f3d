"""The search index is updated in the transaction of each change and never shows drafts."""

import contextlib
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from articles.filters import Filters
from articles.models import Article, SearchEntry, Tag, TaggedArticle
from articles.publishing import indexing
from articles.search import query
from tests.factories import make_article, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def found(words):
    return list(query.search_articles(Filters(words=words), "zh-hans").articles)


@pytest.fixture(autouse=True)
def same_in_the_end():
    """Check after each test that the index equals the articles."""
    yield
    call_command("reindex", "--check", stdout=StringIO())


def test_what_is_written_is_found():
    article = make_article(title="注意力", body="before")
    article.body = "afterwards"
    article.save()
    assert found("注意力 afterwards") == [article.pk]
    assert found("before") == []


def test_nothing_changes_when_the_transaction_fails():
    article = make_article(body="before")
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        article.body = "afterwards"
        article.save()
        article.tags.add("newtag")
        raise ZeroDivisionError
    assert found("before") == [article.pk]
    assert found("afterwards") == found("newtag") == []


def test_deleted_article_is_not_found():
    article, other = make_article(body="word"), make_article(body="word")
    article.delete()
    assert found("word") == [other.pk]
    Article.objects.filter(pk=other.pk).delete()
    assert found("word") == []
    assert not SearchEntry.objects.exists()


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": "draft"},
        {"status": "archived"},
        {"published_in": timedelta(days=3)},
        {"published_in": timedelta(minutes=3)},
    ],
)
def test_hidden_article_is_not_found(hidden):
    if "published_in" in hidden:
        hidden = {"published_at": timezone.now() + hidden["published_in"]}
    make_article(title="Secretword", body="secretword", **hidden).tags.add("Secretword")
    for words in ("secretword", "tag:secretword", '"secretword"', "-other", "lang:zh-hans"):
        assert found(words) == []


def test_draft_feeds_no_suggestion_and_no_count(client):
    make_article(body="transformer")
    make_article(body="transformers", status="draft").tags.add("draftword")
    assert "transformer</a>" in client.get("/search/?q=transfomer").text
    for words in ("transformerss", "draftwords"):
        assert "transformers<" not in client.get(f"/search/?q={words}").text
        assert "draftword<" not in client.get(f"/search/?q={words}").text
    assert client.get("/search/?q=transformer").context["listing"].total == 1


def test_scheduled_article_is_found_when_its_time_has_come():
    article = make_article(body="word", published_at=timezone.now() + timedelta(days=3))
    Article.objects.update(published_at=timezone.now() - timedelta(seconds=1))
    assert found("word") == [article.pk]


def test_verbs_of_querysets():
    article = make_article(body="word", status="draft")
    Article.objects.all().publish()
    assert found("word") == [article.pk]
    Article.objects.all().unpublish()
    assert found("word") == []


def test_bulk_changes():
    user = make_user()
    now = timezone.now()
    values = {"author": user, "status": "published", "published_at": now}
    made = Article.objects.bulk_create(
        Article(title=f"bulk{n}", slug=f"b{n}", prose="word", **values) for n in range(3)
    )
    assert len(found("word")) == 3
    for article in made:
        article.title = "changed"
    Article.objects.bulk_update(made, ["title"])
    assert len(found("changed")) == 3
    assert found("bulk1") == []


def test_topics():
    topic, heir = make_topic("Oldname"), make_topic("Heir")
    article = make_article(category=topic)
    topic.name = "Newname"
    topic.save()
    assert found("Newname") == found("topic:newname") == [article.pk]
    assert found("Oldname") == []
    topic.replace_with(heir)
    assert found("topic:heir") == [article.pk]
    Article.objects.update(category=None)
    assert found("Heir") == []


def test_tags_come_and_go():
    article = make_article()
    article.tags.add("first", "second")
    assert found("first second") == [article.pk]
    article.tags.set(["third"])
    assert found("third") == [article.pk]
    assert found("first") == []
    article.tags.remove("third")
    assert found("third") == []
    article.tags.add("fourth")
    article.tags.clear()
    assert found("fourth") == []


def test_tags_are_renamed_merged_and_deleted():
    article = make_article()
    article.tags.add("oldname", "second")
    tag = Tag.objects.get(name="oldname")
    tag.name = "newname"
    tag.save()
    assert found("newname second") == [article.pk]
    tag.merge_into(Tag.objects.create(name="heir"))
    assert found("heir second") == [article.pk]
    assert found("newname") == []
    Tag.objects.get(name="heir").delete()
    assert found("heir") == []
    Tag.objects.all().delete()
    assert found("second") == []


def test_uses_of_tags_written_by_themselves():
    article, tag = make_article(), Tag.objects.create(name="word")
    TaggedArticle.objects.bulk_create([TaggedArticle(tag=tag, content_object=article)])
    assert found("word") == [article.pk]
    TaggedArticle.objects.all().delete()
    assert found("word") == []
    use = TaggedArticle.objects.create(tag=tag, content_object=article)
    assert found("word") == [article.pk]
    use.delete()
    assert found("word") == []


def test_saving_with_tags_writes_once(monkeypatch):
    written = []
    monkeypatch.setattr(indexing, "index_articles", lambda articles: written.append(set(articles)))
    article = make_article()
    written.clear()
    article.tags.set(["one", "two", "three"])
    assert written == [{article.pk}]
    monkeypatch.undo()
    indexing.update_index([article.pk])


def test_check_says_what_differs_and_reindex_mends_it():
    missing, stale = make_article(body="word"), make_article(body="word")
    SearchEntry.objects.filter(article=missing).delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET prose = 'other' WHERE id = %s", [stale.pk])
    said = StringIO()
    with pytest.raises(CommandError, match="2 differences"):
        call_command("reindex", "--check", stdout=said)
    assert f"article {missing.pk}: not in the index" in said.getvalue()
    assert f"article {stale.pk}: the index says something else" in said.getvalue()
    call_command("reindex", stdout=said)
    assert found("word") == [missing.pk]
    assert found("other") == [stale.pk]


def test_an_article_of_a_million_characters_is_found():
    text = "\n\n".join(chr(0x4E00 + n % 20000) * 3 + f"word{n}" for n in range(60_000))
    article = make_article(title="long")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET prose = %s", [text])
    indexing.update_index([article.pk])
    assert found("long 一一一") == [article.pk]
