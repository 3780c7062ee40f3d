"""Diagrams in feeds are pictures, which only who may read the article gets."""

import re

import pytest
from django.test import Client

from articles.models import Article
from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
BODY = "前文。\n\n```mermaid\ngraph TD\n 甲[取数据] --> 乙\n```\n"


def picture_address(kind):
    text = Client().get(f"/{kind}").content.decode()
    return re.search(r"(/diagrams/\d+/[0-9a-f]{32}\.svg)", text)[1]


@pytest.mark.parametrize("kind", ["feed.xml", "rss.xml", "feed.json"])
def test_feeds_name_a_picture_that_is_there(kind):
    make_article(body=BODY)
    answer = Client().get(picture_address(kind))
    assert answer.status_code == 200
    assert "取数据" in answer.content.decode()
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_pictures_of_hidden_articles_are_not_served():
    make_article(body=BODY)
    address = picture_address("feed.xml")
    Article.objects.update(status=Article.Status.DRAFT)
    assert Client().get(address).status_code == 404


def test_pages_with_a_diagram_load_its_style_sheet_and_others_do_not():
    drawn, plain = make_article(body=BODY), make_article(body="前文。")
    pages = [Client().get(each.get_absolute_url()).content.decode() for each in (drawn, plain)]
    assert ["css/diagrams" in page for page in pages] == [True, False]
