"""Covers of articles: in the sizes that a page needs, cropped around what matters."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, SiteVersion
from articles.publishing.rerender import rerender_users
from media.models import UsedBy, Variant
from tests.factories import make_article
from tests.media.factories import make_content, make_file

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.either_database,
    pytest.mark.usefixtures("media_folders"),
]
SIZES = {(480, "avif"): 1000, (480, "webp"): 2000, (960, "jpg"): 3000}


def cover(**values):
    """A file of the library with variants."""
    about = {"width": 4000, "height": 2000, "colour": "#3fc0ff", "variants_made": timezone.now()}
    content = make_content(**about)
    for (width, form), size in SIZES.items():
        name = f"{content.name}-{width}.{form}"
        sizes = {"width": width, "height": width // 2, "bytes": size}
        Variant.objects.create(content=content, format=form, name=name, **sizes)
    return make_file(content=content, **values)


def covered(file, **values):
    return make_article(cover=file.content.name, **values)


def pictures(client, address):
    """The `picture` elements of a page."""
    return re.findall("<picture>.*?</picture>", client.get(address).text)


def test_an_article_shows_its_cover_in_the_sizes_that_a_screen_needs(client):
    file = cover(alt_zh="封面")
    address = covered(file).get_absolute_url()
    with CaptureQueriesContext(connection) as captured:
        (shown,) = pictures(Client(), address)
    assert sum("media_mediafile" in query["sql"] for query in captured) == 1
    url = file.content.url
    assert f'type="image/avif" srcset="{url}-480.avif 480w, {url} 4000w"' in shown
    assert f'src="{url}" width="4000" height="2000" alt="封面" fetchpriority="high"' in shown
    assert "tint-033" in shown
    assert "css/pictures" in client.get(address).text


def test_the_first_cover_of_a_list_loads_at_once_and_is_cropped(client):
    covered(cover(), slug="older", published_at=timezone.now() - timedelta(days=1))
    covered(cover(focus_x=18, focus_y=97))
    first, second = pictures(client, "/")
    assert 'fetchpriority="high"' in first
    assert 'class="focus-x-20 focus-y-100 tint-033"' in first
    assert 'loading="lazy"' in second
    assert "focus" not in second
    assert "css/pictures" in client.get("/").text


def test_a_drawing_is_a_cover_but_no_share_card(client):
    about = {"mime": "image/svg+xml", "extension": "svg", "is_dark": True}
    drawing = make_content(kind="drawing", **about)
    page = client.get(covered(make_file(content=drawing)).get_absolute_url()).text
    assert f'dark-lines" src="{drawing.url}"' in page
    assert f'property="og:image" content="http://testserver{drawing.url}"' not in page


def test_a_list_without_covers_needs_no_sheet_for_them(client):
    make_article()
    assert "css/pictures" not in client.get("/").text


def test_a_cover_may_be_named_by_the_address_of_its_file(client):
    file = cover()
    article = make_article(cover=file.get_absolute_url())
    assert len(pictures(client, article.get_absolute_url())) == 1


def test_queries_do_not_grow_with_covers(client):
    counts = []
    for number in range(3):
        for each in range(1 + 2 * number):
            covered(cover(), slug=f"n{number}-{each}")
        with CaptureQueriesContext(connection) as captured:
            shown = len(pictures(client, "/"))
        assert shown == Article.objects.count()
        counts.append(len(captured))
    assert counts[1] == counts[2]


def test_cards_and_feeds_get_a_plain_picture_of_a_fitting_size(client):
    file = cover()
    address = covered(file).get_absolute_url()
    plain = f"http://testserver{file.content.url}-960.jpg"
    head = client.get(address).text
    assert f'property="og:image" content="{plain}"' in head
    assert 'property="og:image:width" content="960"' in head
    rss = client.get("/rss.xml").text
    assert f'<enclosure length="3000" type="image/jpeg" url="{plain}"' in rss
    assert f'fileSize="3000" height="480" medium="image" type="image/jpeg" url="{plain}"' in rss
    assert f'href="{plain}" length="3000" rel="enclosure"' in client.get("/feed.xml").text
    assert json.loads(client.get("/feed.json").content)["items"][0]["image"] == plain


def test_the_first_sound_of_an_article_is_what_podcast_programs_play(client):
    sounds = [
        make_file(
            f"{name}.mp3",
            content=make_content(kind="sound", mime="audio/mpeg", extension="mp3", seconds=61.5),
        )
        for name in "ab"
    ]
    body = "\n\n".join(f"![x]({each.get_absolute_url()})" for each in reversed(sounds))
    covered(cover(), body=body)
    url, size = f"http://testserver{sounds[1].content.url}", sounds[1].content.bytes
    rss = client.get("/rss.xml").text
    assert f'<enclosure length="{size}" type="audio/mpeg" url="{url}"' in rss
    (entry,) = json.loads(client.get("/feed.json").content)["items"]
    (attachment,) = entry["attachments"]
    assert attachment["url"] == url
    assert attachment["duration_in_seconds"] == 61.5


def test_pages_follow_when_a_cover_gets_smaller_files():
    article = covered(cover())
    before = SiteVersion.current()
    rerender_users([UsedBy("cover", article.pk)])
    assert SiteVersion.current() > before


def test_the_sheet_has_a_rule_for_each_point_of_a_crop():
    sheet = (Path(settings.BASE) / "static/css/pictures.css").read_text()
    for axis in "xy":
        found = re.findall(rf"\.focus-{axis}-(\d+) {{ --{axis}: (\d+)% }}", sheet)
        assert found == [(str(p), str(p)) for p in range(0, 101, 10) if p != 50]
