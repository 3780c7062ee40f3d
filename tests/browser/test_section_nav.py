"""The section navigation of books: it fits its column, and each of its links can be hit."""

import pytest

from tests.browser.conftest import in_each_width, wait_for
from tests.factories import make_article

TITLES = [
    "基本概念",
    "Dijkstra 算法",
    "求 $x^2$ 的极限",
    "How to learn it without knowing it",
    "习题",
]
WIDTHS = [768, 800, 1024, 1280, 1920]
MEASURED = """() => {
    const nav = document.querySelector(".dial"), row = nav.getBoundingClientRect();
    const box = element => element.getBoundingClientRect();
    const links = [...nav.querySelectorAll("a")];
    const isOutside = ({left, right}) => right > row.right + 1 || left < row.left - 1;
    const isHit = a => hit(box(a).x + box(a).width / 2, box(a).bottom - 12) === a;
    const hit = (x, y) => document.elementFromPoint(x, y)?.closest("a");
    // Parts of a label in its one visible line.
    const labels = links.map(link => link.querySelector(":scope > span")).flatMap(span =>
        [...span.querySelectorAll(":scope > :not(.visually-hidden)")]
            .filter(part => box(part).top < box(span).bottom - 2).map(part => [part, span]));
    return {
        overflow: nav.scrollWidth - nav.clientWidth,
        past: document.documentElement.scrollWidth - innerWidth,
        outside: links.filter(a => isOutside(box(a))).length,
        missed: links.filter(a => !isHit(a)).length,
        narrowest: Math.min(...links.map(a => box(a).width)),
        labels: labels.length,
        cut: labels.filter(([part, span]) => box(part).right > box(span).right + .5).length,
        rem: parseFloat(getComputedStyle(document.documentElement).fontSize),
    };
}"""


def make_book(number: int, by_hand: bool, slug: str = "book") -> None:
    """Sections of 300 to 1,500 characters, after a beginning."""
    parts = ["开头。" * 200]
    for n in range(number):
        number_by_hand = f"8.{n + 1} " if by_hand else ""
        parts += [f"## {number_by_hand}{TITLES[n % 5]}", "字。" * (150 + 97 * n % 600)]
    make_article(slug=slug, body="\n\n".join(parts))


@pytest.mark.parametrize("by_hand", [False, True])
def test_the_row_fits_and_each_link_can_be_hit_at_any_width(visit, by_hand, subtests):
    page = visit("/no/")
    for number in (1, 3, 19, 24, 60):
        make_book(number, by_hand, slug=f"book-{number}")
        with subtests.test(number):
            page.goto(f"/articles/book-{number}/")
            assert_links_can_be_hit(page)


def assert_links_can_be_hit(page):
    for width in in_each_width(page, *WIDTHS):
        found = page.evaluate(MEASURED)
        wanted = 2.75 * found["rem"] if width >= 1280 else 24
        assert found["narrowest"] >= wanted - 0.5, width
        assert found["labels"], width
        wrong = {name: found[name] for name in ("overflow", "past", "outside", "missed", "cut")}
        assert not any(wrong.values()), (width, wrong)


def test_a_link_to_several_sections_is_current_in_each(visit):
    make_book(60, by_hand=True)
    page = visit("/articles/book/")
    link = page.locator(".dial a[aria-label]").nth(3)
    names = link.get_attribute("aria-label").split("; ")
    assert len(names) > 1
    for name in names:
        page.locator("div.toc").get_by_role("link", name=name, exact=True).click()
        page.locator("div.toc a[aria-current]", has_text=name.split()[0]).wait_for()
        current = page.locator(".dial [aria-current=location]")
        assert current.get_attribute("aria-label").split("; ") == names


def test_it_is_a_picture_where_links_would_be_too_narrow(visit):
    make_book(24, by_hand=False)
    page = visit("/articles/book/", width=360)
    nav = page.locator(".dial")
    assert nav.locator("a:visible").count() == 0
    assert nav.locator("svg").first.is_visible()
    row = nav.bounding_box()
    last = nav.locator("svg").last.bounding_box()
    assert last["x"] + last["width"] <= row["x"] + row["width"] + 1


NEEDLE = """() => {
    const nav = document.querySelector(".dial"), style = getComputedStyle(nav, "::after");
    const current = nav.querySelector(":is([aria-current], a:target-current)");
    const link = current?.getBoundingClientRect(), row = nav.getBoundingClientRect();
    const share = parseFloat(style.backgroundPositionX) / 100;
    const x = style.width === "2px" ? parseFloat(style.left) : share * (row.width - 2);
    const section = [...nav.querySelectorAll("a")].indexOf(current);
    return link && {section, x, left: link.left - row.left, right: link.right - row.left};
}"""


@pytest.mark.parametrize("script", [True, False])
def test_the_needle_is_in_the_part_of_the_section_that_is_read(visit, script):
    """Code takes little room for its reading time, short paragraphs much."""
    code = "```\n" + "x = 1\n" * 60 + "```"
    kinds = [code, "短。\n\n" * 30, "字" * 3000, code, "短。\n\n" * 60]
    body = "\n\n".join(f"## 第 {n} 节\n\n{text}" for n, text in enumerate(kinds))
    make_article(slug="uneven", body=body)
    page = visit("/articles/uneven/", script=script)
    seen = set()
    for section in range(5):
        for further in (0, 400):
            page.locator("h2").nth(section).evaluate(
                "(heading, further) => { heading.scrollIntoView(); scrollBy(0, further) }", further
            )
            wait_for(page, lambda wanted=section: is_needle_right(page.evaluate(NEEDLE), wanted))
            seen.add(page.evaluate(NEEDLE)["section"])
    assert seen == set(range(5))


def is_needle_right(found, wanted):
    if not found or found["section"] < wanted:
        return False
    return found["left"] - 2 <= found["x"] <= found["right"]
