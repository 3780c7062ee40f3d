"""The article page."""

import json
import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.template.loader import render_to_string
from PIL import Image

from articles.models import Page
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_contents_show_formulas_as_headings_do(client):
    article = make_article(body="## 求 $x^2$ 与 a < b\n\n文")
    text = client.get(article.get_absolute_url()).text
    assert text.count("<math") == 3  # two copies of the contents, and the heading
    assert "a &lt; b</span></a></li>" in text


def test_article_shows_title_body_and_contents(client):
    article = make_article(title="凸包", body="## 定义\n\n最小的**凸集**。\n")
    response = client.get(article.get_absolute_url())
    assert "<h1>凸包</h1>" in response.text
    assert "<strong>凸集</strong>" in response.text
    assert 'href="#定义"' in response.text


def test_article_knows_the_one_before_and_the_one_after(client):
    first, middle, last = (
        make_article(title=f"n{month}", published_at=datetime(2025, month, 1, tzinfo=UTC))
        for month in (1, 2, 3)
    )
    turn = client.get(middle.get_absolute_url()).context["prev_next"]
    assert (turn.previous, turn.next) == (first, last)


def test_page_has_canonical_link_and_metadata(client):
    article = make_article(title='</script><b>"x"', summary="概要", category=make_topic("NLP"))
    text = client.get(article.get_absolute_url()).text
    address = f"http://testserver{article.get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in text
    assert '<meta property="og:type" content="article">' in text
    assert '<meta name="description" content="概要">' in text
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    posting = json.loads(data)["@graph"][0]
    assert posting["@type"] == "BlogPosting"
    assert posting["headline"] == '</script><b>"x"'
    assert posting["inLanguage"] == "zh-CN"


def test_article_is_never_older_than_its_own_publication(client):
    written = datetime(2025, 1, 1, tzinfo=UTC)
    article = make_article(published_at=datetime(2025, 3, 1, tzinfo=UTC), updated_at=written)
    text = client.get(article.get_absolute_url()).text
    assert '"dateModified": "2025-03-01' in text
    assert "<lastmod>2025-03-01" in client.get("/sitemap-articles.xml").text


def test_article_is_marked_with_its_own_language(client):
    article = make_article(language="en", title="Convex hulls")
    text = client.get(article.get_absolute_url(), headers={"accept-language": "zh"}).text
    assert '<html lang="zh-CN">' in text
    assert '<article lang="en">' in text


def test_head_and_conditional_get(client):
    address = make_article().get_absolute_url()
    assert client.head(address).status_code == 200
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304


def test_post_is_refused(client):
    assert client.post(make_article().get_absolute_url()).status_code == 405


def test_reader_page_sets_no_cookie_and_runs_no_inline_script(client):
    response = client.get(make_article().get_absolute_url())
    assert not response.cookies
    policy = response["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert " style=" not in response.text
    assert "<script>" not in response.text


def test_archived_article_is_reachable_but_not_indexed(client):
    article = make_article(status="archived")
    response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    assert '<meta name="robots" content="noindex">' in response.text


def test_page_has_an_address_and_a_place_in_the_menu(client):
    Page.objects.create(title="关于", body="# 你好\n\n这里是**关于**。")
    assert 'href="/guan-yu/"' in client.get("/").text
    assert "<strong>关于</strong>" in client.get("/guan-yu/").text


def test_unpublished_page_is_not_found(client):
    Page.objects.create(title="关于", is_published=False)
    assert client.get("/guan-yu/").status_code == 404
    assert "/guan-yu/" not in client.get("/").text


def test_missing_address_says_so(client):
    response = client.get("/nothing-here/", headers={"accept-language": "en"})
    assert response.status_code == 404
    assert "No signal at this address" in response.text


def test_error_page_needs_no_database(rf, django_assert_num_queries):
    from django.views.defaults import server_error

    with django_assert_num_queries(0):
        assert server_error(rf.get("/")).status_code == 500


@pytest.mark.parametrize("template", ["500.html", "503.html"])
def test_error_pages_preload_the_font_of_the_site(template):
    assert re.search(r'rel="preload" as="font"[^>]*stix-two-text', render_to_string(template))


@pytest.mark.parametrize(("body", "fonts"), [("$x$", 2), ("文", 0)])
def test_only_pages_with_formulas_preload_their_fonts(client, body, fonts):
    text = client.get(make_article(body=body).get_absolute_url()).text
    preloaded = re.findall(r'<link rel="preload" as="font"[^>]*/stix-two-math[^>]*>', text)
    assert len(preloaded) == fonts
    assert not any("-more" in link for link in preloaded)


def test_dates_are_written_in_the_readers_language(client):
    article = make_article(published_at=datetime(2025, 3, 4, 4, tzinfo=UTC))
    for language, whole, month in (
        ("zh-CN", "2025年3月4日", "2025年3月"),
        ("en", "Mar 4, 2025", "March 2025"),
    ):
        asked = {"accept-language": language}
        assert whole in client.get(article.get_absolute_url(), headers=asked).text
        assert f"{month}</h1>" in client.get("/archive/2025/03/", headers=asked).text


def test_words_of_the_interface_name_their_language_in_an_article_of_another(client):
    article = make_article(title="Attention", language="en", body="## One\n\n## Two")
    page = client.get(article.get_absolute_url(), headers={"accept-language": "zh-CN"}).text
    assert '<article lang="en">' in page
    assert '<summary lang="zh-CN">目录</summary>' in page
    assert '<div class="read tail" lang="zh-CN">' in page
    assert '<h3 lang="en">' in client.get("/").text


def test_cover_has_width_and_height(client, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    picture = BytesIO()
    Image.new("RGB", (40, 20)).save(picture, "PNG")
    article = make_article(cover=ContentFile(picture.getvalue(), name="c.png"))
    shown = f'src="{article.cover.url}" width="40" height="20" alt=""'
    assert shown in client.get(article.get_absolute_url()).text
    assert shown in client.get("/").text
