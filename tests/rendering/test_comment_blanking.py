"""What stands in a comment is not in the Markdown that readers get."""

from rendering import render
from rendering.markdown_source.comment_blanking import without_comments
from tests.each import check_each

GONE = (
    "a\n\n<!-- SECRET -->\n\nb",
    "a <!-- SECRET --> b",
    "a\n\n<!--\nSECRET\n\nSECRET\n-->\n\nb",
    "- a\n\n    <!-- SECRET -->\n\n- b",
    "a\n    <!-- SECRET -->\n\nb",
    "a %%SECRET%% b",
    "a\n\n%%\nSECRET\n\nSECRET\n%%\n\nb",
    "a\n\n{% comment %}\nSECRET\n{% endcomment %}\n\nb",
    "a\n\n{{< comment >}}\nSECRET\n{{< /comment >}}\n\nb",
    "a\n\n[//]: # (SECRET)\n\nb",
    "a\n\n[comment]: <> (SECRET)\n\nb",
)
KEPT = (
    "摘要\n\n<!-- more -->\n\n正文",
    "```html\n<!-- 显示 -->\n```\n",
    "`<!-- 显示 -->`",
    "a\n\n    <!-- shown -->\n\nb",
    "    <!-- shown -->\n\nb",
    "100%% 和 %%i",
    "[1]: https://example.org (shown)",
    "a <!-- never closed",
)


def test_readers_get_a_text_without_its_comments():
    def check(source):
        found = without_comments(source)
        assert "SECRET" not in found
        assert {"a", "b"} <= {*found}
        assert "\n\n\n" not in found

    check_each(GONE, check)


def test_what_is_no_comment_stays():
    def check(source):
        assert without_comments(source) == source

    check_each(KEPT, check)


CROSSING = (
    "- a\n  <!-- secret\n\nsecret -->\n\nafter",
    "- a <!-- secret\n\nsecret -->\n\nafter",
    "1. a\n\n   <!-- secret\n- secret -->\n\nafter",
    "> <!-- secret\nsecret -->\n\nafter",
    "text <!-- secret\n\nsecret --> after",
    "- a\n\n  %%\n  secret\n\nsecret\n%%\n\nafter",
    "- %%\n  secret\n\nsecret\n%%\n\nafter",
    "- a\n  <!-- secret\n\n  secret -->\n- after",
)


def test_comments_that_leave_their_block_hide_themselves_and_nothing_else():
    def check(source):
        rendered = render(source)
        assert "secret" not in rendered.html
        assert "--" not in rendered.html
        assert "%%" not in rendered.html
        assert "after" in rendered.html
        assert not [each for each in rendered.warnings if each.code == "text-lost"]

    check_each(CROSSING, check)
    assert "<code>&lt;!-- a</code>" in render("x `<!-- a` b\n\n`-->`").html


def test_comments_of_myst_are_not_shown():
    myst = "(label)=\n\n% secret\ntext\n  % secret\nafter\n\n```{note}\n% secret\nnote\n```\n"
    formula = "\n$$\nx % shown\n$$\n\n```\n% shown\n```\n"
    html = render(myst + formula).html
    assert "secret" not in html
    assert html.count("% shown") == 3  # the code, and the formula with its source
    assert "<p>% shown</p>" in render("% shown\n\n50 % of all").html
