"""An article printed as PDF by Chromium."""

from io import BytesIO
from unicodedata import normalize

import pytest
from django.utils.translation import get_language
from pypdf import PdfReader

from books.printed_articles import print_article
from tests.factories import make_article

BASE = "http://localhost"


@pytest.mark.parametrize(("paper", "size"), [("A4", (595, 842)), ("letter", (612, 792))])
def test_an_article_is_printed_whole_on_the_paper(paper, size, settings):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    code = "```python\n" + "x = 1\n" * 80 + "```\n"
    body = f"开头 $E=mc^2$ 与[链接](https://other.example/)。\n\n## 小节\n\n{code}"
    article = make_article(title="注意力", body=body)
    before = get_language()
    pdf = PdfReader(BytesIO(print_article(article, BASE, paper)))
    assert get_language() == before
    # Fonts have some characters as radicals.
    text = normalize("NFKC", "".join(page.extract_text() for page in pdf.pages))
    box = pdf.pages[0].mediabox
    assert (round(box.width), round(box.height)) == size
    assert pdf.metadata.title.startswith("注意力")
    assert text.count("x = 1") == 80
    assert f"1 / {len(pdf.pages)}" in text
    assert "https://other.example/" in text
    assert "小节" in text
    assert "Markdown" not in text
    assert [each.title for each in pdf.outline if not isinstance(each, list)]
