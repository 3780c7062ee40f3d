"""Exports of Notion: ids out of names and links, properties, databases."""

import pytest

from tests.each import check_each
from tests.transfer.unpacking.exported import Unpacked, write_zip, zip_bytes
from transfer.unpacking.notion.properties import date_of_property

pytestmark = pytest.mark.either_database

A, B, C, D = ("a" * 32, "b" * 32, "c" * 32, "d" * 32)


@pytest.fixture
def unpack(tmp_path):
    def unpacked(files):
        inner = zip_bytes({f"Export-1/{name}": text for name, text in files.items()})
        path = write_zip(tmp_path / "x_Export.zip", {"Export-1-Part-1.zip": inner})
        return Unpacked(path, tmp_path / "made")

    return unpacked


def html_page(body, properties="", title="标题 A"):
    return (
        f'<html><head><style>a{{}}</style></head><body><article class="page"><header>'
        f'<h1 class="page-title">{title}</h1><table class="properties"><tbody>{properties}</tbody>'
        f'</table></header><div class="page-body">{body}</div></article></body></html>'
    )


def row(name, value):
    return f'<tr class="property-row"><th>{name}</th><td>{value}</td></tr>'


def test_pages_are_named_by_their_ids_and_link_to_each_other(unpack):
    made = unpack(
        {
            f"Top {A}.md": f"# Top\n\n[B](Top%20{A}/Page%20B%20{B}.md) "
            f"[web](https://www.notion.so/team/Page-B-{B}?pvs=4) ![p](Top%20{A}/p%201.png)",
            f"Top {A}/Page B {B}.md": f"# Page B\n\n[up](../Top%20{A}.md)",
            f"Top {A}/p 1.png": b"png",
        }
    )
    assert made.result.system == "notion"
    picture = f"files/Export-1/Top%20{A}/p%201.png"
    assert made.body(f"{A}.md") == f"[B]({B}.md) [web]({B}.md) ![p]({picture})"
    assert made.body(f"{B}.md") == f"[up]({A}.md)"
    assert made.head(f"{B}.md") == {
        "title": "Page B",
        "parent": "Top",
        "redirect_from": [f"/{B}", f"/Page-B-{B}"],
        "slug": "page-b",
    }


def test_properties_of_a_database_become_front_matter(unpack):
    made = unpack(
        {
            f"Blog {C}_all.csv": "\ufeffName,标签,Publish date,Status,Rating\nx,,,,\n",
            f"Blog {C}/One {A}.md": "# 一\n\n标签: AI, 数学\nPublish date: March 1, 2024 6:16 AM\n"
            "Status: Draft\nRating: 5\n\nNote: this is text\n",
        }
    )
    head = made.head(f"{A}.md")
    assert head["tags"] == ["AI", "数学"]
    assert str(head["date"]).startswith("2024-03-01T06:16:00")
    assert (head["status"], head["rating"]) == ("Draft", "5")
    assert made.body(f"{A}.md") == "Note: this is text"


def test_lines_of_text_are_no_properties(unpack):
    made = unpack({f"A {A}.md": "# A\n\nNote: text\n\nmore"})
    assert made.body(f"{A}.md") == "Note: text\n\nmore"


def test_a_database_in_a_page_is_a_table(unpack):
    made = unpack(
        {
            f"A {A}.md": f"# A\n\n[Books](A%20{A}/Books%20{C}.csv)\n",
            f"A {A}/Books {C}.csv": "Name,Year\nSICP,1985\n",
        }
    )
    assert made.body(f"{A}.md") == "| Name | Year |\n| --- | --- |\n| SICP | 1985 |"


def test_callouts_of_the_markdown_export_are_callouts(unpack):
    text = "# A\n\n<aside>\n💡 see\n\n</aside>\n\n```html\n<aside>\n```\n"
    assert unpack({f"A {A}.md": text}).body(f"{A}.md") == (
        "> [!note]\n> 💡 see\n>\n\n```html\n<aside>\n```"
    )


BLOCKS = {
    "a callout": (
        '<figure class="callout"><div style="font-size:1.5em"><span class="icon">💡</span></div>'
        '<div style="width:100%"><p>see</p></div></figure>',
        "> [!note]\n> 💡\n>\n> see",
    ),
    "a toggle": (
        '<ul class="toggle"><li><details open=""><summary>More</summary><p>in</p>'
        "</details></li></ul>",
        "> [!note]+ More\n> in",
    ),
    "lists of one item each": (
        '<ul class="bulleted-list"><li>a</li></ul><ul class="bulleted-list"><li>b</li></ul>'
        '<ol class="numbered-list" start="1"><li>c</li></ol>'
        '<ol class="numbered-list" start="2"><li>d</li></ol>',
        "- a\n- b\n\n1. c\n2. d",
    ),
    "tasks": (
        '<ul class="to-do-list"><li><div class="checkbox checkbox-on"></div> <span>a'
        "</span></li></ul>",
        "- [x] a",
    ),
    "an equation": (
        '<figure class="equation"><span class="katex-display"><span class="katex"><math display='
        '"block"><semantics><annotation encoding="application/x-tex">x_1</annotation></semantics>'
        "</math></span></span></figure>",
        "$$\nx_1\n$$",
    ),
    "a bookmark": (
        '<figure><a href="https://a.example" class="bookmark source"><div class="bookmark-info">'
        '<div class="bookmark-title">T</div><div class="bookmark-description">D</div>'
        '<div class="bookmark-href"><img class="icon bookmark-icon">a.example</div></div></a>'
        "</figure>",
        "> [T](https://a.example)\n>\n> D",
    ),
    "a colour and a highlight": (
        '<p><mark class="highlight-red">a</mark> <mark class="highlight-red_background">'
        "b c</mark></p>",
        "a ==b c==",
    ),
}


def test_blocks_of_the_html_export_become_markdown(unpack):
    pages = {f"P {n:032x}.html": html_page(html) for n, (html, _) in enumerate(BLOCKS.values(), 1)}
    made = unpack(pages)

    def is_body(name, body):
        assert made.body(name) == body

    cases = [(f"{n:032x}.md", body) for n, (_, body) in enumerate(BLOCKS.values(), 1)]
    check_each(cases, is_body)


def test_properties_of_the_html_export_are_read(unpack):
    properties = (
        row("Tags", '<span class="selected-value">a</span><span class="selected-value">b</span>')
        + row("Published", '<div class="checkbox checkbox-off"></div>')
        + row("Date", "<time>@March 1, 2024</time>")
    )
    head = unpack({f"P {A}.html": html_page("<p>x</p>", properties)}).head(f"{A}.md")
    assert head["title"] == "标题 A"
    assert head["tags"] == ["a", "b"]
    assert head["published"] == "No"
    assert str(head["date"]).startswith("2024-03-01")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("@March 1, 2024", "2024-03-01"),
        ("2024年3月1日 06:16", "2024-03-01"),
        ("2024/03/01 → 2024/03/05", "2024-03-01"),
        ("March 1, 2024 6:16 AM (GMT+8)", "2024-03-01"),
        ("@Last Wednesday", ""),
    ],
)
def test_dates_of_notion_are_understood(written, day):
    assert date_of_property(written)[:10] == day
