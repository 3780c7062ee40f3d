"""Titles and pictures are asked for in the background, if the settings of the site allow it."""

from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from articles.embeds import Transport
from articles.models import Article, EmbeddedPage, Page, SearchEntry, SiteSettings
from articles.publishing import embed_fetching
from articles.publishing.link_resolver import known_names_of_each
from articles.publishing.wording import warning_in_words
from operations.tasks import running
from rendering import embeds_of
from tests.embeds.conftest import picture
from tests.factories import make_article, make_user

VIDEO = "https://youtu.be/aaaaaaaaaaa"
BODY = f"Text.\n\n{VIDEO}"


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def waiting_tasks():
    return DBTaskResult.objects.filter(task_path=embed_fetching.fetch_embeds.module_path)


def allow_fetching():
    SiteSettings(fetch_embeds=True).save()


@pytest.mark.django_db
def test_nothing_is_asked_for_by_default():
    article = make_article(body=BODY)
    assert not waiting_tasks()
    assert not EmbeddedPage.objects.exists()
    assert "<b>YouTube 视频</b>" in article.html
    with pytest.raises(CommandError, match="do not allow it"):
        call_command("fetch_embeds")


@pytest.mark.django_db
def test_saving_asks_once_for_each_page(services, monkeypatch):
    monkeypatch.setattr(embed_fetching, "TRANSPORT", Transport(services.base))
    allow_fetching()
    make_article(body=BODY)
    assert running.run_due() == 1
    asked = len(services.asked)
    make_article(body=f"{BODY}\n\n{VIDEO}", status="draft")
    Page.objects.create(title="About", body=BODY)
    make_article(body=f"In a sentence: {VIDEO}")
    assert running.run_due() == 0
    assert len(services.asked) == asked == 1
    assert [page.key for page in EmbeddedPage.objects.all()] == ["youtube:aaaaaaaaaaa"]


@pytest.mark.django_db
def test_background_task_adds_title_and_picture(services, monkeypatch, uploads):
    allow_fetching()
    services.answer_for_video(thumbnail_url="https://i.ytimg.com/a.jpg")
    services.answer("i.ytimg.com/a.jpg", picture())
    monkeypatch.setattr(embed_fetching, "TRANSPORT", Transport(services.base))
    article = make_article(body=BODY)
    before = article.updated_at
    assert running.run_due() == 1
    article.refresh_from_db()
    assert "<b>A talk</b>" in article.html
    assert "YouTube · 视频 · Ada" in article.html
    name = EmbeddedPage.objects.get().picture
    assert f'<img src="/uploads/{name}" alt="" width="480" height="270"' in article.html
    assert default_storage.exists(name)
    assert article.updated_at == before
    assert len(services.asked) == 2


@pytest.mark.django_db
def test_title_is_shown_for_an_id_with_signs_that_html_escapes(services, transport):
    services.answer(
        "api.crossref.org/works/10.1002%2Fa%3C1%3A%3AAID%26b%3E3.0",
        {"message": {"title": ["Found"]}},
    )
    article = make_article(body="https://doi.org/10.1002/a%3C1::AID&b%3E3.0")
    EmbeddedPage.objects.add_missing(embeds_of(article.html))
    assert embed_fetching.fetch_due(transport) == (1, 0)
    article.refresh_from_db()
    assert "<b>Found</b>" in article.html


@pytest.mark.django_db
def test_search_finds_the_title(client, transport, services):
    allow_fetching()
    services.answer_for_video(title="Zeppelin")
    make_article(title="Video", body=BODY)
    EmbeddedPage.objects.add_missing(["youtube:aaaaaaaaaaa"])
    assert embed_fetching.fetch_due(transport) == (1, 0)
    assert SearchEntry.objects.count() == 1
    assert "Video" in client.get("/search/?q=zeppelin").text


