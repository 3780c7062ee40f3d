"""Addresses of a former site lead to what was there, in one step."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Page, PathRedirect, Redirect, Series, Tag
from articles.models.path_checks import RedirectTarget
from tests.each import check_each
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
SOURCE = "import from Hexo"
PATHS = (
    *("/2020/01/Hello.html", "/posts/你好/", "/?p=123", "/index.php/archives/7/"),
    *("/read.php?tid-12.html", "/show.asp?id=3&type=a", "/old-name"),
)


def set_paths(thing, *paths):
    return PathRedirect.objects.set_paths(thing, paths, SOURCE)


def location(client, path, **headers):
    response = client.get(path, **headers)
    return response.status_code, response.headers.get("Location")


@pytest.fixture
def article(author):
    article = make_article(slug="hello", title="你好")
    assert set_paths(article, *PATHS) == (list(map(str.strip, map(normal, PATHS))), [])
    return article


def normal(path):
    return path.rstrip("/") if "?" not in path else path


SPELLINGS = (
    *(
        "/2020/01/Hello.html",
        "/2020/01/hello.HTML",
        "/2020/01//Hello.html",
        "/posts/%E4%BD%A0%E5%A5%BD",
    ),
    *("/posts/%C4%E3%BA%C3/", "/posts/你好", "/?p=123", "/index.php?p=123"),
    *("/index.php/archives/7", "/index.php/archives/7/index.html", "/read.php?tid-12.html"),
    *("/show.asp?type=a&id=3", "/old-name", "/old-name/", "/Old-Name/"),
)


@pytest.mark.asks_a_database
def test_every_spelling_of_an_old_address_leads_to_the_article_in_one_step(client, article):
    def check(path):
        assert location(client, path) == (301, "/articles/hello/")

    check_each(SPELLINGS, check)


def test_what_is_not_part_of_the_old_address_stays(client, article):
    kept = {
        "/?p=123&utm_source=mail": "/articles/hello/?utm_source=mail",
        "/old-name?from=a": "/articles/hello/?from=a",
        "/show.asp?a=1&id=3&type=a&b=2": "/articles/hello/?a=1&b=2",
    }
    check_each(kept.items(), lambda path, to: equal(location(client, path), (301, to)))


def equal(found, wanted):
    assert found == wanted


def test_other_addresses_answer_as_before(client, article):
    assert client.get("/").status_code == 200
    assert client.get("/?p=124").status_code == 200
    assert client.get("/?utm_source=p").status_code == 200
    for path in (
        "/2020/01/other.html",
        "/read.php/?tid-13.html",
        "/index.php/archives",
    ):
        assert client.get(path).status_code == 404
    assert client.post("/old-name/").status_code in {403, 404, 405}


def test_redirect_follows_a_new_slug(client, article):
    article.slug = "new"
    article.save()
    assert location(client, "/old-name") == (301, "/articles/new/")


def test_paths_of_topics_tags_series_and_pages_redirect(client, author):
    things = {
        make_topic("NLP"): "/topics/nlp/",
        Tag.objects.create(name="LLM"): "/tags/llm/",
        Series.objects.create(name="S"): "/series/s/",
        Page.objects.create(title="About", slug="about"): "/about/",
    }
    for number, (thing, address) in enumerate(things.items()):
        set_paths(thing, f"/old/{number}.html")
        assert location(client, f"/old/{number}.html") == (301, address)


@pytest.mark.parametrize(
    "unseen", [{"status": "draft"}, {"published_at": timezone.now() + timedelta(days=1)}]
)
def test_path_of_a_text_that_is_not_public_is_not_found_until_it_is(client, author, unseen):
    article = make_article(slug="a", **unseen)
    set_paths(article, "/old/x", "/?p=1")
    assert client.get("/old/x").status_code == 404
    assert client.get("/?p=1").status_code == 404
    Article.objects.update(status="published", published_at=timezone.now())
    assert location(client, "/old/x") == location(client, "/?p=1") == (301, "/articles/a/")


@pytest.mark.asks_a_database
def test_path_of_what_was_deleted_is_gone(client, article, author):
    other = make_article(slug="other")
    set_paths(other, "/other.html")
    other.move_to_trash()
    assert client.get("/other.html").status_code == 410
    other = Article.objects.get(slug="other")
    other.restore_from_trash()
    assert location(client, "/other.html") == (301, "/articles/other/")
    article.delete()
    assert client.get("/old-name").status_code == 410
    tag = Tag.objects.create(name="LLM")
    set_paths(tag, "/t/llm")
    tag.delete()
    assert client.get("/t/llm").status_code == 410


def test_path_of_what_was_deleted_may_be_given_to_another(client, article):
    article.delete()
    heir = make_article(slug="heir")
    assert set_paths(heir, "/old-name", "/articles/hello/").refused == []
    assert location(client, "/old-name") == (301, "/articles/heir/")
    assert location(client, "/articles/hello/") == (301, "/articles/heir/")


@pytest.mark.asks_a_database
def test_paths_of_a_merged_tag_and_a_replaced_topic_lead_to_the_successor(client, author):
    tag, topic = Tag.objects.create(name="Attention"), make_topic("NLP")
    set_paths(tag, "/tag/attention")
    set_paths(topic, "/category/nlp")
    tag.merge_into(Tag.objects.create(name="LLM"))
    topic.replace_with(make_topic("Language"))
    assert location(client, "/tag/attention") == (301, "/tags/llm/")
    assert location(client, "/category/nlp") == (301, "/topics/language/")


# What cannot be redirected


def test_first_claim_of_a_path_counts_and_the_second_is_reported(article):
    other = make_article(title="other")
    made, refused = set_paths(other, "/old-name/", "/mine", "/mine")
    assert made == ["/mine"]
    assert [(each.path, "你好" in each.reason) for each in refused] == [("/old-name/", True)]
    assert set_paths(article, *PATHS) == ([], [])


def test_what_the_site_answers_cannot_be_redirected(client, article):
    make_article(slug="taken", title="Taken")
    Page.objects.create(title="About", slug="about")
    theirs = ["/articles/taken/", "/articles/taken.md", "/about", "/about/index.html"]
    sites = ["/", "/index.html", "/archive/", "/archive/2020", "/feed.xml", "/admin/x", "/page/2"]
    sites += ["/static/a.css", "/uploads/a.png", "/search/", "/?page=2", "/?tag=x&year=2020"]
    made, refused = set_paths(article, *theirs, *sites, "/" + "x" * 500, "/?a=1&b=2&c=3&d=4")
    assert made == []
    assert [each.path for each in refused][: len(theirs + sites)] == theirs + sites
    assert all(each.reason for each in refused)
    assert "“Taken”" in refused[0].reason


def test_own_address_of_a_text_needs_no_redirect(article):
    draft = make_article(slug="draft", status="draft")
    assert set_paths(draft, "/articles/draft/") == ([], [])
    assert set_paths(article, "/articles/hello/", "/articles/draft") == (["/articles/draft"], [])


def test_what_comes_later_at_a_path_wins(client, article):
    set_paths(article, "/articles/later/", "/about")
    assert location(client, "/about") == (301, "/articles/hello/")
    make_article(slug="later")
    Page.objects.create(title="About", slug="about")
    assert client.get("/articles/later/").status_code == 200
    assert client.get("/about/").status_code == 200
    assert location(client, "/about") == (301, "/about/")


def test_redirects_to_addresses_are_one_step_and_never_a_loop(client, author):
    def to(address):
        return RedirectTarget("address", None, address)

    objects = PathRedirect.objects
    made, refused = objects.set_targets([("/a", to("/archive/")), ("/b", to("/b/"))], SOURCE)
    assert (made, len(refused)) == (["/a"], 1)
    objects.set_targets([("/c", to("/d/"))], SOURCE)
    objects.set_targets([("/d", to("https://other.example/x#y"))], SOURCE)
    assert location(client, "/c") == (301, "https://other.example/x#y")
    objects.set_targets([("/e", to("/c")), ("/f", to("/g")), ("/g", to("/f"))], SOURCE)
    assert location(client, "/e") == (301, "https://other.example/x#y")
    assert client.get("/f/").status_code == client.get("/g/").status_code == 404
    assert objects.set_targets([("/archive-2", to("/e"))], SOURCE).refused == []
    assert objects.get(path="/archive-2").address == "https://other.example/x#y"
    assert location(client, "/a?x=1") == (301, "/archive/?x=1")
    assert location(client, "/d?x=1") == (301, "https://other.example/x?x=1#y")


def test_former_slug_keeps_its_address(client, article):
    Redirect.set_target("article", "former", article.pk)
    other = make_article()
    (refused,) = set_paths(other, "/articles/former/").refused
    assert "你好" in refused.reason
    assert set_paths(article, "/articles/former/") == ([], [])


# Feeds


def test_old_feeds_answer_in_one_step(client, author):
    article, topic, tag = make_article(), make_topic("NLP"), Tag.objects.create(name="LLM")
    set_paths(topic, "/category/nlp/")
    set_paths(tag, "/tag/大模型")
    set_paths(article, "/2020/hello")
    atom = ("/feed", "/feed/", "/atom.xml", "/index.xml", "/feed/atom/", "/feeds/all.atom.xml")
    atom += ("/blog/feed/", "/posts/index.xml", "/?feed=atom")
    rss = ("/rss", "/rss/", "/rss2.xml", "/feed.rss", "/?feed=rss2")
    cases = dict.fromkeys(atom, "/feed.xml") | dict.fromkeys(rss, "/rss.xml")
    cases["/category/nlp/feed/"] = cases["/category/nlp/?feed=atom"] = "/topics/nlp/feed.xml"
    cases["/tag/大模型/index.xml"] = cases["/tags/llm/feed/"] = "/tags/llm/feed.xml"
    cases["/tag/大模型/rss"] = "/tags/llm/rss.xml"
    check_each(cases.items(), lambda path, to: equal(location(client, path), (301, to)))
    for path in ("/2020/hello/feed/", "/nowhere/feed/", "/tags/none/feed/"):
        assert client.get(path).status_code == 404


def test_page_at_the_address_of_a_feed_wins(client, author):
    Page.objects.create(title="Feed", slug="feed")
    assert client.get("/feed/").status_code == 200
    assert location(client, "/feed") == (301, "/feed/")


# Cost


@pytest.mark.asks_a_database
def test_a_path_costs_one_query_however_many_redirects_there_are(client, article):
    def queries(path):
        with CaptureQueriesContext(connection) as captured:
            Client().get(path)
        return [q["sql"] for q in captured if "articles_pathredirect" in q["sql"]]

    assert len(queries("/nothing/here")) == 1
    set_paths(article, *(f"/n/{number}" for number in range(50)))
    assert len(queries("/nothing/here")) == 1
    assert len(queries("/n/7")) == 1


@pytest.mark.asks_a_database
def test_setting_many_paths_takes_few_queries(article, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        outcome = set_paths(
            article, *(f"/{number}/x" for number in range(250)), *map(str, range(250))
        )
    assert len(outcome.made) == 500
