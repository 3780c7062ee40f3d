"""axe-core finds no violation on any page."""

from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings

from articles.models import Article, Page, Series
from tests.factories import make_article

AXE = Path(settings.BASE, "build/npm/node_modules/axe-core/axe.min.js")
RUN = """() => axe
    .run(document, {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}})
    .then(found => found.violations.flatMap(rule => rule.nodes.map(node => [rule.id, node.html])))
"""
EVERYTHING = """

=== "one"
    ```python
    x = 1
    ```

=== "two"
    text

| $\\eta$ | b |
|:------:|--:|
| 1      | 2 |

- [x] done
- [ ] to do

![A drawing](/static/icon.svg "a caption")

https://youtu.be/aaaaaaaaaaa

<video src="/uploads/none.mp4" controls></video>

??? note "folded"
    more
"""
PAGES = [
    "/",
    "/topics/",
    "/topics/zi-ran-yu-yan/",
    "/tags/",
    f"/tags/{quote('注意力')}/",
    "/series/",
    "/series/guide/",
    "/archive/",
    "/authors/xiaoyun/",
    "/search/",
    "/search/?q=alpha",
    "/articles/rich/",
    "/articles/gone/",
    "/nothing/",
    "/about/",
    "/feed.xml",
    "/rss.xml",
]


@pytest.fixture
def everything(rich_article):
    """A site with a series, a translation, a page and a deleted article."""
    if not AXE.is_file():
        pytest.fail("axe-core is missing: it comes from npm, by scripts/setup.sh")
    series = Series.objects.create(name="Guide", slug="guide", description="In order.")
    rich_article.body += EVERYTHING
    rich_article.series = series
    rich_article.save()
    make_article(title="Attention", slug="en", language="en", translation_of=rich_article)
    make_article(title="后一篇", slug="later", series=series).tags.add("注意力")
    Page.objects.create(title="About", slug="about", body="Text.", language="en", in_menu=True)
    make_article(slug="gone")
    Article.objects.filter(slug="gone").delete()


def violations(page):
    """The violations that axe reports, without headings of tables that have only MathML: axe takes
    these for empty."""
    found = page.evaluate(RUN)
    return [(rule, html) for rule, html in found if not ("empty" in rule and "<math" in html)]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_violation(visit, everything, path):
    for theme, width, locale in (("light", 1280, "zh-CN"), ("dark", 360, "en-GB")):
        page = visit(path, theme=theme, width=width, locale=locale, bypass_csp=True)
        page.evaluate(AXE.read_text())
        assert violations(page) == [], (theme, width, locale)
