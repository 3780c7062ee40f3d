"""What stands in a comment is not in the Markdown that readers get."""

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
