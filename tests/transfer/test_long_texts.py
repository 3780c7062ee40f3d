"""Long words and brackets without an end take no longer than other text."""

import pytest

from transfer.reading.prose import prose_language


@pytest.mark.parametrize("text", ["a" * 1_000_000, "[a](" * 50_000, "<a" * 200_000])
def test_language_of_a_long_text_is_found(text):
    assert prose_language(f"{text} 正文是中文，见https://例子.cn/a。") in (
        "en",
        "zh-hans",
        "zh-Hans",
    )
