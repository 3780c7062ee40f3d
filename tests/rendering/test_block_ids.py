"""Block ids of Obsidian; how they look on the page is in cases/both/block_ids.md."""

import pytest

from rendering import DIALECTS, render
from tests.work import assert_grows_linearly

SOURCE = (
    "# 题 ^head\n\n文 ^block\n\n> 引 ^quote\n\n"
    "| 表 |\n|---|\n| 格 |\n\n^table\n\n```\n码\n```\n\n^code\n"
)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_readers_and_search_see_nothing_of_block_ids(dialect: str) -> None:
    rendered = render(SOURCE, dialect=dialect)
    plain = render(
        "\n".join(line.partition("^")[0] for line in SOURCE.split("\n")), dialect=dialect
    )
    for name in ("excerpt", "excerpt_html", "headings", "prose", "code", "toc", "counts", "strip"):
        assert getattr(rendered, name) == getattr(plain, name), name
    assert not rendered.warnings
    for name in ("head", "block", "quote", "table", "code"):
        assert rendered.html.count(f' id="^{name}"') == 1


def test_second_block_with_the_same_id_is_warned_of() -> None:
    rendered = render("一 ^abc\n\n二 ^abc\n")
    assert rendered.html == '<p id="^abc">一</p>\n<p>二</p>'
    assert [(each.code, each.line) for each in rendered.warnings] == [("id-repeated", 3)]


def test_many_block_ids_take_linear_time() -> None:
    def run(count: int) -> None:
        render("".join(f"文 ^a{number}\n\n^b{number}\n\n" for number in range(count)))

    assert_grows_linearly(run, 100)
