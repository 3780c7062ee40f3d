"""Pages and feeds of series."""

import pytest
from django.contrib.auth import get_user_model

from articles.models import Article, Series
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def diffusion():
    series = Series.objects.create(name="扩散模型从头推导")
    make_article(title="二", slug="two", series=series, part=2)
    make_article(title="一", slug="one", series=series, part=1)
    make_article(title="末", slug="last", series=series)
    make_article(title="草稿", slug="draft", series=series, part=3, status="draft")
    return series


def test_a_series_has_an_address_in_pinyin(diffusion):
    assert diffusion.get_absolute_url() == "/series/kuo-san-mo-xing-cong-tou-tui-dao/"


def test_parts_stand_in_their_order_and_drafts_in_none(client, diffusion):
    shown = client.get(diffusion.get_absolute_url()).context["articles"]
    assert [article.title for article in shown] == ["一", "二", "末"]


def test_an_article_shows_its_series_and_its_place(client, diffusion):
    page = client.get("/articles/two/").text
    assert "扩散模型从头推导" in page
    assert '<span aria-current="page" lang="zh-CN">二</span>' in page
    assert "草稿" not in page


def test_all_series_counts_published_articles_only(client, diffusion):
    Series.objects.create(name="空")
    listed = client.get("/series/").context["all_series"]
    assert [(series.name, series.total) for series in listed] == [("扩散模型从头推导", 3)]


def test_a_deleted_series_is_gone_and_its_articles_stay(client, diffusion):
    address = diffusion.get_absolute_url()
    diffusion.delete()
    assert client.get(address).status_code == 410
    assert client.get("/articles/one/").status_code == 200


def test_a_renamed_series_redirects(client, diffusion):
    old = diffusion.get_absolute_url()
    diffusion.slug = "diffusion"
    diffusion.save()
    assert client.get(old).url == "/series/diffusion/"


def test_the_order_can_be_edited_in_the_admin(admin_client, diffusion):
    address = f"/admin/articles/series/{diffusion.pk}/change/"
    form = admin_client.get(address).context["inline_admin_formsets"][0].formset
    data = {"name": diffusion.name, "slug": diffusion.slug, "description": ""}
    data |= {f"articles-{k}_FORMS": v for k, v in (("TOTAL", 4), ("INITIAL", 4))}
    for number, row in enumerate(form.forms):
        data |= {
            f"articles-{number}-id": row.instance.pk,
            f"articles-{number}-series": diffusion.pk,
        }
        data[f"articles-{number}-part-shown"] = (
            "" if row.instance.part is None else row.instance.part
        )
        data[f"articles-{number}-part"] = {"last": 1, "one": 2, "two": 3}.get(row.instance.slug, "")
    assert admin_client.post(address, data).status_code == 302
    ordered = Article.objects.published().in_series(diffusion)
    assert [article.slug for article in ordered] == ["last", "one", "two"]
    assert get_user_model().objects.exists()
