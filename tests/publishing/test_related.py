"""Articles about the same find each other, and never a draft."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.detail import related_articles
from articles.models import Article, Keyword, Relation, Term
from articles.publishing.related import EVERY_ARTICLE, relate_each
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db
DIFFUSION = "扩散模型逐步加噪，采样时沿着分数函数去噪。" * 3
CACHE = "键值缓存省去重复计算，显存成为瓶颈。" * 3


@pytest.fixture
def write(django_capture_on_commit_callbacks):
    """An article, stored for good."""

    def written(**values):
        with django_capture_on_commit_callbacks(execute=True):
            return make_article(**values)

    return written


@pytest.fixture
def shelf(write):
    """Two articles about each of two things."""
    return {
        name: write(title=f"{title}之{name[-1]}", body=text)
        for name, title, text in (
            ("d1", "扩散模型", DIFFUSION),
            ("k1", "键值缓存", CACHE),
            ("d2", "扩散采样", DIFFUSION),
            ("k2", "显存瓶颈", CACHE),
        )
    }


def related(article):
    """What a page offers that links to nothing else."""
    return related_articles.related(Article.objects.get(pk=article.pk), above=())


def test_articles_about_the_same_are_related_both_ways(shelf):
    assert related(shelf["d1"]) == [shelf["d2"]]
    assert related(shelf["d2"]) == [shelf["d1"]]
    assert related(shelf["k1"]) == [shelf["k2"]]


def test_changed_article_is_related_anew(shelf, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        shelf["d2"].body, shelf["d2"].title = CACHE, "缓存"
        shelf["d2"].save()
    assert related(shelf["d1"]) == []
    assert set(related(shelf["k1"])) == {shelf["k2"], shelf["d2"]}


def test_draft_relates_to_nothing(write):
    draft = write(title="草稿", body=DIFFUSION, status="draft")
    article = write(title="扩散", body=DIFFUSION)
    assert related(article) == []
    assert not draft.keywords.exists()


@pytest.mark.parametrize("status", ["draft", "archived"])
def test_withdrawn_article_is_shown_no_more(shelf, status):
    Article.objects.filter(pk=shelf["d2"].pk).update(status=status)
    assert related(shelf["d1"]) == []


def test_scheduled_article_is_related_when_its_time_has_come(write):
    article = write(title="扩散", body=DIFFUSION)
    later = timezone.now() + timedelta(days=1)
    scheduled = write(title="扩散采样", body=DIFFUSION, published_at=later)
    assert related(article) == []
    Article.objects.filter(pk=scheduled.pk).update(published_at=timezone.now())
    assert related(article) == [scheduled]


def test_articles_published_together_are_related(write, django_capture_on_commit_callbacks):
    for title in ("扩散模型", "扩散采样"):
        write(title=title, body=DIFFUSION, status="draft")
    with django_capture_on_commit_callbacks(execute=True):
        Article.objects.all().publish()
    one, other = Article.objects.all()
    assert related(one) == [other]


def test_latest_of_the_topic_stand_in_where_nothing_is_near(shelf, write):
    topic = make_topic("NLP")
    lonely = write(title="编译器", body="词法与语法分析。", category=topic)
    mate = write(title="排版", body="断行与禁则。", category=topic)
    assert related(lonely) == [mate]


def test_translation_is_no_related_article(shelf, write):
    write(title="Diffusion", body="Noise " + DIFFUSION, language="en", translation_of=shelf["d1"])
    assert related(shelf["d1"]) == [shelf["d2"]]


def test_deleted_article_leaves_nothing_behind(shelf):
    key = shelf["d1"].pk
    shelf["d1"].delete()
    assert not Keyword.objects.filter(article=key).exists()
    assert not Relation.objects.filter(other=key).exists()


def test_saving_without_a_change_of_words_changes_no_relation(shelf, django_assert_max_num_queries):
    before = list(Relation.objects.order_by("pk").values())
    counts = dict(Term.objects.values_list("text", "articles"))
    with django_assert_max_num_queries(8):
        relate_each([shelf["d1"].pk])
    assert list(Relation.objects.order_by("pk").values()) == before
    assert dict(Term.objects.values_list("text", "articles")) == counts


def test_command_finds_what_saving_found(shelf, capsys):
    shelf["k2"].delete()
    before = set(Relation.objects.values_list("article", "other"))
    Relation.objects.all().delete()
    Term.objects.update(articles=77)
    call_command("relate")
    assert "2 relations" in capsys.readouterr().out
    assert set(Relation.objects.values_list("article", "other")) == before
    assert Term.objects.get(text="扩散").articles == 2
    assert Term.objects.get(text=EVERY_ARTICLE).articles == 3


def test_command_forgets_what_was_withdrawn(shelf):
    Article.objects.filter(pk=shelf["d2"].pk).update(status="draft")
    call_command("relate")
    assert not shelf["d2"].keywords.exists()
    assert not Relation.objects.filter(other=shelf["d2"].pk).exists()
