"""Object permissions of the admin: queries of lists, and examples. tests/access/ asks all URLs.

The URLs come from the URL configuration, so that new lists are tested too.
"""

import re

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.models import Article, MissedPath, Page, Series
from tests.admin.test_authors_and_editors import LIST, change, form
from tests.factories import make_article, make_topic, make_user
from transfer.models import ExportRun, ImportRun
from transfer.report import ImportReport

pytestmark = [pytest.mark.django_db, pytest.mark.either_database, pytest.mark.slow]
TITLE, SLUG, LOGIN = "HiddenTransmission", "hidden-slug", "hidden-login"
SECRETS = (TITLE, SLUG, LOGIN)
MOST = 6
SEARCHED = {
    name: apps.get_model("articles", name)
    for name in ("article", "page", "series", "tag", "category")
}


@pytest.fixture
def rival():
    return make_user(LOGIN, display_name="")


@pytest.fixture
def scene(author, editor, rival, admin_user):
    """An article of the author and a draft of somebody else, with all their relations."""
    topic, series = make_topic("NLP"), Series.objects.create(name="Series")
    shared = {"category": topic, "series": series}
    draft = make_article(title=TITLE, slug=SLUG, status="draft", author=rival, **shared)
    mine = make_article(title="mine", author=author, translation_of=draft, language="en", **shared)
    for article in (draft, mine):
        article.tags.add("common")
    page = Page.objects.create(title="About", slug="about")
    MissedPath.objects.create(path="/old", last_at=timezone.now())
    values = ImportReport(created=[f"{TITLE}.md"]).as_json()
    ImportRun.objects.create(user=rival, author=rival, file_name=SLUG, check_report=values)
    ExportRun.objects.create(user=rival)
    for thing in (draft, mine, series):
        LogEntry.objects.create(
            user=rival,
            content_type=ContentType.objects.get_for_model(thing),
            object_id=str(thing.pk),
            object_repr=str(thing),
            action_flag=CHANGE,
            change_message=f"Changed article “{TITLE}”.",
        )
        if thing is mine:
            LogEntry.objects.filter(object_id=str(mine.pk)).update(change_message="Changed Title.")
    return {"mine": mine, "theirs": draft, "page": page, "series": series, "topic": topic}


@pytest.fixture
def visitor(client, admin_user):
    def enter(role):
        people = {"author": "xiaoyun", "editor": "ada", "administrator": admin_user.username}
        if role in people:
            client.force_login(get(people[role]))
        return client

    return enter


def get(username):
    return apps.get_model("articles.User").objects.get(username=username)


# All URLs


def patterns(resolver=None, before=""):
    for each in (resolver or get_resolver()).url_patterns:
        here = before + str(each.pattern)
        # Those of people are asked in tests/accounts/.
        if not here.startswith("admin/") or here.startswith("admin/people/"):
            continue
        if isinstance(each, URLResolver):
            yield from patterns(each, here)
        elif isinstance(each, URLPattern):
            yield here, each


def addresses():
    """Each URL with the ids of all objects of its model, and with invalid ids."""
    for text, pattern in patterns():
        names = list(pattern.pattern.converters) or list(pattern.pattern.regex.groupindex)
        if pattern.name is None:
            continue  # Django's old addresses, which lead to the named ones
        for values in arguments(text, names):
            kwargs = dict(zip(names, values, strict=True))
            yield reverse(f"admin:{pattern.name}", kwargs=kwargs)


def is_list(address):
    app, model = address.split("/")[-3:-1]
    return any((app, model) == (m._meta.app_label, m._meta.model_name) for m in apps.get_models())


def arguments(text, names):
    if "content_type_id" in names:
        kinds = ContentType.objects.all()
        found = [(str(kind.pk), pk) for kind in kinds for pk in numbers(kind.model_class())]
        return [*found, ("x", "1"), ("999999", "1")]
    if names in (["object_id"], ["id"], ["pk"]):
        app, model = text.split("/")[1:3]
        found = [(pk,) for pk in numbers(apps.get_model(app, model))]
        return found if names != ["object_id"] else [*found, ("x",), ("999999",)]
    if names == ["app_label"]:
        return [("articles",), ("auth",)]
    return {"url": [("nowhere/",)], "name": [("nowhere",)]}.get("".join(names), [()])


def numbers(model):
    """A few ids; without pages in the admin one, which is that of the rival's thing."""
    pks = model._default_manager.values_list("pk", flat=True)
    return [str(pk) for pk in pks[: MOST if site.is_registered(model) else 1]]


