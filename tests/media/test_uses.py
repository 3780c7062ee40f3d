"""Which files articles, drafts, pages and topics use: told when they are saved."""

import pytest

from articles.models import Page
from desk.models import Draft
from desk.writing.saving import autosave, discard_draft, save_draft
from media.checking import wrong_uses
from media.models import FileUse
from tests.factories import make_article, make_topic, make_user
from tests.media.factories import make_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def uses_of(file):
    return sorted(file.uses.values_list("kind", flat=True))


def head_of(article):
    return Draft.objects.with_revisions().get(pk=article.pk).head


def change_draft(save, article, body):
    head = head_of(article)
    return save(article, head.content.changed(body=body), base=head.pk, by=article.author)


def test_an_article_uses_what_its_text_and_its_cover_name():
    file, cover = make_file(), make_file(former_path="covers/2024/x.jpg")
    article = make_article(body=file.markdown, cover="covers/2024/x.jpg")
    assert (uses_of(file), uses_of(cover)) == (["article", "history"], ["cover", "history"])
    article.body, article.cover = "", ""
    article.save()
    assert (uses_of(file), uses_of(cover)) == (["history"], ["history"])
    article.delete()
    assert not FileUse.objects.exists()


def test_a_draft_uses_what_readers_do_not_see_yet():
    file, article = make_file(), make_article(body="x")
    change_draft(autosave, article, file.markdown)
    assert uses_of(file) == ["draft", "history"]
    head = head_of(article)
    discard_draft(article, base=head.pk, ends_plan=True)
    assert uses_of(file) == ["history"]


def test_a_saved_draft_is_the_row_of_an_unpublished_article():
    file, article = make_file(), make_article(body="x", status="draft")
    change_draft(autosave, article, file.markdown)
    change_draft(save_draft, article, file.markdown)
    assert uses_of(file) == ["article", "history"]


@pytest.mark.either_database
def test_the_address_of_a_content_stands_for_files_of_the_writer_only():
    ada, bob = make_user("ada"), make_user("bob")
    mine = make_file("mine.png", owner=ada)
    others, nobodys = (make_file("x.png", owner=o, content=mine.content) for o in (bob, None))
    body = f'<img src="{mine.content.url}">'
    make_article(body=body, author=ada)
    uses = [uses_of(file) for file in (mine, others, nobodys)]
    assert uses == [["article", "history"], [], ["article", "history"]]
    make_article(body=others.markdown, author=ada)
    Page.objects.create(title="About", body=body)
    assert uses_of(others) == ["article", "history", "page"]
    assert not list(wrong_uses(fix=False))


@pytest.mark.either_database
def test_pages_and_topics_use_files_until_they_are_deleted():
    file, other = make_file(), make_file()
    page = Page.objects.create(title="About", body=file.markdown)
    topic = make_topic("NLP", description=other.markdown)
    assert (uses_of(file), uses_of(other)) == (["page"], ["topic"])
    Page.objects.filter(pk=page.pk).delete()
    topic.delete()
    assert not FileUse.objects.exists()


def test_a_use_is_undone_with_its_transaction():
    from django.db import transaction

    file = make_file()
    with transaction.atomic():
        make_article(body=file.markdown)
        transaction.set_rollback(True)
    assert not FileUse.objects.exists()


def test_queries_of_a_save_do_not_grow_with_its_files(django_assert_max_num_queries):
    article = make_article(body="x")
    article.body = "\n".join(make_file().markdown for _ in range(30))
    with django_assert_max_num_queries(60) as few:
        article.save()
    article.body = "\n".join(make_file().markdown for _ in range(60))
    with django_assert_max_num_queries(len(few)):
        article.save()
