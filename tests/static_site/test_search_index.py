"""The index that a browser searches: what is written can be read again."""

import gzip
import json

from hypothesis import given
from hypothesis import strategies as st

from fulltext.documents import SearchDocument
from rendering.result import DISPLAY_START, FORMULA_END, FORMULA_START
from static_site.search_index import (
    ResultText,
    index_parts,
    merged_postings,
    postings_of,
    text_file,
)
from static_site.search_index.postings import append_varint, index_part_of, read_varint

LABELS = ("公式", "独立公式")


def read(parts, lexeme):
    """(article, field) pairs of a lexeme, as the script reads them."""
    content, at, found = gzip.decompress(parts[index_part_of(lexeme, len(parts))]), 0, []
    while at < len(content):
        size = content[at]
        name = content[at + 1 : at + 1 + size].decode()
        length, used = read_varint(content, at + 1 + size)
        start = at + 1 + size + used
        at = start + length
        if name == lexeme:
            last = 0
            while start < at:
                value, used = read_varint(content, start)
                start, last = start + used, last + (value >> 2)
                found.append((last, value & 3))
    return found


def document(**values):
    return SearchDocument(**{"title": "", **values})


def test_words_are_found_in_titles_texts_and_code():
    documents = [
        (1, document(title="线性注意力")),
        (2, document(title="无", prose="注意力很多")),
        (5, document(title="无", code="attention_score()")),
        (9, document(title="无", headings="注意力", tags=("NLP",))),
    ]
    parts = index_parts(postings_of(documents))
    assert read(parts, "注意") == [(1, 3), (2, 0), (9, 2)]
    assert read(parts, "attention_score") == [(5, 0)]
    assert read(parts, "nlp") == [(9, 2)]
    assert read(parts, "意") == [(1, 3), (2, 0), (9, 2)]
    assert read(parts, "没有") == []


def test_groups_of_articles_are_merged_as_if_they_were_one():
    documents = [
        (n, document(title=f"第 {n} 篇", prose="注意力 attention " * n)) for n in range(1, 40)
    ]
    whole = postings_of(documents)
    merged = merged_postings([postings_of(documents[:7]), postings_of(documents[7:])])
    assert index_parts(merged) == index_parts(whole)


@given(st.integers(0, 2**40))
def test_numbers_are_read_as_they_were_written(value):
    data = bytearray(b"x")
    append_varint(data, value)
    assert read_varint(data, 1) == (value, len(data) - 1)


def test_formulas_of_results_are_marks_with_the_words_for_them():
    text = f"前{FORMULA_START}x_t{FORMULA_END}后{DISPLAY_START}y{FORMULA_END}"
    packed = text_file(ResultText("题", "articles/x/", "2026-01-01", "zh-CN", "", LABELS, text))
    shown = json.loads(gzip.decompress(packed))
    assert (shown["text"], shown["labels"]) == ("前\ufdd4后\ufdd5", list(LABELS))


def test_file_of_a_long_text_stays_small_and_says_that_it_is_cut():
    text = "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(60_000))
    data = text_file(ResultText("题", "articles/x/", "2026-01-01", "zh-CN", "", LABELS, text))
    found = json.loads(gzip.decompress(data))
    assert len(data) <= 12_000
    assert found["cut"]
    assert text.startswith(found["text"])
