"""Markdown export and BibTeX citation of articles."""

import pytest

from articles.detail import citation
from tests.factories import make_article, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_markdown_export_has_front_matter_and_source(client):
    article = make_article(title="注意: 力", slug="a", body="# 题\n\n$x$\n", category=make_topic())
    article.tags.add("深度学习", "甲，乙")
    response = client.get("/articles/a.md")
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.text.endswith("---\n\n# 题\n\n$x$\n")
    assert "title: '注意: 力'" in response.text
    assert "- 深度学习" in response.text
    assert "- '\"甲，乙\"'" in response.text


def test_comments_are_no_part_of_the_markdown_export(client):
    make_article(slug="a", body="前\n\n<!-- 只给自己 -->\n\n<!-- more -->\n\n后\n")
    assert client.get("/articles/a.md").text.endswith("---\n\n前\n\n<!-- more -->\n\n后\n")


def test_draft_has_no_markdown_export(client):
    make_article(slug="d", status="draft")
    assert client.get("/articles/d.md").status_code == 404


def test_page_links_to_its_markdown_export(client):
    make_article(slug="a")
    assert 'href="/articles/a.md"' in client.get("/articles/a/").text


def test_citation_escapes_special_characters_of_tex():
    article = make_article(title=r"50% of {x}_1 & \y", slug="a")
    made = citation.bibtex(article, "https://x.org/articles/a/", "Log")
    assert r"title  = {{50\% of \{x\}\_1 \& \textbackslash{}y}}" in made
    assert made.startswith("@misc{xiaoyun")
