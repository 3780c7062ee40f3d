"""Results of a search lead to the sections that have the hits."""

import re

import pytest

from articles.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
BODY = """这里先说 word 一次。

## 动机

与它无关。

## 推导

这一节说 word，又说 word：令 $\\frac{a}{word}$ 为值。

### 关于 word 的小节

$$
\\sum word
$$

## 实现

```python
one = 1
two = word(one)
three = 3
four = 4
```

## 小结

末尾还有 word。
"""


@pytest.fixture
def article():
    return make_article(title="word 的题目", slug="a", body=BODY)


def found(client, words="word", **more):
    return client.get("/search/", {"q": words}, headers=ENGLISH, **more)


def hits_list(page):
    return page[page.index('<ol class="hits"') :].partition("</ol>")[0]


def test_results_lead_to_the_sections_with_most_hits_in_their_order(client, article):
    links = re.findall(
        r'<a href="([^"]+)"><i>([^<]+)</i><b>(.*?)</b><small>(\d+)', found(client).text
    )
    assert links == [
        ("/articles/a/", "–", "Beginning", "1"),
        ("/articles/a/#推导", "02", "推导", "5"),
        ("/articles/a/#实现", "03", "实现", "1"),
    ]


def test_each_address_of_a_section_is_on_the_page_of_the_article(client, article):
    page = client.get("/articles/a/").text
    for identifier in re.findall(r'href="/articles/a/#([^"]+)"', hits_list(found(client).text)):
        assert f'id="{identifier}"' in page


def test_formulas_in_snippets_are_labels_and_never_latex(client, article):
    shown = hits_list(found(client).text)
    assert '<mark><span class="chip i">[Math]</span></mark>' in shown
    assert "frac" not in shown
    assert "sum" not in shown


def test_code_is_three_lines_with_their_numbers(client, article):
    code = hits_list(found(client).text).partition("<pre><code>")[2].partition("</code>")[0]
    assert re.findall(r'data-n="(\d+)">([^\n]*)', code) == [
        ("1", "one = 1"),
        ("2", "two = <mark>word</mark>(one)"),
        ("3", "three = 3"),
    ]


def test_numbers_of_the_scopes_add_up(client, article):
    listing = found(client).context["listing"]
    totals = {scope.name: scope.total for scope in listing.scopes}
    assert totals == {"All": 9, "Text": 6, "Code": 1, "Formulas": 2}
    assert "9 hits" in found(client).text


@pytest.mark.parametrize(
    ("scope", "slugs", "sections"),
    [
        ("text", {"a", "t"}, {"", "推导", "小结"}),
        ("code", {"a", "c"}, {"实现"}),
        ("formula", {"a", "f"}, {"推导"}),
    ],
)
def test_scope_finds_and_shows_one_kind_of_text(client, article, scope, slugs, sections):
    make_article(slug="t", body="only word in text")
    make_article(slug="c", body="`x`\n\n```python\nword = 1\n```")
    make_article(slug="f", body="令 $word$ 为")
    listing = found(client, f"word in:{scope}").context["listing"]
    assert {article.slug for article in listing.articles} == slugs
    (shown,) = (article for article in listing.articles if article.slug == "a")
    assert {section.id for section in shown.hits.sections} == sections


def test_each_tick_with_hits_has_a_dot_below_the_strip(client, article):
    page = found(client).text
    (dots,) = re.findall(r'hit-dots" viewBox="0 0 (\d+) 6".*?class="x" d="([^"]+)"', page)
    (width,) = re.findall(
        r'class="strip" viewBox="0 0 (\d+) 24" preserve[^>]+aria-label="Signal', page
    )
    assert dots[0] == width
    assert 4 <= dots[1].count("M") <= 8


def test_hits_in_a_summary_are_before_the_first_section(client):
    make_article(slug="s", summary="A summary with word.", body="## Section\n\nno hit")
    shown = hits_list(found(client).text)
    assert '<a href="/articles/s/">' in shown
    assert "A summary with <mark>word</mark>." in shown


def test_article_without_headings_shows_a_snippet_alone(client):
    make_article(slug="plain", body="some word here")
    shown = hits_list(found(client).text)
    assert shown.endswith("<li><p>some <mark>word</mark> here</p></li>")


def test_article_that_only_a_tag_matches_shows_its_beginning(client):
    make_article(body="正文的开头。").tags.add("word")
    page = found(client).text
    assert "正文的开头。</p>" in page
    assert '<ol class="hits"' not in page


def test_articles_that_were_not_rendered_again_are_still_shown(client, article):
    Article.objects.update(
        sections=[], prose="old text with word and \\frac{a}{b}", code="word = 1"
    )
    shown = hits_list(found(client).text)
    assert "old text with <mark>word</mark>" in shown
    assert found(client).context["listing"].hits.total == 4


def test_markup_of_authors_is_escaped(client):
    make_article(title="<b>word</b>", slug="x", body="## <i>word</i> & so\n\n`<script>word`")
    page = found(client).text
    assert "<script>word" not in page
    assert "&lt;script&gt;<mark>word</mark>" in page
