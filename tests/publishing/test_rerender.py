"""Stored pages follow the renderer."""

from io import StringIO

import pytest
from django.core.management import call_command

import rendering
from articles.models import Article, Page
from articles.publishing.rerender import outdated_count
from rendering import npm, render
from rendering.math import chemistry
from tests.factories import make_article, make_preview_link

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.either_database]
VERSION = rendering.VERSION


def rerender(*options):
    out = StringIO()
    call_command("rerender", *options, "--workers=1", stdout=out)
    return out.getvalue()


@pytest.mark.asks_a_database
def test_stale_pages_are_rendered_again():
    article, page = make_article(body="**a**"), Page.objects.create(title="P", body="**p**")
    for model in (Article, Page):
        model.objects.update(html="old", renderer_version=0)
    assert "2 rendered, 0 failed" in rerender()
    for thing in (article, page):
        thing.refresh_from_db()
        assert "<strong>" in thing.html
        assert thing.renderer_version == VERSION


def test_fresh_pages_are_left_alone():
    article = make_article()
    Article.objects.update(html="kept")
    assert "0 rendered" in rerender()
    article.refresh_from_db()
    assert article.html == "kept"
    assert "1 rendered" in rerender("--all")


@pytest.mark.asks_a_database
def test_rendering_again_is_no_revision():
    article = make_article()
    rerender("--all")
    before = article.updated_at
    article.refresh_from_db()
    assert article.updated_at == before


def test_render_that_failed_is_tried_again(monkeypatch):
    def fail(*args, **kwargs):
        raise rendering.RenderError(rendering.message("machine-busy"))

    with monkeypatch.context() as broken:
        broken.setattr(rendering, "render_safely", fail)
        article = make_article(body="**a**")
    assert "1 rendered" in rerender()
    article.refresh_from_db()
    assert "<strong>" in article.html
    assert not article.warnings


def test_render_that_fails_keeps_the_last_good_page_and_warns(monkeypatch):
    article = make_article(body="good")
    error = rendering.RenderError(rendering.message("machine-busy"))

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(rendering, "render_safely", fail)
    article.body = "bad"
    article.save()
    assert "good" in article.html
    assert article.body == "bad"
    assert article.warnings == [{"line": None, "code": "machine-busy", "params": {}}]


@pytest.fixture
def broken(monkeypatch):
    """Nothing can be rendered, until `broken()` is called."""

    def fail(*args, **kwargs):
        raise rendering.RenderError(rendering.message("machine-busy"))

    with monkeypatch.context() as patched:
        patched.setattr(rendering, "render_safely", fail)
        yield patched.undo


@pytest.mark.parametrize("status", ["published", "archived"])
def test_what_cannot_be_rendered_is_a_draft_until_it_can(client, broken, status):
    article = make_article(slug="a", body="<b>x", status=status)
    assert article.status == "draft"
    assert not article.was_public
    assert "<pre>&lt;b&gt;x</pre>" in client.get(make_preview_link(article)).text
    assert client.get("/articles/a/").status_code == 404
    broken()
    rerender()
    article.refresh_from_db()
    assert article.status == status
    assert client.get("/articles/a/").status_code == 200


def test_a_page_that_cannot_be_rendered_waits_too(client, broken):
    page = Page.objects.create(title="P", slug="p", body="**p**")
    assert client.get("/p/").status_code == 404
    broken()
    rerender()
    page.refresh_from_db()
    assert page.is_published
    assert "<strong>" in client.get("/p/").text


def test_a_draft_that_waits_to_be_rendered_stays_a_draft(broken):
    article = make_article(body="**x**", status="draft")
    broken()
    rerender()
    article.refresh_from_db()
    assert article.status == "draft"
    assert "<strong>" in article.html


def test_what_cannot_be_rendered_is_not_published_by_a_verb_either(broken):
    article = make_article(body="**x**", status="draft")
    assert Article.objects.all().publish() == 0
    assert not Article.objects.published()
    broken()
    rerender()
    assert Article.objects.published().get() == article


def test_an_older_version_of_a_draft_is_not_published_in_its_place(broken):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rendering, "render_safely", rendering.worker.pool.render_safely)
        article = make_article(body="with a secret", status="draft")
    article.body, article.status = "without", "published"
    article.save()
    assert not Article.objects.published()
    assert Article.objects.all().publish() == 0
    broken()
    assert Article.objects.all().publish() == 1
    assert "secret" not in Article.objects.published().get().html


def test_who_takes_back_what_waits_is_obeyed(broken):
    make_article(body="**x**")
    Article.objects.all().unpublish()
    broken()
    rerender()
    assert not Article.objects.published()


def test_an_edit_that_failed_is_rendered_later(broken):
    broken()
    article = make_article(body="good")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rendering, "render_safely", failing)
        article.body = "**better**"
        article.save()
    assert article.status == "published"
    assert "good" in article.html
    rerender()
    article.refresh_from_db()
    assert "<strong>better" in article.html


def failing(*args, **kwargs):
    raise rendering.RenderError(rendering.message("machine-busy"))


# What lacked a package


@pytest.fixture
def no_chemistry(monkeypatch, tmp_path):
    """As where npm could not be reached; `no_chemistry()` brings the package."""
    monkeypatch.setattr(rendering, "render_safely", lambda body, seconds, **o: render(body, **o))
    monkeypatch.setattr(npm, "FOLDER", tmp_path)
    script = chemistry.SCRIPT
    monkeypatch.setattr(chemistry, "SCRIPT", tmp_path / "none")
    chemistry.mhchem_interpreter.cache_clear()

    def bring():
        monkeypatch.setattr(chemistry, "SCRIPT", script)
        monkeypatch.setattr(npm, "FOLDER", script.parents[2])

    yield bring
    chemistry.mhchem_interpreter.cache_clear()


@pytest.mark.parametrize("model", [Article, Page])
def test_what_lacked_a_package_is_whole_once_it_is_there(no_chemistry, model):
    body = r"水是 $\ce{H2O}$。"
    thing = make_article(body=body) if model is Article else Page.objects.create(body=body)
    make_article(body="nothing missing")
    assert "mhchemparser" in thing.missing.split()
    assert "bad-math" in thing.html
    assert outdated_count() == 0  # nothing to be done yet
    no_chemistry()
    assert outdated_count() == 1
    assert "1 rendered, 0 failed" in rerender()
    thing.refresh_from_db()
    assert thing.missing == ""
    assert "bad-math" not in thing.html
    assert outdated_count() == 0
    assert "0 rendered" in rerender()


def test_an_update_of_the_renderer_makes_everything_due():
    make_article()
    Page.objects.create(title="P", body="p")
    assert outdated_count() == 0
    for model in (Article, Page):
        model.objects.update(renderer_version=VERSION - 1)
    assert outdated_count() == 2
    rerender()
    assert outdated_count() == 0
