"""Formulas in feeds: nothing of their meaning is lost, with pictures and without."""

import re
from html import unescape

import feedparser
import pytest
from django.test import Client

from articles.models import SiteSettings
from articles.publishing import formula_pictures
from rendering import FORMULA_DRAWER, formulas_of
from rendering.worker.formula_drawing import draw_files
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
KINDS = ["feed.xml", "rss.xml", "feed.json"]
IMAGE = re.compile(r"<img [^>]*>")
FORMULA = r"\tilde\beta_t=\frac{1-\bar\alpha_{t-1}}{1-\bar\alpha_t}\beta_t"
BODY = f"令 ${FORMULA}$ 与\n\n$$\n\\sqrt{{a+b}}\n$$\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, settings, monkeypatch):
    """A data folder without pictures; jobs for the process are drawn at once."""
    settings.DATA = tmp_path
    monkeypatch.setattr(FORMULA_DRAWER, "draw", draw_files)
    return tmp_path / "formulas"


@pytest.fixture
def client():
    """Without the comparison with the page cache: the second answer has pictures, the first not."""
    return Client()


def content(client, kind):
    answer = client.get(f"/{kind}")
    if kind.endswith(".json"):
        return answer.json()["items"][0]["content_html"]
    return feedparser.parse(answer.content, sanitize_html=False).entries[0].content[0].value


def text_without_tags(html):
    """What a reader shows that keeps the text of unknown tags and the descriptions of pictures."""
    described = IMAGE.sub(lambda image: attribute(image[0], "alt"), html)
    return unescape(re.sub(r"<[^>]*>", "", described))


def attribute(tag, name):
    return re.search(rf'{name}="([^"]*)"', tag)[1]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("setting", ["pictures", "latex"])
@pytest.mark.parametrize("times", [1, 2])
def test_reader_that_drops_tags_still_tells_fractions_and_roots(client, kind, setting, times):
    SiteSettings(feed_formulas=setting).save()
    make_article(body=BODY)
    for _time in range(times):
        text = text_without_tags(content(client, kind))
    if kind == "feed.xml":
        assert "β˜t=(1−α¯_(t−1))/(1−α¯t)βt" in text
        assert "√(a+b)" in text
    else:
        assert FORMULA in text
        assert r"\sqrt{a+b}" in text


@pytest.mark.parametrize("kind", KINDS)
def test_reader_that_drops_tags_shows_a_formula_once(client, kind):
    make_article(body="令 $\\alpha$ 为")
    text = text_without_tags(content(client, kind))
    assert text.strip() in {"令 α 为", r"令 $\alpha$ 为", r"令 \alpha 为"}


def test_first_feed_has_latex_that_no_cache_keeps_and_the_next_has_pictures():
    client = Client()
    make_article(body=BODY)
    first = client.get("/rss.xml")
    assert first["Cache-Control"] == "no-cache"
    assert "<code>$$" not in first.text
    assert FORMULA in unescape(first.text)
    assert not IMAGE.search(unescape(first.text))
    second = client.get("/rss.xml")
    assert "public" in second["Cache-Control"]
    assert len(IMAGE.findall(unescape(second.text))) == 2
    assert "<code>$" not in unescape(second.text)


def test_picture_has_latex_as_description_and_a_size_in_em(client):
    make_article(body=BODY)
    content(client, "rss.xml")
    inline, display = IMAGE.findall(content(client, "rss.xml"))
    assert attribute(inline, "alt") == FORMULA
    style = attribute(inline, "style")
    assert re.fullmatch(r"width:[\d.]+em;height:auto;vertical-align:middle", style)
    assert int(attribute(inline, " width")) > int(attribute(display, " width")) > 40


def test_picture_is_served_and_may_be_kept(client):
    make_article(body=BODY)
    content(client, "feed.json")
    image = IMAGE.findall(content(client, "feed.json"))[0]
    answer = client.get(attribute(image, "src"))
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "immutable" in answer["Cache-Control"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer.text.startswith("<svg ")


def test_picture_is_drawn_when_another_server_has_named_it(client, folder, monkeypatch):
    article = make_article(body=BODY)
    monkeypatch.setattr(FORMULA_DRAWER, "wait", lambda jobs, seconds: draw_files(jobs))
    name = formula_pictures.picture_name(formulas_of(article.html)[0])
    assert not folder.exists()
    assert client.get(f"/formulas/{article.pk}/{name}.svg").text.startswith("<svg ")


def test_only_formulas_of_a_public_article_are_drawn(client, folder, monkeypatch):
    monkeypatch.setattr(FORMULA_DRAWER, "wait", lambda jobs, seconds: pytest.fail("drawn"))
    article = make_article(body=BODY)
    draft = make_article(body=r"$\hat x$", status="draft")
    name = formula_pictures.picture_name(formulas_of(draft.html)[0])
    for pk in (article.pk, draft.pk, 2**70):
        assert client.get(f"/formulas/{pk}/{name}.svg").status_code == 404


def test_formula_that_cannot_be_drawn_stays_latex_and_is_not_tried_again(client, monkeypatch):
    make_article(body=r"令 $\underbrace{x}_{\text{剩下的}}$ 为")
    content(client, "rss.xml")
    monkeypatch.setattr(FORMULA_DRAWER, "draw", lambda jobs: pytest.fail("tried again"))
    assert r"<code>$\underbrace{x}_{\text{剩下的}}$</code>" in content(client, "rss.xml")
    assert "public" in client.get("/rss.xml")["Cache-Control"]


def test_setting_chooses_latex(client, folder):
    SiteSettings(feed_formulas="latex").save()
    make_article(body=BODY)
    for kind in ("rss.xml", "feed.json"):
        assert f"<code>${FORMULA}$</code>" in content(client, kind)
    assert not folder.exists()


def test_formulas_are_drawn_when_an_article_is_published(
    client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        make_article(body=BODY)
    assert len(IMAGE.findall(content(client, "rss.xml"))) == 2


def test_formulas_of_a_draft_are_not_drawn(folder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_article(body=BODY, status="draft")
    assert not folder.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_atom_keeps_mathml_and_the_others_have_none(client, kind):
    make_article(body=BODY)
    for _time in range(2):
        assert ("<math" in content(client, kind)) == (kind == "feed.xml")
