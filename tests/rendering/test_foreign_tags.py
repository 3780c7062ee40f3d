"""Tags of other systems: their warnings, their safety, and that their work is linear."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rendering import DIALECTS, KnownNames, Target, mentions, render
from rendering.compat.tag_placeholders import TagPlaceholders
from rendering.compat.translate import rewrite_tags
from tests.work import assert_grows_linearly

pytestmark = pytest.mark.slow

TOKEN = "f" * 24


def warnings_of(source: str, dialect: str = "commonmark") -> list[tuple[int | None, str]]:
    return [(w.line, w.message) for w in render(source, dialect=dialect).warnings]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_unknown_tag_has_one_warning_with_its_count_and_first_line(dialect: str) -> None:
    source = "一\n\n{{< foo 1 >}}\n\n二\n\n{{< foo 2 >}}\n\n{{< bar >}}"
    (foo, bar) = warnings_of(source, dialect)
    assert foo[0] == 3
    assert foo[1].startswith("“{{< foo >}}” is a mark of another system")
    assert "(2 times)" in foo[1]
    assert bar[0] == 9
    assert "times" not in bar[1]


def test_all_citations_have_one_warning() -> None:
    ((line, message),) = warnings_of("甲\n\n:cite:`A.2000`\n\n:cite:`B.2001`，:cite:`C.2002`")
    assert line == 3
    assert "(3 times)" in message


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_reference_to_an_unknown_label_has_a_warning(dialect: str) -> None:
    ((line, message),) = warnings_of("甲\n\n见 :numref:`sec_x`和 :numref:`sec_x`", dialect)
    assert line == 3
    assert "“sec_x”" in message
    assert "(2 times)" in message


def test_a_duplicate_label_has_a_warning_and_belongs_to_the_first() -> None:
    rendered = render("![甲](a.png)\n:label:`x`\n\n![乙](b.png)\n:label:`x`\n\n:numref:`x`")
    (warning,) = rendered.warnings
    assert warning.line == 5
    assert "more than one thing" in warning.message
    assert '<a href="#x">图 1</a>' in rendered.html
    assert rendered.html.count('id="x"') == 1


def test_a_label_without_a_target_has_a_warning() -> None:
    ((line, message),) = warnings_of("- 甲 :label:`x`")
    assert line == 1
    assert "names nothing" in message


@pytest.mark.parametrize(
    ("source", "line", "part"),
    [
        ("甲\n\n::: tip\n乙", 3, "does not end"),
        ("甲\n\n{% note %}\n乙", 3, "does not end"),
        ("甲 {% endnote %}", 1, "has not begun"),
        ("甲 {{< /note >}}", 1, "has not begun"),
        ("- {{< note >}}\n\n乙\n\n{{< /note >}} 丙", 1, "ends in another"),
    ],
)
def test_a_tag_without_its_start_or_end_has_a_warning(source: str, line: int, part: str) -> None:
    warnings = warnings_of(source)
    assert warnings[0][0] == line
    assert part in warnings[0][1]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_lines_of_other_warnings_do_not_change(dialect: str) -> None:
    source = (
        "{{< figure\n  src='a.png'\n>}}\n\n{% highlight py %}\nx\n{% endhighlight %}\n\n"
        "::: tip\n甲\n:::\n\n```{.python .input}\n#@tab pytorch\nx\n```\n\n$\\nosuch$"
    )
    assert [line for line, message in warnings_of(source, dialect) if "nosuch" in message] == [18]


def test_a_known_tag_has_no_warning() -> None:
    assert not warnings_of(
        "{{< note >}}\n甲\n{{< /note >}}\n\n{% raw %}x{% endraw %}\n\n::: tip\n乙\n:::"
    )


def test_grey_text_is_not_in_excerpt_search_and_counts() -> None:
    rendered = render("好 {{< foo bar >}}的文章")
    assert rendered.excerpt == rendered.prose == "好 的文章"
    assert rendered.counts.words == 0
    assert rendered.html.count('class="quiet"') == 1


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("如 :numref:`fig_a`所示", "如图所示"),
        ("如图 :numref:`fig_a`所示", "如图所示"),
        ("在 :numref:`sec_a`中，见 :eqref:`eq_b`与 :numref:`tab_c`。", "在另一节中，见公式与表。"),
        ("由 :cite:`Zeiler.2012`提出", "由[Zeiler, 2012]提出"),
        ("## 节\n\n:label:`sec_a`\n\n在 :numref:`sec_a`中", "在节中"),
    ],
)
def test_references_leave_no_hole_in_an_excerpt(source: str, expected: str, dialect: str) -> None:
    assert render(source, dialect=dialect).excerpt == expected


def test_references_in_english_are_words_in_an_excerpt() -> None:
    source = "See :numref:`sec_a` and :numref:`fig_b`."
    assert render(source, language="en").excerpt == "See another section and a figure."


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_excerpt_has_the_first_of_several_tabs_alone(dialect: str) -> None:
    source = (
        "前文。\n\n:begin_tab:`mxnet`\n甲。\n:end_tab:\n\n:begin_tab:`pytorch`\n乙。\n:end_tab:"
    )
    rendered = render(source, dialect=dialect)
    assert rendered.excerpt == "前文。甲。"
    assert "乙。" in rendered.prose


CHAPTERS = "# 书\n\n```toc\n:maxdepth: 2\n\nlinear-regression\nsoftmax\n```\n"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_list_of_chapters_shows_the_titles_that_are_known(dialect: str) -> None:
    known = KnownNames(articles={"softmax.md": Target("/articles/softmax/", "分类")})
    rendered = render(CHAPTERS, dialect=dialect, known=known)
    assert '<a href="/articles/softmax/">分类</a>' in rendered.html
    assert '<span class="broken">linear-regression</span>' in rendered.html
    assert "linear" not in rendered.excerpt
    assert "分类" in rendered.excerpt


def test_grey_text_is_not_in_a_heading_of_the_table_of_contents() -> None:
    (heading,) = render("## 标题 {{< new >}}").toc
    assert (heading.id, heading.text) == ("标题", "标题")


def test_an_author_cannot_use_the_class_of_grey_text() -> None:
    assert render('<span class="quiet">x</span>').html == "<p><span>x</span></p>"


def test_names_in_tags_are_mentions() -> None:
    source = '{{< ref "posts/a.md" >}} {% post_link b %} {% asset_img c.png %}'
    mentioned = mentions(source)
    assert {"posts/a.md", "b"} <= mentioned.articles
    assert mentioned.files == {"c.png"}


def test_nothing_of_another_site_is_loaded() -> None:
    html = render("{{< youtube x >}} {% bilibili BV1 %} {{< gist a b >}} {% jsfiddle y %}").html
    assert html.count("<a href=") == 4
    assert not re.search("<(iframe|script|img|embed)", html)


@pytest.mark.parametrize(
    "tag",
    [
        '{{< figure src="javascript:alert(1)" >}}',
        '{{< youtube "x\\" onclick=alert(1)" >}}',
        "{{< button href=javascript:alert(1) >}}x{{< /button >}}",
        '{{< kbd "<img src=x onerror=alert(1)>" >}}',
        "{% btn javascript:alert(1)/, x %}",
        "{% asset_img a.png '\"><img src=x onerror=alert(1)>' %}",
        '{{< details "<script>alert(1)</script>" >}}x{{< /details >}}',
        "::: tip <img src=x onerror=alert(1)>\nx\n:::",
        ':label:`"><img src=x onerror=alert(1)>`',
        '![a](b.png)\n:width:`1px" onerror="alert(1)`',
        "{{< foo <img src=x onerror=alert(1)> >}}",
        "![](https://www.zhihu.com/equation?tex=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E)",
        '{abbr}`x (" onclick="alert(1))`',
    ],
)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_script_in_a_tag_survives(tag: str, dialect: str) -> None:
    html = re.sub(r"<annotation.*?</annotation>", "", render(tag, dialect=dialect).html)
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html)
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', html))
    assert "<script" not in html


def test_no_placeholder_is_left_in_a_rendered_article() -> None:
    source = (
        "# a {{< x >}}\n\n![b :numref:`c` {{< x >}}](d.png 'e {{< x >}}')\n\n"
        "[f]({{< x >}} 'g {{< x >}}')\n\n"
        "```nosuch {{< x >}}\n{{</* x */>}}\n```\n\n$\\nosuch {{</* x */>}}$\n\n"
        '<b title="{{< x >}}">h</b>\n\n[^1]\n\n[^1]: {{< x >}}\n\n*[HTML]: {{< x >}}\n\nHTML'
    )
    once, again = render(source), render(source)
    assert once == again
    assert not re.search("[0-9a-f]{24}", repr(once))


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            ["{{< note >}}", "{{< /note >}}", "{{< x\n >}}", "{% raw %}", "{% endraw %}"]
        ),
        st.sampled_from(
            ["{% tabs a %}", "<!-- tab b -->", "<!-- endtab -->", "{% endtabs %}", "{{"]
        ),
        st.sampled_from(
            ["::: tip 题\n", ":::\n", ":::: tabs\n", "@tab a\n", "::::\n", "```{note}\n"]
        ),
        st.sampled_from(
            [":label:`a`", ":numref:`a`", ":begin_tab:`x`\n", ":end_tab:\n", "#@tab y\n"]
        ),
        st.sampled_from(
            ["```\n", "`", "$x$", "\n", "\n\n", "- ", "> ", "    ", "| a |\n|---|\n", "# "]
        ),
        st.sampled_from(
            ["![a](b.png)\n", "字", "{: .note }\n", "(x)=\n", "[TOC]\n", "{{</* y */>}}"]
        ),
        st.sampled_from(
            ["{% highlight py %}\n", "{% endhighlight %}\n", "{eq}`a`", "[**", "**]", "-->"]
        ),
    ),
    max_size=25,
).map("".join)


@settings(max_examples=300)
@given(PIECES)
def test_every_line_keeps_its_number(source: str) -> None:
    assert rewrite_tags(source, TagPlaceholders(TOKEN)).count("\n") == source.count("\n")


@settings(max_examples=200)
@given(PIECES, st.sampled_from(DIALECTS))
def test_any_mixture_of_tags_renders(source: str, dialect: str) -> None:
    once = render(source, dialect=dialect)
    assert once == render(source, dialect=dialect)
    assert "data-mark" not in once.html
    assert "data-label" not in once.html
    assert not re.search("[0-9a-f]{24}", repr(once))


# How often a tag is repeated, and the source for a number of repetitions.
HOSTILE: dict[str, tuple[int, Callable[[int], str]]] = {
    "shortcodes that do not end": (100_000, lambda n: "{{<" * n),
    "tags that do not end": (100_000, lambda n: "{%" * n),
    "escaped shortcodes that do not end": (60_000, lambda n: "{{</*" * n),
    "tags on one line": (10_000, lambda n: "{{< x >}}" * n),
    "notes in notes": (5_000, lambda n: "{% note %}" * n + "{% endnote %}" * n),
    "notes that do not end": (10_000, lambda n: "{% note %}\n" * n),
    "code that does not end": (20_000, lambda n: "{% highlight %}" * n),
    "containers that do not end": (10_000, lambda n: "::: tip\n" * n),
    "directives that do not end": (10_000, lambda n: "```{note}\n" * n),
    "targets": (10_000, lambda n: "(x)=\n" * n),
    "labels": (5_000, lambda n: ":label:`a`\n\n" * n + ":numref:`a` " * n),
    "prompts": (5_000, lambda n: "{: .note }\n\n" * n),
    "end tags alone": (5_000, lambda n: "{{< /a >}}{% endb %}" * n),
    "backticks": (1_500, lambda n: "".join("`" * (each % 700) + " " for each in range(n))),
    "comments": (50_000, lambda n: "<!-- tab" * n),
    "quote marks": (100_000, lambda n: "> " * n + "{{< x >}}"),
}


def translate_tags(source: str) -> None:
    rewrite_tags(source, TagPlaceholders(TOKEN))


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_finding_tags_takes_linear_work(name: str) -> None:
    times, source = HOSTILE[name]
    assert_grows_linearly(lambda n: translate_tags(source(n)), times // 40)
    translate_tags(source(times))  # a regular expression that looks too far would hang here


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["notes in notes", "targets", "labels", "prompts", "end tags alone"]
)
def test_resolving_placeholders_takes_linear_work(name: str) -> None:
    times, source = HOSTILE[name]
    assert_grows_linearly(lambda n: render(source(n)), times // 40)


def test_statements_and_exercises_of_myst_have_their_titles():
    start, end = "```{%s-start}%s\n:label: a\n```\n\n", "\n```{%s-end}\n```\n"
    exercise = start % ("exercise", "") + "Do.\n\n```python\nx\n```\n" + end % "exercise"
    solution = start % ("solution", " a") + "Done.\n" + end % "solution"
    theorem = "```{prf:theorem} Of Bolzano\nText.\n```\n\n```{prf:lemma}\nText.\n```\n"
    rendered = render(exercise + solution + theorem, language="zh-hans")
    assert re.findall("<b>(.*?)</b>", rendered.html) == ["练习", "解答", "Of Bolzano", "引理"]
    assert "{" not in rendered.html
    assert not rendered.warnings
    alone = render("```{solution-start} a\n```\n\nText.\n", language="en")
    assert "Text." in alone.html
    assert alone.warnings
