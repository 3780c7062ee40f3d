"""The search index of a static site: files that a browser fetches a few of.

postings.py      which articles have a word, in parts that are fetched when somebody searches
result_texts.py  what a result shows, a file for each article

static/js/static_site/search.js reads them.
"""

from static_site.search_index.postings import (
    ArticlePostings,
    index_parts,
    merged_postings,
    postings_of,
)
from static_site.search_index.result_texts import ResultText, text_file

__all__ = [
    "ArticlePostings",
    "ResultText",
    "index_parts",
    "merged_postings",
    "postings_of",
    "text_file",
]
