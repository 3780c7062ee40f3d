"""The admin says that articles are in the trash, and where to find those that are in the way."""

import pytest
from django.contrib import messages

from articles.models import Article, Category
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/articles/article/"
TRASH = "/desk/trash/"


@pytest.fixture
def admin(admin_client):
    admin_client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin_client


def told(response):
    return [str(message) for message in messages.get_messages(response.wsgi_request)]


def test_deleted_articles_are_said_to_be_in_the_trash(admin):
    one, *others = [make_article() for _ in range(3)]
    answer = admin.post(f"{LIST}{one.pk}/delete/", {"post": "yes"})
    assert answer.headers["Location"] == LIST
    assert "1 article is in the trash" in told(answer)[0]
    chosen = {"action": "move_to_trash", "_selected_action": [a.pk for a in others]}
    page = admin.post(LIST, chosen)
    assert "They move to the trash" in page.text
    assert 'value="move_to_trash"' in page.text
    answer = admin.post(LIST, {**chosen, "post": "yes"}, follow=True)
    assert "2 articles are in the trash" in answer.text
    assert f'href="{TRASH}"' in answer.text
    assert "Successfully deleted" not in answer.text
    assert Article.objects.in_trash().count() == 3


def test_who_may_not_delete_has_no_such_action(client, author):
    for group in author.groups.all():
        group.permissions.remove(*group.permissions.filter(codename="delete_article"))
    article = make_article(author=author)
    client.force_login(author)
    client.post(LIST, {"action": "move_to_trash", "_selected_action": [article.pk], "post": "yes"})
    assert not article.is_in_trash()


@pytest.mark.asks_a_database
def test_what_articles_in_the_trash_keep_says_so_with_a_way_on(admin):
    topic = make_topic("NLP")
    article = make_article(category=topic)
    article.move_to_trash()
    address = f"/admin/articles/category/{topic.pk}/delete/"
    page = admin.get(address)
    assert "1 article is in the trash. Restore it or delete it for ever first:" in page.text
    assert f'href="{TRASH}"' in page.text
    admin.post(address, {"post": "yes"})
    assert Category.objects.filter(pk=topic.pk).exists()
    article.delete()
    admin.post(address, {"post": "yes"})
    assert not Category.objects.exists()
