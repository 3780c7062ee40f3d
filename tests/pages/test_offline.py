"""The service worker and the page for readers without a connection."""

from pathlib import Path

import pytest
from django.conf import settings

from articles.front.offline import kept_paths
from articles.models import SiteSettings
from tests.factories import make_article

pytestmark = pytest.mark.django_db
WORKER, WITHDRAWN = "/service-worker.js", "/service-worker/withdrawn/"


def switch(on=True):
    site = SiteSettings.current()
    site.offline_reading = on
    site.save()


@pytest.mark.either_database
def test_pages_name_the_worker_where_the_owner_wants_it(client):
    assert "data-worker" not in client.get("/").text
    switch()
    assert f'data-worker="{WORKER}"' in client.get("/").text


@pytest.mark.either_database
def test_the_worker_of_a_site_without_offline_reading_removes_itself(client):
    script = client.get(WORKER)
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "unregister" in script.text
    assert "fetch" not in script.text


@pytest.mark.either_database
def test_the_worker_leaves_pictures_on_another_host_to_the_browser(settings):
    assert kept_paths() == ["/static/", "/uploads/"]
    settings.MEDIA_ORIGINS = ["https://bucket.example"]
    assert kept_paths() == ["/static/"]


def test_each_change_of_the_site_is_another_worker(client, committed):
    switch()
    before = client.get(WORKER).text
    assert client.get(WORKER).text == before
    make_article()
    assert client.get(WORKER).text != before


def test_browsers_are_told_which_articles_were_withdrawn(client):
    for slug, status in {"公开": "published", "old": "archived", "draft": "draft"}.items():
        make_article(slug=slug, status=status)
    public = ["/articles/%E5%85%AC%E5%BC%80/", "/articles/old/"]
    withdrawn = ["/articles/draft/", "/articles/none/", "/archive/", "elsewhere"]
    response = client.post(WITHDRAWN, public + withdrawn, content_type="application/json")
    assert response.json() == withdrawn
    assert "private" in response.headers["Cache-Control"]


NO_LISTS = {
    "nothing": "",
    "object": "{}",
    "numbers": "[1]",
    "nested": "[" * 100_000,
    "no_utf8": b"\xff",
    "too_many": '["/"' + ',"/"' * 50 + "]",
}


@pytest.mark.either_database
@pytest.mark.parametrize("body", NO_LISTS.values(), ids=NO_LISTS)
def test_any_other_question_is_a_bad_request(client, body):
    response = client.post(WITHDRAWN, body, content_type="application/json")
    assert response.status_code == 400


def test_the_answer_needs_one_query_for_any_number_of_articles(client, django_assert_num_queries):
    paths = [make_article(slug=f"n{i}").get_absolute_url() for i in range(3)]
    client.post(WITHDRAWN, paths, content_type="application/json")
    for some in (paths[:1], paths):
        with django_assert_num_queries(1):
            client.post(WITHDRAWN, some, content_type="application/json")


@pytest.mark.either_database
def test_the_policy_lets_workers_of_the_site_run(client):
    assert "worker-src 'self'" in client.get("/").headers["Content-Security-Policy"]


@pytest.mark.either_database
def test_the_offline_page_has_no_content_of_the_site(client):
    make_article(title="Secret title")
    page = client.get("/service-worker/offline/")
    assert "Secret title" not in page.text
    assert 'content="noindex"' in page.text


def test_the_worker_stays_small():
    assert Path(settings.BASE, "templates/service-worker.js").stat().st_size <= 5_120
