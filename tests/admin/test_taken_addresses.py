"""A duplicate address: the error names what has it, to those who may know of that."""

import pytest
from django.urls import reverse

from articles.models import Category, Page, Series, Tag
from tests.admin.test_authors_and_editors import LIST, change, form
from tests.factories import make_article, make_user

ENGLISH = {"accept-language": "en"}
pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def slug_error(client, address, **values):
    answer = client.post(address, form(**values), headers=ENGLISH)
    return answer.context["adminform"].form.errors["slug"].as_ul()


def messages(answer):
    return [str(message) for message in answer.context["messages"]]


def test_article_that_has_the_address_is_named_and_linked(admin_client):
    other = make_article(title="梯度 <b>", slug="ti-du")
    error = slug_error(admin_client, LIST + "add/", title="x", slug="ti-du")
    assert "梯度 &lt;b&gt;" in error
    assert change(other) in error


@pytest.mark.parametrize("model", [Category, Series, Tag, Page])
def test_so_is_anything_else_with_an_address(admin_client, model):
    named = {"title" if model is Page else "name": "概率"}
    other = model.objects.create(slug="taken", **named)
    kind = model._meta.model_name
    inline = {"articles-TOTAL_FORMS": 0, "articles-INITIAL_FORMS": 0}
    sent = {"name": "x", "title": "x", "position": 0, "slug": "taken", **inline}
    error = slug_error(admin_client, f"/admin/articles/{kind}/add/", **sent)
    assert "概率" in error
    assert reverse(f"admin:articles_{kind}_change", args=[other.pk]) in error


def test_author_reads_the_titles_of_public_articles_only(client, author):
    rival = make_user("rival")
    make_article(title="hidden", slug="one", status="draft", author=rival)
    shown = make_article(title="shown", slug="two", author=rival)
    client.force_login(author)
    error = slug_error(client, LIST + "add/", title="x", slug="one")
    assert "hidden" not in error
    assert "already" in error
    error = slug_error(client, LIST + "add/", title="x", slug="two")
    assert "shown" in error
    assert shown.get_absolute_url() in error


def test_article_in_the_trash_is_named_with_the_way_there(admin_client, admin_user):
    make_article(title="gone", slug="taken").move_to_trash(admin_user)
    error = slug_error(admin_client, LIST + "add/", title="x", slug="taken")
    assert "gone" in error
    assert reverse("desk_trash") in error


def test_own_address_is_kept(admin_client):
    article = make_article(slug="mine")
    answer = admin_client.post(
        change(article), form(title="x", slug="mine", author=article.author_id)
    )
    assert answer.status_code == 302


def test_use_of_a_former_address_is_told_and_not_refused(admin_client, admin_user):
    moved = make_article(title="moved", slug="old")
    moved.slug = "new"
    moved.save()
    sent = form(title="x", slug="old", author=admin_user.pk)
    answer = admin_client.post(LIST + "add/", sent, follow=True, headers=ENGLISH)
    assert any("moved" in text and "before" in text for text in messages(answer))
