"""Copies take the places of remote pictures in the draft, as a revision like others."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from desk.models import Revision
from desk.remote_files.copying_verbs import ask_to_keep_copies, keep_copies, put_copies
from media.models import FileUse, MediaFile
from media.storing import copy_files
from tests.desk.writing_helpers import Writer, body_of, draft_of
from tests.factories import make_article
from tests.media.samples import picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media_folders")]


@pytest.fixture
def article(asked_site, author):
    asked_site.answer("/%E5%9B%BE.png", picture("PNG"))
    body = f"开头\n\n![图]({asked_site.url('/图.png')}) 后\n\n![]({asked_site.url('/gone.png')})\n"
    return make_article(author=author, body=body, slug="diffusion")


def text_of(article):
    return draft_of(article).head.text.text


def addresses(site):
    return [site.url("/图.png"), site.url("/gone.png")]


def test_the_draft_shows_copies_and_readers_see_them_when_it_is_published(
    article, asked_site, author
):
    before = body_of(article)
    ask_to_keep_copies(article, addresses(asked_site), author)
    keep_copies.call(article.pk, addresses(asked_site), author.pk)
    file = MediaFile.objects.get()
    expected = before.replace(asked_site.url("/图.png"), file.get_absolute_url())
    assert text_of(article) == expected
    assert body_of(article) == before
    assert FileUse.objects.filter(file=file, kind="draft", object_id=article.pk).exists()
    keep_copies.call(article.pk, addresses(asked_site), author.pk)
    assert Revision.objects.of(article).count() == 2


def test_what_was_typed_meanwhile_stays(article, asked_site, author):
    writer = Writer(article, author)
    copy_files(addresses(asked_site), author)
    writer.save(f"neu\n\n{body_of(article)}")
    put_copies(article, addresses(asked_site), author)
    assert text_of(article).startswith("neu\n\n开头")
    assert "/files/" in text_of(article)


def test_whoever_wrote_the_text_decides_on_its_html(article, asked_site, author, editor):
    copy_files(addresses(asked_site), editor)
    put_copies(article, addresses(asked_site), editor)
    head = draft_of(article).head
    assert (head.author, head.writer_id) == (editor, Article.objects.get().written_by_id)


def test_articles_and_people_may_be_gone(article, author):
    keep_copies.call(article.pk + 1, [], author.pk)
    keep_copies.call(article.pk, [], author.pk + 1000)


def call(*arguments):
    out, err = StringIO(), StringIO()
    try:
        call_command("keep_copies", *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return f"{out.getvalue()}{err.getvalue()}{error}"
    return out.getvalue()


def test_the_command_copies_and_reports(article, asked_site):
    assert asked_site.url("/gone.png") in call("--all", "--dry-run")
    assert asked_site.asked == []
    said = call("--article", "diffusion", "--publish")
    file = MediaFile.objects.get()
    assert f"{asked_site.url('/图.png')} → {file.get_absolute_url()}" in said
    assert "/gone.png: 127.0.0.1 answers with the status 404" in said
    assert "1 files were not copied" in said
    assert file.get_absolute_url() in body_of(article)
    asked_site.answer("/gone.png", picture("JPEG"))
    assert "1 on other sites" in call("--all", "--publish")
    assert call("--all") == "No article shows files of other sites.\n"


def test_the_command_publishes_no_other_changes(article, author):
    Writer(article, author).save(f"{body_of(article)}\nnot for readers yet")
    assert "Its draft has other changes" in call("--all", "--publish")
    assert "not for readers" not in body_of(article)


def test_the_command_names_an_article_that_is_not_there(article):
    assert "There is no article 'none'." in call("--article", "none")
