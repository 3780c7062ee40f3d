"""Redirects in the admin: the list, the form, files, and addresses that were not found."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import MissedPath, Page, PathRedirect, Tag
from articles.models.missed_paths import Miss
from tests.factories import make_article, make_topic, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LIST = "/admin/articles/pathredirect/"
MISSED = "/admin/articles/missedpath/"
FILE = "/old.html /articles/hello/\n/lost /nowhere/\n/archive/ /articles/hello/\n"


@pytest.fixture
def article(author):
    return make_article(slug="hello", title="你好")


@pytest.fixture
def client(client, editor):
    client.force_login(editor)
    return client


def send(client, form, **values):
    return client.post(form, {"path": "", "article": "", "address": "", **values})


def errors(response):
    return response.context["adminform"].form.errors


def test_form_makes_a_redirect_to_an_article_or_an_address(client, article, editor):
    page = Page.objects.create(title="About", slug="about")
    assert send(client, f"{LIST}add/", path="/旧/index.html", article=article.pk).status_code == 302
    assert send(client, f"{LIST}add/", path="/me", address="/about/").status_code == 302
    send(client, f"{LIST}add/", path="/far", address="https://other.example/x")
    rows = {row.path: row for row in PathRedirect.objects.all()}
    assert rows["/旧"].target_value == ("article", article.pk, "")
    assert rows["/me"].target_value == ("page", page.pk, "")
    assert rows["/far"].target_value == ("address", None, "https://other.example/x")
    assert {row.source for row in rows.values()} == {editor.username}
    assert client.get("/旧/").headers["Location"] == "/articles/hello/"


def test_form_says_what_is_wrong(client, article):
    make_article(slug="taken", title="Taken")
    PathRedirect.objects.set_paths(article, ["/old"], "test")
    wrong = {
        "path": [{"path": "/articles/taken/"}, {"path": "/old"}, {"path": "/archive/"}],
        "address": [
            *({"article": "", "address": ""}, {"address": "/articles/hello/"}),
            *({"article": "", "address": "/nowhere/"}, {"article": "", "address": "javascript:x"}),
        ],
    }
    for field, cases in wrong.items():
        for case in cases:
            response = send(client, f"{LIST}add/", **{"path": "/x", "article": article.pk, **case})
            assert list(errors(response)) == [field], case
    assert PathRedirect.objects.count() == 1


def test_form_changes_a_redirect_and_others_that_lead_to_it(client, article):
    topic = make_topic("NLP")
    PathRedirect.objects.set_paths(topic, ["/old"], "import")
    row = PathRedirect.objects.get()
    page = client.get(f"{LIST}{row.pk}/change/")
    assert page.context["adminform"].form.initial["address"] == "/topics/nlp/"
    send(client, f"{LIST}{row.pk}/change/", path="/New.html", article=article.pk)
    row.refresh_from_db()
    assert (row.path, row.folded, row.kind, row.source) == (
        "/New.html",
        "/new.html",
        "article",
        "import",
    )


@pytest.mark.asks_a_database
def test_list_names_targets_and_its_queries_do_not_grow(client, article):
    tag = Tag.objects.create(name="LLM")
    PathRedirect.objects.set_paths(tag, ["/t"], "import:hexo")
    PathRedirect.objects.set_paths(article, ["/a"], "import:hexo")
    page = client.get(LIST).text
    assert page.count("从 hexo 导入") == 3  # in two rows, and in the filter
    assert "import from" not in page
    assert "你好" in page
    assert "LLM" in page
    assert "你好" not in client.get(f"{LIST}?kind__exact=tag").text
    assert "LLM" in client.get(f"{LIST}?q=/t").text
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    PathRedirect.objects.set_paths(article, [f"/a/{n}" for n in range(12)], "import")
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)


@pytest.mark.asks_a_database
def test_import_shows_what_would_happen_and_then_does_it(client, article):
    file = SimpleUploadedFile("_redirects", FILE.encode())
    page = client.post(f"{LIST}import/", {"file": file})
    assert not PathRedirect.objects.exists()
    plan = page.context["plan"]
    assert ([line.number for line in plan.refused], len(plan.made)) == ([2, 3], 1)
    assert "/nowhere/" in page.text
    form = page.context["form"].cleaned_data
    again = {name: form[name] for name in ("text", "form", "name")}
    assert client.post(f"{LIST}import/", {**again, "_write": "1"}).status_code == 302
    row = PathRedirect.objects.get()
    assert (row.path, row.source) == ("/old.html", "_redirects")


def test_import_of_nothing_or_too_much_is_refused_in_a_sentence(client, monkeypatch):
    assert client.post(f"{LIST}import/", {"text": " "}).context["form"].non_field_errors()
    monkeypatch.setattr("articles.admin.redirect_imports.MOST_BYTES", 10)
    page = client.post(f"{LIST}import/", {"text": "/old,/new,301"})
    assert "10" in str(page.context["form"].non_field_errors())


def test_export_downloads_each_form(client, article):
    PathRedirect.objects.set_paths(article, ["/old"], "test")
    for form, text in {
        "csv": "/old,/articles/hello/,301",
        "netlify": "/old /articles/hello/ 301",
    }.items():
        response = client.get(f"{LIST}export-{form}/")
        assert text in response.text
        assert "attachment" in response.headers["Content-Disposition"]
    assert "map $request_uri" in client.get(f"{LIST}export-nginx/").text


# Addresses that were not found


@pytest.fixture
def missed(article):
    MissedPath.objects.add([Miss("/2020/hello.html", timezone.now(), 3, 1, "other.example/x")])
    return MissedPath.objects.get()


def test_one_click_redirects_what_was_not_found(client, article, missed):
    page = client.get(MISSED).text
    assert f'value="article:{article.pk}"' in page
    assert "other.example/x" in page
    client.post(f"{MISSED}{missed.pk}/redirect/", {"target": f"article:{article.pk}"})
    assert client.get("/2020/hello.html").headers["Location"] == "/articles/hello/"
    assert not MissedPath.objects.exists()


def test_another_click_ignores_it(client, missed):
    client.post(f"{MISSED}{missed.pk}/ignore/")
    assert "/2020/hello.html" not in client.get(MISSED).text
    assert "/2020/hello.html" in client.get(f"{MISSED}?ignored=yes").text
    client.post(f"{MISSED}{missed.pk}/ignore/")
    assert "/2020/hello.html" in client.get(MISSED).text


def test_links_alone_change_nothing(client, article, missed):
    assert client.get(f"{MISSED}{missed.pk}/redirect/").status_code == 405
    assert client.get(f"{MISSED}{missed.pk}/ignore/").status_code == 405
    for target in ("", "article:0", "article:x", "user:1", "nothing"):
        response = client.post(f"{MISSED}{missed.pk}/redirect/", {"target": target})
        assert response.status_code == 403, target
    assert not PathRedirect.objects.exists()


def test_who_may_only_look_sees_where_a_redirect_leads(client, article):
    PathRedirect.objects.set_paths(article, ["/old"], "test")
    viewer = make_user("viewer")
    viewer.user_permissions.add(Permission.objects.get(codename="view_pathredirect"))
    client.force_login(viewer)
    row = PathRedirect.objects.get()
    assert "你好" in client.get(f"{LIST}{row.pk}/change/").text
    assert client.get(f"{LIST}import/").status_code == 403


def test_redirects_are_for_editors_only(client, author, article, missed):
    client.force_login(author)
    for address in (LIST, f"{LIST}add/", f"{LIST}import/", f"{LIST}export-csv/", MISSED):
        assert client.get(address).status_code == 403, address
    response = client.post(f"{MISSED}{missed.pk}/redirect/", {"target": f"article:{article.pk}"})
    assert response.status_code == 403
    assert not PathRedirect.objects.exists()
