"""Open Graph, JSON-LD, share cards and icons."""

import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from articles.metadata import share_image
from articles.models import Article, Page, Series, SiteSettings
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database, pytest.mark.slow]


@pytest.fixture(autouse=True)
def data(tmp_path, settings):
    settings.DATA = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"


class Head(HTMLParser):
    """The meta elements by name, the links, and the JSON-LD of a page."""

    def __init__(self, text):
        super().__init__()
        self.meta, self.links, self.blocks, self.in_block = {}, [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "meta" and (name := attrs.get("property") or attrs.get("name")):
            self.meta.setdefault(name, []).append(attrs["content"])
        elif tag == "link":
            self.links.append(attrs)
        self.in_block = tag == "script" and attrs.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self.in_block:
            self.blocks.append(json.loads(data))
            self.in_block = False


def head(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    return Head(response.text)


def picture(response):
    image = Image.open(BytesIO(response.content))
    image.load()
    return image


# All pages


@pytest.fixture
def everything(author):
    SiteSettings(title="长波", tagline="信号", description="一个博客").save()
    article = make_article(
        title="Signals & noise",
        slug="signals",
        language="en",
        author=author,
        category=make_topic("NLP"),
        series=Series.objects.create(name="Waves"),
        part=1,
    )
    article.tags.add("GPU")
    Page.objects.create(title="关于", slug="about", body="open")
    return article


KINDS = [
    *("/", "/topics/", "/topics/nlp/", "/tags/", "/tags/gpu/", "/series/", "/series/waves/"),
    *("/authors/xiaoyun/", "/archive/", "/about/", "/articles/signals/", "/search/?q=signals"),
]


@pytest.mark.parametrize("address", KINDS)
def test_every_page_says_how_it_is_shared(client, everything, address):
    said = head(client, address).meta
    for name in ("title", "type", "url", "locale", "image", "image:alt", "site_name"):
        (value,) = said[f"og:{name}"]
        assert value, name
    assert said["og:image"][0].startswith("http://testserver/")
    assert (said["og:image:width"], said["og:image:height"]) == (["1200"], ["630"])
    assert said["twitter:card"] == ["summary_large_image"]


@pytest.mark.parametrize("address", KINDS)
def test_every_page_describes_itself_before_the_owner_does(client, everything, address):
    SiteSettings().save()
    said = head(client, address).meta
    assert all(said["description"] + said["og:description"])


@pytest.mark.parametrize("address", KINDS)
def test_picture_of_every_page_is_there(client, everything, address):
    address = head(client, address).meta["og:image"][0].removeprefix("http://testserver")
    answer = client.get(address)
    assert answer["Content-Type"] == "image/png"
    assert picture(answer).size == (1200, 630)


@pytest.mark.parametrize("address", KINDS)
def test_canonical_address_is_the_shared_one(client, everything, address):
    page = head(client, address)
    (canonical,) = [link["href"] for link in page.links if link["rel"] == "canonical"]
    assert page.meta["og:url"] == [canonical]


def test_page_speaks_both_languages_at_one_address(client, everything):
    for language, own, other in (("en", "en_US", "zh_CN"), ("zh", "zh_CN", "en_US")):
        said = head(client, "/topics/", **{"accept-language": language}).meta
        assert (said["og:locale"], said["og:locale:alternate"]) == ([own], [other])


# Cards


def test_card_of_an_article(client, everything):
    answer = client.get("/articles/signals/card.png")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert picture(answer).size == (1200, 630)
    again = client.get("/articles/signals/card.png", headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_card_is_kept_for_long_only_at_the_address_that_says_which(client, everything):
    address = (
        head(client, "/articles/signals/").meta["og:image"][0].removeprefix("http://testserver")
    )
    assert "max-age=31536000" in client.get(address)["Cache-Control"]
    for other in (address.partition("?")[0], address + "0"):
        assert "max-age=3600" in client.get(other)["Cache-Control"]


def test_changed_title_makes_a_new_card(client, everything):
    before = head(client, "/articles/signals/").meta["og:image"]
    old = client.get("/articles/signals/card.png").content
    everything.title = "Other"
    everything.save()
    assert head(client, "/articles/signals/").meta["og:image"] != before
    assert client.get("/articles/signals/card.png").content != old


def test_draft_has_no_card(client):
    make_article(slug="draft", status="draft")
    make_article(slug="later", published_at=timezone.now() + timedelta(days=1))
    for slug in ("draft", "later", "nothing"):
        assert client.get(f"/articles/{slug}/card.png").status_code == 404


def test_deleted_article_takes_its_card_along(client):
    article = make_article(slug="gone")
    client.get("/articles/gone/card.png")
    article.delete()
    assert client.get("/articles/gone/card.png").status_code == 410


def test_title_without_letters_on_this_machine_shares_the_site(client):
    make_article(title="🚀", slug="rocket")
    assert client.get("/articles/rocket/card.png").content == client.get("/card.png").content


def test_cover_wins_over_the_card(client, everything):
    file = BytesIO()
    Image.new("RGB", (900, 400), "teal").save(file, "PNG")
    everything.cover.save("teal.png", ContentFile(file.getvalue()))
    said = head(client, "/articles/signals/").meta
    assert said["og:image"] == [f"http://testserver{everything.cover.url}"]
    assert (said["og:image:width"], said["og:image:height"]) == (["900"], ["400"])


def test_card_stands_for_a_cover_whose_file_is_lost(client, everything):
    everything.cover = "covers/lost.png"
    everything.save()
    said = head(client, "/articles/signals/").meta
    assert said["og:image"][0].startswith("http://testserver/articles/signals/card.png")


# Articles


def test_article_says_when_by_whom_and_about_what(client, everything):
    said = head(client, "/articles/signals/").meta
    assert said["og:type"] == ["article"]
    assert said["og:locale"] == ["en_US"]
    assert said["article:section"] == ["NLP"]
    assert said["article:tag"] == ["GPU"]
    assert said["article:author"] == ["http://testserver/authors/xiaoyun/"]
    assert said["article:published_time"][0].startswith(str(timezone.localtime().year))


def graph(client, address):
    (block,) = head(client, address).blocks
    assert block["@context"] == "https://schema.org"
    return {each["@type"]: each for each in block["@graph"]}


def test_structured_data_of_an_article(client, everything):
    found = graph(client, "/articles/signals/")
    posting = found["BlogPosting"]
    assert posting["headline"] == "Signals & noise"
    assert posting["inLanguage"] == "en"
    assert posting["author"]["name"] == "Wang Xiaoyun"
    assert posting["image"]["url"].startswith("http://testserver/articles/signals/card.png?v=")
    assert posting["isPartOf"]["name"] == "Waves"
    assert posting["position"] == 1
    assert posting["keywords"] == ["GPU"]
    steps = found["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["长波", "NLP", "Signals & noise"]
    assert [step["position"] for step in steps] == [1, 2, 3]


def test_plain_article_says_nothing_empty(client):
    make_article(slug="plain")
    posting = graph(client, "/articles/plain/")["BlogPosting"]
    assert not {"isPartOf", "articleSection", "keywords", "workTranslation"} & posting.keys()


def test_no_title_ends_the_data_block(client):
    make_article(slug="evil", title="</script><script>alert(1)</script>")
    assert graph(client, "/articles/evil/")["BlogPosting"]["headline"].startswith("</script>")


@pytest.fixture
def works():
    original = make_article(slug="yuan", language="zh-hans")
    for slug, language in (("en", "en"), ("de", "de")):
        make_article(slug=slug, language=language, translation_of=original)


def test_translations_name_each_other(client, works):
    original = graph(client, "/articles/yuan/")["BlogPosting"]
    languages = [each["inLanguage"] for each in original["workTranslation"]]
    assert languages == ["de", "en"]
    translation = graph(client, "/articles/en/")["BlogPosting"]
    assert translation["translationOfWork"]["@id"] == "http://testserver/articles/yuan/"
    assert "workTranslation" not in translation


@pytest.mark.parametrize("slug", ["yuan", "en", "de"])
def test_alternates_are_the_same_on_every_translation(client, works, slug):
    page = head(client, f"/articles/{slug}/")
    found = {link["hreflang"]: link["href"] for link in page.links if "hreflang" in link}
    at = "http://testserver/articles/"
    assert found == {
        "zh-CN": f"{at}yuan/",
        "en": f"{at}en/",
        "de": f"{at}de/",
        "x-default": f"{at}yuan/",
    }
    assert len(page.meta["og:locale:alternate"]) == 2


# The site


def test_manifest_names_the_site_and_its_icons(client, everything):
    answer = client.get("/site.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    said = answer.json()
    assert (said["name"], said["start_url"]) == ("长波", "/")
    for icon in said["icons"]:
        side = picture(client.get(icon["src"])).size[0]
        assert icon["sizes"] == f"{side}x{side}"


def test_icons_of_the_head_are_there(client):
    page = head(client, "/")
    hrefs = {link["rel"]: link["href"] for link in page.links if link["rel"] != "icon"}
    assert picture(client.get(hrefs["apple-touch-icon"])).size == (180, 180)
    assert client.get(hrefs["manifest"]).status_code == 200
    assert picture(client.get("/favicon.ico")).format == "ICO"
    assert client.get("/icon-7.png").status_code == 404


def test_robots_may_read_cards(client):
    refused = re.findall(r"Disallow: (.+)", client.get("/robots.txt").text)
    assert not [path for path in refused if "/articles/x/card.png".startswith(path)]


def test_card_names_the_author_if_readers_know_a_name(author, django_assert_num_queries):
    article = make_article(title="a", author=author, category=make_topic("NLP"))
    labels = share_image.card_of(article, SiteSettings()).labels
    assert labels[:2] == ("NLP", "Wang Xiaoyun")
    author.display_name = ""
    author.save()
    article = Article.objects.for_card().get()
    with django_assert_num_queries(0):
        labels = share_image.card_of(article, SiteSettings()).labels
    assert labels[0] == "NLP"
    assert len(labels) == 2


def test_card_of_the_site_has_its_hero_line_and_what_was_published(client):
    site = SiteSettings(title="长波", hero="INCOMING", tagline="一行")
    empty = share_image.card_of_site(site)
    assert (empty.title, empty.site, empty.labels) == ("长波", "INCOMING", ("一行",))
    make_article(body="文" * 4000)
    assert share_image.card_of_site(site).chart != empty.chart
    assert "h" in dict(share_image.card_of_site(site).chart)
