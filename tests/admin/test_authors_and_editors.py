"""The admin for authors and editors: permissions, validation, bulk actions."""

import pytest
from django.urls import reverse

from articles.models import Article, SiteSettings, Tag
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/articles/article/"


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def form(**values):
    empty = {
        "title": "",
        "body": "",
        "status": "draft",
        "language": "zh-hans",
        "slug": "",
        "dialect": "commonmark",
        "summary": "",
        "tags": "",
        "category": "",
        "published_at_0": "",
        "published_at_1": "",
    }
    return {**empty, **values}


def act(client, action, *things, address=LIST, follow=False, **more):
    data = {"action": action, "_selected_action": [thing.pk for thing in things], **more}
    return client.post(address, data, follow=follow)


def test_author_writes_and_publishes(client, author):
    client.force_login(author)
    response = client.post(LIST + "add/", form(title="梯度", body="**好**", status="published"))
    assert response.status_code == 302, response.context["errors"]
    article = Article.objects.get()
    assert (article.author, article.slug) == (author, "ti-du")
    assert "<strong>好</strong>" in client.get("/articles/ti-du/").text


def test_author_sees_and_touches_only_own_articles(client, author, editor):
    theirs = make_article(author=editor, title="theirs")
    client.force_login(author)
    assert "theirs" not in client.get(LIST).text
    assert client.get(change(theirs)).status_code == 302
    client.post(change(theirs), form(title="stolen"))
    act(client, "unpublish", theirs)
    act(client, "move_to_trash", theirs, post="yes")
    theirs.refresh_from_db()
    assert (theirs.title, theirs.status) == ("theirs", "published")


def test_author_cannot_give_an_article_away(client, author, editor):
    mine = make_article(author=author)
    client.force_login(author)
    client.post(change(mine), form(title="x", author=editor.pk))
    mine.refresh_from_db()
    assert (mine.title, mine.author) == ("x", author)


@pytest.mark.parametrize("place", ["user", "sitesettings", "page", "category"])
def test_author_does_not_run_the_site(client, author, place):
    client.force_login(author)
    assert client.get(f"/admin/articles/{place}/add/").status_code in {302, 403}


def test_editor_edits_everything(client, author, editor):
    theirs = make_article(author=author)
    client.force_login(editor)
    response = client.post(change(theirs), form(title="better", author=author.pk))
    assert response.status_code == 302
    theirs.refresh_from_db()
    assert (theirs.title, theirs.author) == ("better", author)


def test_bad_address_is_refused_and_the_text_is_kept(client, author):
    client.force_login(author)
    response = client.post(LIST + "add/", form(title="x", slug="a/b", body="long work"))
    assert response.status_code == 200
    assert "long work" in response.text
    assert not Article.objects.exists()


def test_taken_address_is_refused(admin_client, admin_user):
    make_article(slug="taken")
    data = form(title="x", slug="taken", author=admin_user.pk)
    assert admin_client.post(LIST + "add/", data).status_code == 200
    assert Article.objects.count() == 1


def test_bad_formula_warns_the_author_and_is_saved(client, author):
    client.force_login(author)
    data = form(title="x", body="看 $\\nosuchcommand{x}$ 这里")
    response = client.post(LIST + "add/", data, follow=True)
    assert "nosuchcommand" in "".join(str(m) for m in response.context["messages"])
    assert Article.objects.get().warnings


def test_bulk_publish_and_unpublish(admin_client):
    one, other = make_article(status="draft", published_at=None), make_article(status="draft")
    act(admin_client, "publish", one, other)
    assert Article.objects.published().count() == 2
    act(admin_client, "unpublish", one)
    assert list(Article.objects.published()) == [other]


def test_bulk_move_asks_for_the_topic(admin_client):
    article, topic = make_article(), make_topic("NLP")
    assert "NLP" in act(admin_client, "move_to_topic", article).text
    act(admin_client, "move_to_topic", article, answered="1", topic=topic.pk)
    article.refresh_from_db()
    assert article.category == topic


def test_bulk_tag_asks_for_the_tag(admin_client):
    article = make_article()
    act(admin_client, "add_tag", article, answered="1", tag="注意力")
    assert [tag.name for tag in article.tags.all()] == ["注意力"]


