"""Which addresses of a text are files of other sites, and what takes their place."""

from dataclasses import astuple

import pytest

from desk.remote_files.remote_links import (
    addresses_on_line,
    lines_with_changes,
    remote_addresses,
    with_copies,
)
from media.models import MediaFile

pytestmark = pytest.mark.either_database
SITE = "https://site.example"
SHOWN = (
    f"![图]({SITE}/a.png)",
    f'![图](<{SITE}/a.png> "题")',
    f"[![图]({SITE}/a.png)](https://elsewhere.example/)",
    f"![图][ref]\n\n[Ref]: {SITE}/a.png",
    f"![ref][]\n\n[ref]: {SITE}/a.png",
    f"![ref]\n\n[ref]: {SITE}/a.png",
    f"<img alt='图' src='{SITE}/a.png'>",
    f'<video src="{SITE}/a.png"></video>',
    f'{{{{< figure src="{SITE}/a.png" >}}}}',
    f"> - ![图]({SITE}/a.png)",
)
NOT_SHOWN = (
    f"[图]({SITE}/a.png)",
    f"{SITE}/a.png",
    f"`![图]({SITE}/a.png)`",
    f"```\n![图]({SITE}/a.png)\n```",
    f"<!-- ![图]({SITE}/a.png) -->",
    f"[图][ref]\n\n[ref]: {SITE}/a.png",
    "![图](/files/k3v5hq2mzc7a/a.png)",
    "![图](a.png)",
    "![图](data:image/png;base64,iVBORw0KGgo=)",
    "![图](file:///etc/passwd)",
    "![图]()",
)


def copy_named(name):
    return MediaFile(token="k3v5hq2mzc7a", name=name)


@pytest.mark.parametrize("text", SHOWN)
def test_what_a_text_shows_is_found_and_replaced(text):
    assert remote_addresses(text) == [f"{SITE}/a.png"]
    copy = copy_named("a.png")
    copied = with_copies(text, {f"{SITE}/a.png": copy})
    assert copied == text.replace(f"<{SITE}/a.png>", f"{SITE}/a.png").replace(
        f"{SITE}/a.png", "/files/k3v5hq2mzc7a/a.png"
    )
    assert remote_addresses(copied) == []


@pytest.mark.parametrize("text", NOT_SHOWN)
def test_links_code_and_files_of_this_site_stay(text):
    assert remote_addresses(text) == []
    assert with_copies(text, {f"{SITE}/a.png": copy_named("a.png")}) == text


def test_addresses_are_read_as_markdown_and_html_write_them():
    text = "![](//site.example/a\\_b.png) ![](https://site.example/?a=1&amp;b=图)"
    assert remote_addresses(text) == [f"{SITE}/a_b.png", f"{SITE}/?a=1&b=图"]


def test_brackets_and_quotes_in_a_name_do_not_end_the_address():
    copied = with_copies(f"![]({SITE}/a.png)", {f"{SITE}/a.png": copy_named("图 (1')(.png")})
    assert copied == "![](/files/k3v5hq2mzc7a/%E5%9B%BE%20%281%27%29%28.png)"


def test_only_what_is_there_is_replaced_line_by_line():
    before = f"![]({SITE}/a.png)\n\n![]({SITE}/b.png) ![]({SITE}/a.png)\n"
    after = with_copies(before, {f"{SITE}/b.png": copy_named("b.png")})
    assert addresses_on_line(before, 3) == [f"{SITE}/b.png", f"{SITE}/a.png"]
    assert addresses_on_line(before, 2) == []
    [changed] = lines_with_changes(before, after)
    assert astuple(changed) == (
        3,
        f"![]({SITE}/b.png) ![]({SITE}/a.png)",
        f"![](/files/k3v5hq2mzc7a/b.png) ![]({SITE}/a.png)",
    )
