"""Stored pages follow the renderer."""

from io import StringIO

import pytest
from django.core.management import call_command

from articles import rendering
from articles.models import Article, Page
from tests.factories import make_article

pytestmark = pytest.mark.django_db
VERSION = rendering.VERSION


def rerender(*options):
    out = StringIO()
    call_command("rerender", *options, "--workers=1", stdout=out)
    return out.getvalue()


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


def test_rendering_again_is_no_revision():
    article = make_article()
    rerender("--all")
    before = article.updated_at
    article.refresh_from_db()
    assert article.updated_at == before


def test_render_that_failed_is_tried_again(monkeypatch):
    def fail(*args, **kwargs):
        raise rendering.RenderError("too slow")

    with monkeypatch.context() as broken:
        broken.setattr(rendering, "render_safely", fail)
        article = make_article(body="**a**")
    assert "1 rendered" in rerender()
    article.refresh_from_db()
    assert "<strong>" in article.html
    assert not article.warnings


def test_render_that_fails_keeps_the_last_good_page_and_warns(monkeypatch):
    article = make_article(body="good")
    error = rendering.RenderError("too slow")

    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(rendering, "render_safely", fail)
    article.body = "bad"
    article.save()
    assert "good" in article.html
    assert article.body == "bad"
    assert article.warnings == [{"line": None, "message": "too slow"}]


def test_new_article_that_cannot_be_rendered_shows_its_source(monkeypatch):
    def fail(*args, **kwargs):
        raise rendering.RenderError("too slow")

    monkeypatch.setattr(rendering, "render_safely", fail)
    assert make_article(body="<b>x").html == "<pre>&lt;b&gt;x</pre>"
