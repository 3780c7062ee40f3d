"""Pages send requests to this site only, whatever authors embed."""

from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles.models import Series
from tests.browser.conftest import RICH
from tests.factories import make_article, make_topic

ELSEWHERE = "https://elsewhere.example"
EMBEDS = f"""
![画]({ELSEWHERE}/a.png)

![片]({ELSEWHERE}/clip.mp4)

![](/uploads/clip.mp4)

![](/uploads/talk.mp3)

<iframe src="https://www.youtube.com/embed/x" width="560" height="315"></iframe>

<iframe src="//player.bilibili.com/player.html?aid=1"></iframe>

<video src="{ELSEWHERE}/a.mp4" poster="{ELSEWHERE}/p.png" autoplay></video>

<audio src="{ELSEWHERE}/a.mp3" autoplay></audio>

<picture><source srcset="{ELSEWHERE}/b.webp"><img src="{ELSEWHERE}/b.png"></picture>

<p style="background: url({ELSEWHERE}/c.png)">段</p>

<link rel="stylesheet" href="{ELSEWHERE}/d.css"><script src="{ELSEWHERE}/e.js"></script>
"""
PAGES = [
    *("/", "/articles/embeds/", "/topics/nlp/", "/topics/nlp/?tag=gpu", "/tags/gpu/"),
    *("/tags/", "/series/", "/series/waves/", "/authors/xiaoyun/", "/archive/", "/feed.xml"),
    *("/rss.xml", "/search/", "/search/?q=embeds", "/search/?q=zzzz", "/nothing/"),
]


@pytest.fixture
def embeds(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name in ("clip.mp4", "talk.mp3"):
        default_storage.save(name, ContentFile(b"\0" * 64))
    series = Series.objects.create(name="Waves")
    article = make_article(
        title="Embeds", slug="embeds", body=RICH + EMBEDS, category=make_topic(), series=series
    )
    article.tags.add("GPU")


def test_no_page_sends_requests_to_another_host(visit, embeds, live_server, subtests):
    page = visit(PAGES[0], requests=True)
    for path in PAGES:
        with subtests.test(path):
            page.goto(path)
            page.mouse.wheel(0, 50_000)
            page.wait_for_load_state("networkidle")
            assert page.hosts == {urlsplit(live_server.url).netloc}
            assert not [text for text in page.problems if "Content Security Policy" in text]


def test_media_of_this_site_has_players(visit, embeds):
    page = visit("/articles/embeds/")
    assert (page.locator("video").count(), page.locator("audio").count()) == (1, 1)
    assert page.locator("iframe").count() == 0
