"""Ids of headings and the table of contents."""

import pytest

from rendering import TocHeading, render


def ids(source: str, dialect: str = "commonmark") -> list[str]:
    def walk(headings: tuple[TocHeading, ...]) -> list[str]:
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


def test_an_authors_id_takes_precedence_over_a_generated_one() -> None:
    assert ids("## 甲\n\n## 乙 {#甲}", "python-markdown") == ["甲-1", "甲"]


def test_an_id_chosen_twice_is_numbered() -> None:
    assert ids("## A {#x}\n\n## B {#x}", "python-markdown") == ["x", "x-1"]


def test_a_number_at_the_end_cannot_collide() -> None:
    found = ids("## a\n\n## a-1\n\n## a\n\n## a")
    assert len(set(found)) == 4


def test_a_formula_in_a_heading_is_its_latex_in_the_contents() -> None:
    assert render("## 求 $x^2$ 的导数").toc[0].text == "求 x^2 的导数"


def test_a_formula_in_a_heading_is_a_formula_in_the_contents() -> None:
    (heading,) = render("## 求 $x^2$ 的 `f(x)` 与**极限** a < b[^1]\n\n[^1]: 注").toc
    assert heading.html.startswith("求 <math ")
    assert "annotation" not in heading.html
    assert heading.html.endswith("的 <code>f(x)</code> 与<strong>极限</strong> a &lt; b")


def test_a_heading_of_words_needs_no_html() -> None:
    assert render("## 标题 & 其他").toc[0].html == ""


def test_the_contents_hold_no_link_no_id_and_no_attribute() -> None:
    source = '## [x](https://a.b "t") <b title="<em onclick=y>">z</b> $$\\label{e} u$$ \n'
    html = render(source).toc[0].html
    for unwanted in ("<a", "href", " id=", "onclick", "title="):
        assert unwanted not in html


def test_equal_headings_get_ids_with_the_heading_above() -> None:
    source = "## 方法\n\n### 小结\n\n## 实验\n\n### 小结\n\n## 讨论\n\n### 小结\n"
    assert ids(source) == ["方法", "小结", "实验", "实验-小结", "讨论", "讨论-小结"]


def test_equal_headings_under_equal_headings_get_ids_from_further_up() -> None:
    source = "## 甲\n\n### 例\n\n#### 码\n\n## 乙\n\n### 例\n\n#### 码\n"
    assert ids(source) == ["甲", "例", "码", "乙", "乙-例", "例-码"]


def test_only_headings_with_equal_paths_are_numbered() -> None:
    assert ids("## 甲\n\n### 乙\n\n### 乙\n\n### 乙") == ["甲", "乙", "甲-乙", "乙-1"]


def test_an_id_from_a_headings_own_text_is_reserved_for_it() -> None:
    source = "## 甲\n\n### 乙\n\n### 乙\n\n## 甲-乙\n"
    assert ids(source) == ["甲", "乙", "乙-1", "甲-乙"]


@pytest.mark.parametrize("edited", ["方法", "背景", "实验", "结果"])
def test_editing_a_heading_changes_no_other_id(edited: str) -> None:
    """This holds if all headings differ; otherwise later equal headings may change."""
    source = "## 背景\n\n## 方法\n\n### 细节\n\n## 实验\n\n### 结果\n"
    before, after = ids(source), ids(source.replace(edited, "别的"))
    assert ["别的" if i == edited else i for i in before] == after


def test_editing_one_of_many_equal_headings_changes_at_most_one_other() -> None:
    parts = [f"## {part}\n\n### 小结\n\n" for part in "甲乙丙丁戊"]
    before = ids("".join(parts))
    for number in range(5):
        edited = [p.replace("小结", "总结") if n == number else p for n, p in enumerate(parts)]
        after = ids("".join(edited))
        changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
        assert len(changed) <= 2


def test_a_footnote_mark_is_not_part_of_a_heading() -> None:
    assert render("## 标题[^1]\n\n[^1]: 注").toc[0].text == "标题"


def test_markup_in_a_heading_is_text_in_the_contents() -> None:
    assert render("## `list` 与 **粗** <b>x</b>").toc[0].text == "list 与 粗 x"


def test_ids_that_the_site_needs_are_avoided() -> None:
    assert ids("## fn-1\n\n## lw-x\n\n## latest") == ["h-fn-1", "h-lw-x", "h-latest"]


@pytest.mark.slow
def test_ten_thousand_equal_headings_have_ids_of_their_own() -> None:
    found = ids("# a\n" * 10_000)
    assert len(set(found)) == 10_000
