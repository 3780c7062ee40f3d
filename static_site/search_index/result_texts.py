"""What a result shows: title, address, date, and the text in which a snippet is found."""

import gzip
import json
from typing import NamedTuple

from fulltext.documents import FORMULA

MOST_BYTES = 12_000  # of a compressed file, so that a page of results stays small
MOST_CHARACTERS = 40_000
COMPRESSION = 9


class ResultText(NamedTuple):
    """`date` as people read it; `language` of the article in HTML; `address` relative to the home
    page; `labels` for a formula in a line and for a displayed one; `text` as the index has it, with
    marked formulas."""

    title: str
    address: str
    date: str
    language: str
    topic: str
    labels: tuple[str, str]
    text: str


def text_file(article: ResultText) -> bytes:
    """The compressed file. Of a long text it has the beginning, and says so.

    A mark stands for each formula, as in the results of the server.
    """
    text = FORMULA.sub(r"\1", article.text)
    end = min(len(text), MOST_CHARACTERS)
    while len(data := packed(article, text[:end], end < len(text))) > MOST_BYTES and end > 100:
        end = end * MOST_BYTES // len(data) * 19 // 20
    return data


def packed(article: ResultText, text: str, is_cut: bool) -> bytes:
    values = {
        "title": article.title,
        "address": article.address,
        "date": article.date,
        "language": article.language,
        "topic": article.topic,
        "labels": article.labels,
        "text": text,
        "cut": is_cut,
    }
    content = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(content.encode(), COMPRESSION, mtime=0)