def queries(address, scene):
    yield ""
    model = SEARCHED.get(address.split("/")[-2])
    if model and is_list(address):
        yield from ("?p=x", "?p=99", "?o=x.9", "?all=1", "?e=1", "?_popup=1", "?unknown=1")
        yield from (f"?q={TITLE[:6]}", "?_to_field=password", "?_to_field=slug&_popup=1")
        known = {field.name for field in model._meta.get_fields()}
        asked = filters(scene["theirs"])
        yield from (f"?{each}" for each in asked if re.match(r"[a-z_]+?(?=__|=)", each)[0] in known)
    if address.endswith("/autocomplete/"):
        for model in apps.get_app_config("articles").get_models():
            given = f"?app_label=articles&model_name={model._meta.model_name}&term="
            names = [field.name for field in model._meta.get_fields() if field.is_relation]
            yield from (f"{given}&field_name={name}" for name in ["id", *names])
        yield "?app_label=articles&model_name=article&field_name=translation_of&term=&page=x"
    if address.endswith("/admin/search/"):
        yield from (f"?s={TITLE[:6]}&extended=1", "?s=a&page=x", "?s=a&page=99")


def filters(draft):
    """For the lists of the models that have the field; to others the name is unknown."""
    yield from ("author__password__startswith=p", "author__username__startswith=hidden")
    yield from (f"author={draft.author_id}", f"author__id__exact={draft.author_id}")
    yield from (f"translation_of={draft.pk}", f"translation_of__title__startswith={TITLE[:6]}")
    yield from (f"articles={draft.pk}", "articles__title__regex=H", "body__regex=(a%2B)%2Bb")
    yield from (f"uses__content_object__title__startswith={TITLE[:6]}", "tags__id__exact=x")
    yield from ("published_at__year=99999", "published_at__month=13", "published_at__day=99")
    yield from ("published_at__year=1", "published_at__gte=x", "status__exact=nonsense")


def told(response):
    """Everything that a response discloses: text, redirect and messages."""
    said = response.content.decode(errors="replace") + str(dict(response.headers))
    return said + str(getattr(response, "context", "") and response.context.get("messages", ""))


@pytest.mark.parametrize("role", ["author", "administrator"])
def test_no_query_fails_and_none_tells_of_anothers_draft(visitor, scene, role):
    client = visitor(role)
    for address in addresses():
        for query in filter(None, queries(address, scene)):
            response = client.get(address + query)
            assert response.status_code < 500, address + query
            if role == "author":
                assert not leaks(response, address + query), address + query


def leaks(response, asked):
    said = told(response).replace(asked, "")
    return [secret for secret in SECRETS if secret in said]


# Examples


def test_author_cannot_name_anothers_article_as_the_original(client, author, rival):
    theirs = make_article(author=rival, language="zh-hans")
    mine = make_article(author=author, language="en")
    client.force_login(author)
    data = form(title="x", language="en", translation_of=theirs.pk)
    assert client.post(change(mine), data).status_code == 200
    mine.refresh_from_db()
    assert mine.translation_of is None


def test_author_keeps_an_original_that_an_editor_named(client, author, rival, scene):
    mine = scene["mine"]
    client.force_login(author)
    assert client.post(change(mine), form(title="new", language="en")).status_code == 302
    mine.refresh_from_db()
    assert (mine.title, mine.translation_of) == ("new", scene["theirs"])


SEARCHES = (
    "/admin/search/?s=",
    "/admin/articles/article/?q=",
    "/admin/autocomplete/?app_label=articles&model_name=article&field_name=translation_of&term=",
)


def test_author_completes_only_own_titles(client, author, scene):
    client.force_login(author)
    given = {"app_label": "articles", "model_name": "article", "field_name": "translation_of"}
    found = client.get("/admin/autocomplete/", {**given, "term": ""}).json()["results"]
    assert [each["text"] for each in found] == ["mine"]


@pytest.mark.parametrize("address", SEARCHES)
def test_searches_take_any_number_of_words(client, author, address):
    client.force_login(author)
    assert client.get(address + "a " * 3000).status_code == 200


@pytest.mark.parametrize("kind", ["article", "page", "series", "tag", "category", "user"])
def test_view_on_site_leads_only_to_what_one_may_see(client, author, scene, kind):
    client.force_login(author)
    model = apps.get_model("articles", kind)
    number = ContentType.objects.get_for_model(model).pk
    theirs = {"article": scene["theirs"].pk, "user": scene["theirs"].author_id}
    seen = {
        "series": scene["series"].pk,
        "category": scene["topic"].pk,
        "tag": scene["mine"].tags.get().pk,
    }
    pages = {"page": scene["page"].pk}
    address = f"/admin/r/{number}/{(theirs | seen | pages)[kind]}/"
    assert client.get(address).status_code == (302 if kind in seen else 404)


