"""Names and numbers of sections, in the section navigation and in the contents."""

import re

import pytest

from tests.factories import make_article

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
LINK = re.compile(r'<a href="#([^"]*)"([^>]*)>.*?</svg><span>(.*?)</span></a>')
ENTRY = re.compile(r'<li><a href="#([^"]*)">(.*?)</a>')
LONG = "字" * 600


def page_of(client, body: str, **values) -> str:
    make_article(slug="book", body=body, **{"language": "zh-hans", **values})
    return client.get("/articles/book/").content.decode()


def nav_links(page: str) -> list[tuple[str, str, str]]:
    return LINK.findall(page.partition('<nav class="dial"')[2].partition("</nav>")[0])


def test_the_number_that_the_author_wrote_is_the_label_and_is_not_repeated(client):
    page = page_of(
        client, f"## 8.1 基本\n\n{LONG}\n\n## 8.2 求 $x^2$\n\n{LONG}\n\n## 后记\n\n{LONG}"
    )
    labels = [label for _id, _attributes, label in nav_links(page)]
    assert labels[0] == "<i>8.1</i> <span>基本</span>"
    assert labels[1].startswith("<i>8.2</i> <span>求 <math")
    assert labels[2] == "<span>后记</span>"
    entries = [entry for _id, entry in ENTRY.findall(page)]
    assert entries[0] == labels[0]
    assert entries[2] == labels[2]


def test_counted_numbers_are_in_the_contents_too(client):
    page = page_of(client, f"## 甲\n\n### 子\n\n{LONG}\n\n## 乙\n\n{LONG}")
    assert [entry for _id, entry in ENTRY.findall(page)][:3] == [
        "<i>01</i> <span>甲</span>",
        "<span>子</span>",
        "<i>02</i> <span>乙</span>",
    ]


def test_a_link_to_several_sections_names_all(client):
    body = f"## 8.1 甲\n\n{LONG * 5}\n\n## 8.2 乙 < $x^2$\n\n字\n\n## 8.3 丙\n\n{LONG * 5}"
    _first, (target, attributes, label) = nav_links(page_of(client, body))
    assert target == "82-乙--x2"
    assert 'title="8.2 乙 &lt; x2；8.3 丙"' in attributes
    assert 'aria-label="8.2 乙 &lt; x2；8.3 丙"' in attributes
    assert label == '<i>8.2</i> <i class="to">–8.3</i>'


def test_a_long_beginning_has_a_link(client):
    ((target, attributes, _label), _section) = nav_links(
        page_of(client, f"{LONG}\n\n## 一\n\n{LONG}")
    )
    assert (target, attributes) == ("main", ' title="开头"')


def test_a_short_beginning_joins_the_first_section(client):
    body = f"字\n\n## 一\n\n{LONG}\n\n## 二\n\n{LONG}"
    (target, _attributes, label), _second = nav_links(page_of(client, body))
    assert (target, label) == ("一", "<i>01</i> <span>一</span>")


def test_one_section_alone_has_no_navigation(client):
    assert 'class="dial"' not in page_of(client, f"## 一\n\n{LONG}")


@pytest.mark.parametrize(
    ("minutes", "sections", "is_long"), [(9, 2, True), (9, 1, False), (5, 2, False)]
)
def test_long_articles_with_sections_have_a_bar_for_phones(client, minutes, sections, is_long):
    part = "字" * (400 * minutes // sections)
    page = page_of(client, "\n\n".join(f"## {n}\n\n{part}" for n in range(sections)))
    assert ('<dialog class="sheet"' in page) == ('<div class="place"' in page) == is_long
