"""Cards for files that are not shown in the page."""

import pytest

from rendering import DIALECTS, File, KnownNames, for_feed, render

pytestmark = pytest.mark.either_database

PAPER = File(
    "/files/abcdefghijkl/%E6%8A%A5%E5%91%8A.pdf", kind="document", bytes=1_240_000, pages=12
)
CODE = File("/files/bbbbbbbbbbbb/train.py", kind="text", bytes=320)
FILES = {"/files/abcdefghijkl/报告.pdf": PAPER, "/files/bbbbbbbbbbbb/train.py": CODE}
LINK = f"[论文]({PAPER.address})"


def page(source, dialect="commonmark", language="zh-hans"):
    return render(source, dialect=dialect, language=language, known=KnownNames(files=FILES)).html


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_file_alone_in_its_paragraph_says_what_it_is(dialect):
    details = '<span class="quiet">PDF · 12 页 · 1.2 MB</span>'
    card = f'<p class="download"><a href="{PAPER.address}">论文</a> {details}</p>'
    assert page(LINK, dialect) == card
    assert page(f"!{LINK}", dialect) == card
    assert "12 pages" in page(LINK, language="en")


def test_a_small_file_without_pages_says_less():
    assert "PY · 1 kB" in page(f"[代码]({CODE.address})")


def test_a_file_without_words_is_called_by_its_name():
    assert ">报告.pdf</a>" in page(f"[]({PAPER.address})")


@pytest.mark.parametrize("source", [f"见{LINK}", f"- {LINK}", f"{LINK}\n{LINK}", "[x](/about/)"])
def test_a_link_among_others_stays_one(source):
    assert "download" not in page(source)


def test_texts_of_an_article_have_its_name_alone():
    rendered = render(f"字。\n\n!{LINK}", known=KnownNames(files=FILES))
    assert rendered.excerpt == "字。"
    assert (rendered.prose, rendered.counts.images) == ("字。\n论文", 0)


def test_a_feed_has_a_paragraph():
    address = f"https://x.y{PAPER.address}"
    feed = for_feed(page(LINK), base="https://x.y/")
    assert feed == f'<p><a href="{address}">论文</a> PDF · 12 页 · 1.2 MB</p>'
