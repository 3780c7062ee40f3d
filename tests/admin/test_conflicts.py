"""Concurrent changes: a form never silently overwrites what was saved since it was opened."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.admin.field_diff import MAX_COMPARISONS, diff_lines
from articles.models import Article, Page, Series, SiteSettings, Tag
from tests.admin.test_authors_and_editors import LIST, act, change, form
from tests.factories import make_article, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.either_database]
PAGES = "/admin/articles/page/"


def version(answer):
    return re.search(r'name="_version" value="(\w*)"', answer.text)[1]


def opened(client, address):
    """Form data as a browser submits it unchanged."""
    answer = client.get(address)
    said = {"_version": version(answer)}
    for field in answer.context["adminform"].form:
        value = field.value()
        if isinstance(value, list):
            value = ", ".join(map(str, value))
        said[field.html_name] = "" if value is None or value is False else value
    if at := said.pop("published_at", None):
        local = f"{at.astimezone():%Y-%m-%d %H:%M:%S}" if hasattr(at, "astimezone") else str(at)
        said["published_at_0"], said["published_at_1"] = local.split()
    return {name: value for name, value in said.items() if name != "cover"}


THINGS = {
    "article": lambda: make_article(title="first", body="one\n\ntwo", status="draft"),
    "page": lambda: Page.objects.create(title="first", slug="p"),
    "category": lambda: make_topic("first"),
    "tag": lambda: Tag.objects.create(name="first"),
    "series": lambda: Series.objects.create(name="first"),
    "sitesettings": lambda: SiteSettings.objects.create(pk=1, title="first"),
}


@pytest.mark.parametrize("kind", THINGS)
def test_conflict_shows_both_values_and_can_be_saved_then(admin_client, kind):
    thing = THINGS[kind]()
    name = "name" if hasattr(thing, "name") else "title"
    address = reverse(f"admin:articles_{kind}_change", args=[thing.pk])
    rows = {"articles-TOTAL_FORMS": 0, "articles-INITIAL_FORMS": 0}
    one, other = (opened(admin_client, address) | rows for _ in range(2))
    assert admin_client.post(address, one | {name: "from one window"}).status_code == 302
    refused = admin_client.post(address, other | {name: "from another"})
    thing.refresh_from_db()
    assert getattr(thing, name) == "from one window"
    assert refused.status_code == 200
    assert "from one window</del>" in refused.text
    assert "from another</ins>" in refused.text
    assert refused.context["adminform"].form[name].value() == "from another"
    again = other | {name: "from another", "_version": version(refused)}
    assert admin_client.post(address, again).status_code == 302
    thing.refresh_from_db()
    assert getattr(thing, name) == "from another"


def test_texts_are_compared_line_by_line(admin_client):
    body = "\n".join(f"line {n}" for n in range(40))
    article = make_article(body=body)
    sent = opened(admin_client, change(article))
    Article.objects.filter(pk=article.pk).update(body=body.replace("line 20", "stored 20"))
    text = admin_client.post(change(article), sent | {"body": body + "\nmine"}).text
    shown = text[text.index('class="lines"') : text.index("<details>")]
    assert "stored 20</del>" in shown
    assert "line 20</ins>" in shown
    assert "mine</ins>" in shown
    assert "line 5" not in shown


def test_a_third_save_meanwhile_is_refused_again(admin_client):
    article = make_article(title="first")
    sent = opened(admin_client, change(article)) | {"title": "mine"}
    for number in range(3):
        Article.objects.filter(pk=article.pk).update(title=f"theirs {number}")
        refused = admin_client.post(change(article), sent)
        assert f"theirs {number}</del>" in refused.text
        sent["_version"] = version(refused)
    admin_client.post(change(article), sent)
    article.refresh_from_db()
    assert article.title == "mine"


@pytest.mark.asks_a_database
def test_submitting_the_same_values_twice_is_no_conflict(admin_client):
    article = make_article(title="first")
    sent = opened(admin_client, change(article)) | {"title": "second"}
    assert admin_client.post(change(article), sent).status_code == 302
    assert admin_client.post(change(article), sent).status_code == 302


def test_an_error_does_not_forget_what_the_form_was_opened_with(admin_client):
    article = make_article(title="first")
    sent = opened(admin_client, change(article))
    wrong = admin_client.post(change(article), sent | {"title": ""})
    assert version(wrong) == sent["_version"]
    Article.objects.filter(pk=article.pk).update(title="theirs")
    refused = admin_client.post(
        change(article), sent | {"title": "mine", "_version": version(wrong)}
    )
    assert refused.status_code == 200


@pytest.mark.parametrize("what", ["rerender", "nothing", "relate", "reindex"])
def test_changes_of_other_columns_are_no_conflict(admin_client, what):
    article = make_article(body="#标题\n")
    sent = opened(admin_client, change(article))
    if what == "rerender":
        Article.objects.update(html="old")
        call_command("rerender", all=True, workers=1)
    elif what != "nothing":
        call_command(what)
    assert admin_client.post(change(article), sent | {"title": "mine"}).status_code == 302


@pytest.mark.parametrize("what", ["take_all_fixes", "unpublish", "add_tag", "move_to_topic"])
def test_bulk_action_that_changes_a_field_makes_a_form_stale(admin_client, what):
    article, topic = make_article(body="#标题\n"), make_topic("NLP")
    sent = opened(admin_client, change(article))
    act(admin_client, what, article, answered="1", tag="x", topic=topic.pk)
    before = Article.objects.values().get()
    assert admin_client.post(change(article), sent | {"title": "mine"}).status_code == 200
    assert Article.objects.values().get() == before


def test_tag_added_meanwhile_is_not_taken_away(admin_client):
    article = make_article()
    sent = opened(admin_client, change(article))
    article.tags.add("meanwhile")
    refused = admin_client.post(change(article), sent)
    assert "meanwhile</del>" in refused.text
    assert article.tags.exists()


def rows(pages, **positions):
    data = {"form-TOTAL_FORMS": len(pages), "form-INITIAL_FORMS": len(pages), "_save": ""}
    for number, page in enumerate(pages):
        data[f"form-{number}-id"] = page.pk
        data[f"form-{number}-position-shown"] = page.position
        data[f"form-{number}-position"] = positions.get(page.title, page.position)
    return data


@pytest.mark.asks_a_database
def test_list_saves_only_what_was_changed_in_it(admin_client):
    pages = [Page.objects.create(title=t, slug=t, position=n) for n, t in enumerate("ab")]
    assert 'name="form-0-position-shown"' in admin_client.get(PAGES).text
    Page.objects.filter(title="b").update(position=9)
    admin_client.post(PAGES, rows(pages, a=5))
    assert list(Page.objects.order_by("title").values_list("position", flat=True)) == [5, 9]


def test_list_refuses_what_was_changed_elsewhere_and_takes_it_then(admin_client):
    page = Page.objects.create(title="a", slug="a", position=1)
    sent = rows([page], a=5)
    Page.objects.update(position=9)
    refused = admin_client.post(PAGES, sent)
    assert Page.objects.get().position == 9
    shown = re.search(r'name="form-0-position-shown" value="(\d+)"', refused.text)
    assert shown[1] == "9"
    admin_client.post(PAGES, sent | {"form-0-position-shown": shown[1]})
    assert Page.objects.get().position == 5


def test_order_of_a_series_is_kept_where_it_was_not_changed(admin_client):
    series = Series.objects.create(name="S", slug="s")
    one, other = (make_article(series=series, part=n) for n in (1, 2))
    address = reverse("admin:articles_series_change", args=[series.pk])
    sent = {"name": "S", "slug": "s", "articles-TOTAL_FORMS": 2, "articles-INITIAL_FORMS": 2}
    for number, article in enumerate((one, other)):
        sent |= {f"articles-{number}-id": article.pk, f"articles-{number}-series": series.pk}
        sent |= {f"articles-{number}-part": article.part}
        sent |= {f"articles-{number}-part-shown": article.part}
    Article.objects.filter(pk=other.pk).update(part=7)
    assert admin_client.post(address, sent | {"articles-0-part": 5}).status_code == 302
    assert set(series.articles.values_list("part", flat=True)) == {5, 7}


@pytest.mark.asks_a_database
@pytest.mark.usefixtures("committed")
def test_one_of_two_concurrent_saves_is_a_conflict():
    admin = make_user("root", group="editors", is_superuser=True)
    article = make_article(title="first")
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(admin)
    sent = opened(clients[0], change(article))
    both = Barrier(2)

    def save(number):
        both.wait(60)
        try:
            return clients[number].post(change(article), sent | {"title": f"{number}"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, range(2))) == [200, 302]


def test_comparing_two_long_texts_ends():
    old, new = ("\n".join(f"{t}{n % 7}" for n in range(MAX_COMPARISONS // 500)) for t in "ab")
    assert len(list(diff_lines(old, new))) == 2 * (MAX_COMPARISONS // 500)


@pytest.mark.parametrize(
    ("stored", "sent", "kinds"),
    [
        ("a", "a", ["same"]),
        ("a\nb", "a\r\nc", ["same", "stored", "sent"]),
        ("", "a", ["sent"]),
        (
            "\n".join("abcdefgh"),
            "\n".join("Xbcdefgh"),
            ["stored", "sent", "same", "same", "left out"],
        ),
        (
            "\n".join("abcdefgh"),
            "\n".join("abcdefgX"),
            ["left out", "same", "same", "stored", "sent"],
        ),
        (
            "\n".join("abcdefgh"),
            "\n".join("XbcdefgY"),
            ["stored", "sent", "same", "same", "left out", "same", "same", "stored", "sent"],
        ),
    ],
)
def test_comparison_shows_what_changed_and_what_stands_beside(stored, sent, kinds):
    assert [line.kind for line in diff_lines(stored, sent)] == kinds


def test_form_without_a_version_is_saved(admin_client):
    article = make_article()
    data = form(title="x", author=article.author_id)
    assert admin_client.post(f"{LIST}{article.pk}/change/", data).status_code == 302