@pytest.mark.django_db
def test_failure_is_told_to_authors_only_and_tried_again_later(client, transport):
    allow_fetching()
    article = make_article(body=BODY)
    EmbeddedPage.objects.add_missing(["youtube:aaaaaaaaaaa"])
    assert embed_fetching.fetch_due(transport) == (0, 1)
    article.refresh_from_db()
    (warning,) = article.warnings
    assert warning["line"] == 3
    assert "服务返回状态码 404" in warning_in_words(warning)
    with override("en"):
        assert "the service answered with status 404" in warning_in_words(warning)
    assert "with status" not in client.get(article.get_absolute_url()).text
    page = EmbeddedPage.objects.get()
    assert page.next_try_at > timezone.now()
    assert embed_fetching.fetch_due(transport) == (0, 0)
    for _time in range(4):
        EmbeddedPage.objects.update(next_try_at=timezone.now())
        assert embed_fetching.fetch_due(transport) == (0, 1)
    page.refresh_from_db()
    assert page.next_try_at is None


@pytest.mark.django_db
def test_failed_page_is_asked_for_again_without_a_save(services, monkeypatch):
    monkeypatch.setattr(embed_fetching, "TRANSPORT", Transport(services.base))
    allow_fetching()
    make_article(body=BODY)
    running.run_due()
    assert [each.run_after for each in waiting_tasks().filter(status="READY")] == [
        EmbeddedPage.objects.get().next_try_at
    ]
    services.answer_for_video()
    EmbeddedPage.objects.update(next_try_at=timezone.now())
    waiting_tasks().update(run_after=timezone.now())
    running.run_due()
    assert EmbeddedPage.objects.get().title == "A talk"
    assert not waiting_tasks().filter(status="READY")


@pytest.mark.django_db
def test_two_processes_do_not_ask_for_the_same_page():
    EmbeddedPage.objects.add_missing(["youtube:aaaaaaaaaaa"])
    assert EmbeddedPage.objects.claim_next() is not None
    assert EmbeddedPage.objects.claim_next() is None


@pytest.mark.django_db
def test_command_asks_for_what_is_missing_and_says_what_failed(services, monkeypatch):
    make_article(body=BODY)
    make_article(body="https://arxiv.org/abs/2006.11239")
    allow_fetching()
    services.answer_for_video()
    monkeypatch.setattr(embed_fetching, "TRANSPORT", Transport(services.base))
    printed = StringIO()
    call_command("fetch_embeds", stdout=printed)
    assert "arxiv:2006.11239: the service answered with status 404" in printed.getvalue()
    assert "1 fetched, 1 failed" in printed.getvalue()
    services.answer_for_video(title="Renamed")
    call_command("fetch_embeds", stdout=printed)
    assert not Article.objects.filter(html__contains="Renamed").exists()
    call_command("fetch_embeds", "--again", stdout=printed)
    assert Article.objects.filter(html__contains="Renamed").exists()


@pytest.mark.django_db
def test_titles_of_former_times_stay_if_a_later_try_fails(services, transport):
    EmbeddedPage.objects.add_missing(["youtube:aaaaaaaaaaa"])
    services.answer_for_video()
    embed_fetching.fetch_due(transport)
    services.answers.clear()
    EmbeddedPage.objects.ask_again(also_known=True)
    assert embed_fetching.fetch_due(transport) == (0, 1)
    assert EmbeddedPage.objects.get().title == "A talk"


@pytest.mark.django_db
def test_allowing_it_in_the_admin_asks_for_all(client):
    make_article(body=BODY)
    client.force_login(make_user("root", is_superuser=True))
    address = "/admin/articles/sitesettings/1/change/"
    client.get("/admin/articles/sitesettings/")
    form = client.get(address).context["adminform"].form
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    answer = client.post(address, {**values, "fetch_embeds": "on"})
    assert answer.status_code == 302
    assert waiting_tasks()
    assert EmbeddedPage.objects.get().key == "youtube:aaaaaaaaaaa"


@pytest.mark.django_db
@pytest.mark.parametrize(("body", "queries"), [(BODY, 1), ("Text.", 0)])
def test_details_of_many_texts_are_one_query(body, queries):
    texts = [make_article(body=body).text for _number in range(3)]
    with CaptureQueriesContext(connection) as captured:
        known_names_of_each(texts)
    asked = [query for query in captured.captured_queries if "embeddedpage" in query["sql"]]
    assert len(asked) == queries
