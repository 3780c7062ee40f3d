"""Ids of headings and the table of contents."""

from articles.rendering import Heading, render


def ids(source: str, dialect: str = "commonmark") -> list[str]:
    def walk(headings: tuple[Heading, ...]) -> list[str]:
        return [i for h in headings for i in (h.id, *walk(h.children))]

    return walk(render(source, dialect=dialect).toc)


def test_the_contents_are_nested_by_level() -> None:
    toc = render("## 一\n\n### 甲\n\n#### 子\n\n### 乙\n\n## 二").toc
    assert [h.text for h in toc] == ["一", "二"]
    assert [h.text for h in toc[0].children] == ["甲", "乙"]
    assert [h.text for h in toc[0].children[0].children] == ["子"]


def test_a_level_left_out_breaks_nothing() -> None:
    toc = render("#### 深\n\n## 浅\n\n#### 又深").toc
    assert [(h.text, len(h.children)) for h in toc] == [("深", 0), ("浅", 1)]


def test_a_made_id_gives_way_to_one_that_an_author_chose() -> None:
    assert ids("## 甲\n\n## 乙 {#甲}", "python-markdown") == ["甲-1", "甲"]


def test_an_id_chosen_twice_is_given_once() -> None:
    assert ids("## A {#x}\n\n## B {#x}", "python-markdown") == ["x", "x-1"]


def test_a_number_at_the_end_cannot_collide() -> None:
    found = ids("## a\n\n## a-1\n\n## a\n\n## a")
    assert len(set(found)) == 4


def test_a_formula_in_a_heading_is_its_latex_in_the_contents() -> None:
    assert render("## 求 $x^2$ 的导数").toc[0].text == "求 x^2 的导数"


def test_a_footnote_mark_is_not_part_of_a_heading() -> None:
    assert render("## 标题[^1]\n\n[^1]: 注").toc[0].text == "标题"


def test_markup_in_a_heading_is_text_in_the_contents() -> None:
    assert render("## `list` 与 **粗** <b>x</b>").toc[0].text == "list 与 粗 x"


def test_ids_that_the_site_needs_are_avoided() -> None:
    assert ids("## fn-1\n\n## lw-x\n\n## latest") == ["h-fn-1", "h-lw-x", "h-latest"]


def test_ten_thousand_equal_headings_have_ids_of_their_own() -> None:
    found = ids("# a\n" * 10_000)
    assert len(set(found)) == 10_000
