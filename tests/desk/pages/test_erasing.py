"""What is deleted for ever is gone with everything, after a page said so."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, TrashEntry
from desk.models import Comment, PreviewLink
from tests.desk.writing_helpers import Writer, draft_of
from tests.factories import make_article, make_preview_link, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PNG = ContentFile(b"not empty", name="cover.png")


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def deleted(article, author):
    """An article in the trash, with all that belongs to one."""
    make_preview_link(article)
    head = draft_of(article).head
    Comment.objects.create(article=article, revision=head, line=1, text="why?", author=author)
    article.cover.save("cover.png", PNG)
    Writer(article, author).save("the draft\n")
    article.move_to_trash(author)
    return article


def erase(client, article):
    return client.post(reverse("desk_erase", args=[article.pk]), follow=True)


def rows_of(article):
    """What refers to the article, by the names of the tables."""
    fields = (
        (model, field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is Article
    )
    found = {model.__name__ for model, field in fields if refers(model, field, article)}
    return found | ({"Article"} if Article.objects.filter(pk=article.pk).exists() else set())


def refers(model, field, article):
    return model._base_manager.filter(**{field.name: article.pk}).exists()


def test_the_page_names_what_is_lost_and_deletes_nothing(signed_in, deleted):
    text = signed_in.get(reverse("desk_erase", args=[deleted.pk])).text
    address = deleted.get_absolute_url()
    for loss in (
        f"of {len(deleted.body)} characters",
        "versions since",
        "1 comment.",
        "1 preview link.",
        "The cover image",
        f"{address} answers",
    ):
        assert loss in text
    assert Article.objects.filter(pk=deleted.pk).exists()


@pytest.mark.asks_a_database
def test_everything_of_it_is_gone_and_its_address_answers_410(
    signed_in, deleted, django_capture_on_commit_callbacks
):
    assert {"Article", "Revision", "Draft", "StoredText", "Comment", "PreviewLink"} <= rows_of(
        deleted
    )
    cover = deleted.cover.name
    with django_capture_on_commit_callbacks(execute=True):
        assert "1 article is deleted for ever" in erase(signed_in, deleted).text
    assert rows_of(deleted) == set()
    assert not default_storage.exists(cover)
    assert Client().get(deleted.get_absolute_url()).status_code == 410
    assert not PreviewLink.objects.exists()


@pytest.mark.asks_a_database
@pytest.mark.parametrize("use", ["cover", "former cover", "text", "draft"])
def test_a_cover_that_something_else_shows_stays(
    signed_in, deleted, author, use, django_capture_on_commit_callbacks
):
    name = deleted.cover.name
    other = make_article(author=author)
    if use in {"cover", "former cover"}:
        Article.objects.filter(pk=other.pk).update(cover=name)
        if use == "former cover":
            Article.objects.filter(pk=other.pk).update(cover="")
    else:
        writer = Writer(other, author)
        writer.save(f"![picture](/uploads/{name})\n")
        if use == "text":
            writer.publish()
    with django_capture_on_commit_callbacks(execute=True):
        erase(signed_in, deleted)
    assert default_storage.exists(name)


@pytest.mark.asks_a_database
def test_former_covers_go_too(signed_in, deleted, django_capture_on_commit_callbacks):
    former = deleted.cover.name
    article = Article.objects.get(pk=deleted.pk)
    article.cover.save("other.png", PNG)
    with django_capture_on_commit_callbacks(execute=True):
        erase(signed_in, deleted)
    assert not default_storage.exists(former)
    assert not default_storage.exists(article.cover.name)


def test_an_article_that_was_restored_meanwhile_stays(signed_in, deleted):
    deleted.restore_from_trash()
    assert erase(signed_in, deleted).status_code == 404
    assert "Draft" in rows_of(deleted)


@pytest.mark.asks_a_database
def test_emptying_leaves_what_came_later_and_what_is_not_ones_own(signed_in, deleted, author):
    theirs = make_article(author=make_user("rival"))
    theirs.move_to_trash()
    where = reverse("desk_empty_trash")
    page = signed_in.get(where)
    assert "Delete 1 article for ever?" in page.text
    assert theirs.title not in page.text
    later = make_article(author=author)
    later.move_to_trash()
    signed_in.post(where, {"until": page.context["until"]})
    assert set(Article.objects.values_list("pk", flat=True)) == {theirs.pk, later.pk}


@pytest.mark.parametrize(
    "until",
    ["", "x", "2026-13-01T00:00:00+00:00", "2099-01-01T00:00", "0001-01-01T00:00:00+14:00"],
)
def test_emptying_without_the_page_deletes_nothing(signed_in, deleted, until):
    assert signed_in.post(reverse("desk_empty_trash"), {"until": until}).status_code == 400
    assert "Article" in rows_of(deleted)


def test_who_may_not_delete_restores_only(signed_in, author, deleted):
    for group in author.groups.all():
        group.permissions.remove(Permission.objects.get(codename="delete_article"))
    text = signed_in.get(reverse("desk_trash")).text
    assert "Restore: Diffusion" in text
    assert "for ever" not in text
    assert erase(signed_in, deleted).status_code == 404
    signed_in.post(reverse("desk_empty_trash"), {"until": timezone.now().isoformat()})
    assert "Article" in rows_of(deleted)


def test_what_expires_takes_its_cover_along(deleted, django_capture_on_commit_callbacks):
    TrashEntry.objects.update(deleted_at=timezone.now() - timedelta(days=99))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("empty_trash")
    assert rows_of(deleted) == set()
    assert not default_storage.exists(deleted.cover.name)
