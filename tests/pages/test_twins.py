"""The Markdown twin of an article, and how to cite it."""

import pytest

from articles.detail import citation
from tests.factories import make_article, make_topic

pytestmark = pytest.mark.django_db


def test_the_twin_is_the_source_with_a_head(client):
    article = make_article(title="注意: 力", slug="a", body="# 题\n\n$x$\n", category=make_topic())
    article.tags.add("深度学习")
    response = client.get("/articles/a.md")
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.text.endswith("---\n\n# 题\n\n$x$\n")
    assert "title: '注意: 力'" in response.text
    assert "- 深度学习" in response.text


def test_a_draft_has_no_twin(client):
    make_article(slug="d", status="draft")
    assert client.get("/articles/d.md").status_code == 404


def test_the_page_leads_to_its_twin(client):
    make_article(slug="a")
    assert 'href="/articles/a.md"' in client.get("/articles/a/").text


def test_a_citation_escapes_what_tex_would_read():
    article = make_article(title=r"50% of {x}_1 & \y", slug="a")
    made = citation.bibtex(article, "https://x.org/articles/a/", "Log")
    assert r"title  = {{50\% of \{x\}\_1 \& \textbackslash{}y}}" in made
    assert made.startswith("@misc{xiaoyun")