def test_series_shows_an_author_only_own_articles(client, author, scene):
    client.force_login(author)
    text = client.get(reverse("admin:articles_series_change", args=[scene["series"].pk])).text
    assert "mine" in text
    assert TITLE not in text


def test_author_has_no_filter_by_author_and_an_editor_one_of_writers(client, author, editor, scene):
    make_user("silent-login", display_name="", is_staff=False)
    asked = {"app_label": "articles", "model_name": "article", "field_name": "author", "term": ""}
    client.force_login(author)
    assert "author__id__exact" not in client.get(LIST).text
    assert client.get("/admin/autocomplete/", asked).status_code == 404
    client.force_login(editor)
    assert "author__id__exact" in client.get(LIST).text
    names = [each["text"] for each in client.get("/admin/autocomplete/", asked).json()["results"]]
    assert LOGIN in names
    assert "silent-login" not in names


def test_lists_count_only_what_one_may_know_of(client, author, editor, scene):
    for person, number in ((author, 1), (editor, 2)):
        client.force_login(person)
        for kind in ("series", "tag", "category"):
            rows = client.get(f"/admin/articles/{kind}/").context["cl"].queryset
            assert [row.number for row in rows] == [number], kind


def test_page_of_a_tag_opens_for_an_author(client, author, scene):
    client.force_login(author)
    tag = scene["mine"].tags.get()
    assert client.get(f"/admin/articles/tag/{tag.pk}/change/").status_code == 200


def test_deleting_tells_how_many_articles_stand_in_the_way_and_not_which(client, scene):
    keeper = make_user("keeper")
    keeper.user_permissions.add(permission("delete_category"))
    client.force_login(keeper)
    text = client.get(f"/admin/articles/category/{scene['topic'].pk}/delete/").text
    assert TITLE not in text
    assert "2" in text


def test_history_names_nobody_that_one_may_not_see(client, author, scene):
    client.force_login(author)
    answer = client.get(reverse("admin:articles_article_history", args=[scene["mine"].pk]))
    assert "Changed Title." in answer.text
    assert LOGIN not in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "author__password__startswith=p",
        "body__regex=(a%2B)%2Bb",
        "translation_of__title__startswith=H",
        "author__username__startswith=h",
        "uid__startswith=0",
    ],
)
def test_addresses_of_filters_ask_nothing_but_what_the_filters_ask(admin_client, query):
    assert admin_client.get(f"{LIST}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "state=draft",
        "featured__exact=1",
        "published_at__year=2020",
        "category__isnull=True",
    ],
)
def test_filters_that_are_offered_work(admin_client, scene, query):
    assert admin_client.get(f"{LIST}?{query}").status_code == 200


# Raw HTML: the permission of the writer decides

DRAWING = '<svg viewBox="0 0 9 9"><path d="M0 0L9 9"></path></svg>'


def permission(codename):
    return apps.get_model("auth.Permission").objects.get(codename=codename)


def test_editor_gains_no_raw_html_by_the_name_of_an_administrator(client, editor, admin_user):
    article = make_article()
    client.force_login(editor)
    client.post(change(article), form(title="x", body=DRAWING, author=admin_user.pk))
    client.post(LIST + "add/", form(title="y", body=DRAWING, author=admin_user.pk))
    for article in Article.objects.all():
        article.save()
        assert article.author == admin_user
        assert "<path" not in article.html


def test_an_untouched_text_gains_no_raw_html_by_another_author(client, editor, admin_user):
    article = make_article(body=DRAWING)
    client.force_login(editor)
    client.post(change(article), form(title="x", body=DRAWING, author=admin_user.pk))
    assert "<path" not in Article.objects.get().html


def test_drawing_of_an_administrator_stays_when_others_set_the_topic(client, editor, admin_user):
    article, topic = make_article(body=DRAWING, author=admin_user), make_topic("NLP")
    client.force_login(editor)
    said = {"title": "x", "author": admin_user.pk, "category": topic.pk}
    client.post(change(article), form(body=DRAWING, **said))
    assert "<path" in Article.objects.get().html
    answer = client.post(change(article), form(body=f"{DRAWING}\n\nmore", **said), follow=True)
    assert "<path" not in Article.objects.get().html
    assert any("HTML" in str(message) for message in answer.context["messages"])


def test_trusted_writer_may_draw_under_anothers_name(admin_client, author):
    article = make_article(author=author)
    admin_client.post(change(article), form(title="x", body=DRAWING, author=author.pk))
    assert "<path" in Article.objects.get().html
