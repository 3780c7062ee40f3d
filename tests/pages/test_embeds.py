"""Pages with cards of pages on other sites."""

import pytest

from articles.models import Page
from tests.factories import make_article, make_preview_link, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PLAYERS = "https://youtu.be/aaaaaaaaaaa\n\nhttps://codepen.io/ada/pen/abcDEF"
FRAMES = "frame-src https://codepen.io https://www.youtube-nocookie.com"


def policy(response):
    return response["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ["article", "preview", "page"])
def test_page_with_players_allows_their_frames(client, kind):
    if kind == "page":
        address = Page.objects.create(title="About", body=PLAYERS).get_absolute_url()
    else:
        article = make_article(body=PLAYERS, status="draft" if kind == "preview" else "published")
        is_preview = kind == "preview"
        address = make_preview_link(article) if is_preview else article.get_absolute_url()
    response = client.get(address)
    assert policy(response).endswith(FRAMES)
    assert "css/embeds" in response.text
    assert "js/embeds" in response.text
    assert "<iframe" not in response.text


def test_preview_at_the_desk_allows_the_frames_of_its_text(client, author):
    article = make_article(body="Text.", author=author)
    client.force_login(author)
    sent = {"title": "Text", "body": PLAYERS}
    response = client.post(f"/desk/articles/{article.pk}/preview/", sent)
    assert policy(response).endswith(FRAMES)


def test_other_pages_allow_no_frames_and_load_no_more_files(client):
    make_article(body=PLAYERS)
    paper = make_article(body="https://arxiv.org/abs/2006.11239")
    for address in ("/", "/search/", make_article().get_absolute_url(), paper.get_absolute_url()):
        response = client.get(address)
        assert "frame-src" not in policy(response), address
        is_paper = address == paper.get_absolute_url()
        assert ("css/embeds" in response.text) == is_paper, address


@pytest.mark.parametrize("feed", ["/feed.xml", "/rss.xml", "/feed.json"])
def test_feeds_have_a_link_in_place_of_the_card(client, feed):
    make_article(body="https://arxiv.org/abs/2006.11239")
    text = client.get(feed).text
    assert "arXiv:2006.11239" in text
    assert "<figure" not in text
    assert "data-embed" not in text


def test_address_of_a_card_is_in_the_list_for_print(client):
    article = make_article(body=PLAYERS)
    page = client.get(article.get_absolute_url()).text
    assert "<li>https://youtu.be/aaaaaaaaaaa</li>" in page


def test_topic_description_has_a_link_and_no_card(client):
    topic = make_topic(name="Films", description="<https://youtu.be/aaaaaaaaaaa>")
    page = client.get(topic.get_absolute_url()).text
    assert '<a href="https://youtu.be/aaaaaaaaaaa"' in page
    assert "data-embed" not in page