def test_deleting_a_topic_with_articles_is_refused(admin_client):
    topic = make_topic("NLP")
    article = make_article(category=topic)
    address = "/admin/articles/category/"
    admin_client.post(f"{address}{topic.pk}/delete/", {"post": "yes"})
    act(admin_client, "delete_selected", topic, address=address, post="yes")
    article.refresh_from_db()
    assert article.category == topic


def test_deleting_a_topic_moves_the_articles_where_the_person_says(admin_client):
    old, successor = make_topic("NLP"), make_topic("Language")
    article = make_article(category=old)
    address = "/admin/articles/category/"
    act(admin_client, "delete_and_move", old, address=address, answered="1", successor=successor.pk)
    article.refresh_from_db()
    assert article.category == successor


def test_articles_cannot_be_moved_to_the_deleted_topic(admin_client):
    topic = make_topic("NLP")
    address = "/admin/articles/category/"
    act(admin_client, "delete_and_move", topic, address=address, answered="1", successor=topic.pk)
    topic.refresh_from_db()


def test_tags_merge_in_the_admin(admin_client):
    one, other = Tag.objects.create(name="Attention"), Tag.objects.create(name="注意力")
    make_article().tags.add(one)
    address = "/admin/articles/tag/"
    act(admin_client, "merge", one, address=address, answered="1", into=other.pk)
    assert list(Tag.objects.all()) == [other]
    assert Article.objects.tagged(other.pk).count() == 1


def test_site_settings_change_the_home_page(admin_client):
    admin_client.get("/admin/articles/sitesettings/")
    data = {
        "title": "长波",
        "hero": "你好",
        "feed_heading": "最新",
        "language": "zh-hans",
        "articles_per_page": 5,
        "entry_text": "summary",
        "feed_formulas": "latex",
    }
    admin_client.post("/admin/articles/sitesettings/1/change/", data)
    assert SiteSettings.current().title == "长波"
    text = admin_client.get("/").text
    assert "你好" in text
    assert "最新" in text


def test_page_may_not_hide_the_site(admin_client):
    data = {
        "title": "x",
        "slug": "archive",
        "language": "zh-hans",
        "dialect": "commonmark",
        "position": 0,
    }
    assert admin_client.post("/admin/articles/page/add/", data).status_code == 200


def test_every_admin_page_opens(admin_client):
    article = make_article(category=make_topic("NLP"))
    article.tags.add("x")
    for model in ("article", "category", "tag", "page", "user"):
        assert admin_client.get(f"/admin/articles/{model}/").status_code == 200
        assert admin_client.get(f"/admin/articles/{model}/add/").status_code == 200
    assert admin_client.get(change(article)).status_code == 200


def test_bulk_delete_leaves_gone_addresses(admin_client, client):
    article = make_article(slug="a", category=make_topic("NLP"))
    act(admin_client, "move_to_trash", article, post="yes")
    assert client.get("/articles/a/").status_code == 410


def test_action_on_all_pages_changes_all_of_them(admin_client):
    for _number in range(3):
        make_article()
    topic = make_topic("NLP")
    question = act(admin_client, "move_to_topic", Article.objects.first(), select_across="1")
    assert 'name="select_across" value="1"' in question.text
    first = Article.objects.first()
    act(admin_client, "move_to_topic", first, select_across="1", answered="1", topic=topic.pk)
    assert topic.articles.count() == 3


def test_tag_needs_no_address_and_has_one_spelling(admin_client):
    for name in ("Python", "python"):
        admin_client.post("/admin/articles/tag/add/", {"name": name, "slug": ""})
    assert [(tag.name, tag.slug) for tag in Tag.objects.all()] == [("Python", "python")]


@pytest.mark.parametrize(
    ("field", "value"), [("tags", "x" * 101), ("published_at_0", "0001-01-01")]
)
def test_impossible_value_is_refused_beside_its_field(admin_client, admin_user, field, value):
    times = {"published_at_1": "00:00:00"}
    response = admin_client.post(
        LIST + "add/", form(title="x", author=admin_user.pk, **times, **{field: value})
    )
    assert field.removesuffix("_0") in response.context["adminform"].form.errors


def test_nul_in_the_query_is_refused(admin_client):
    assert admin_client.get(LIST + "?status__exact=%00").status_code == 400
