"""The guessed language of a text."""

import pytest

from rendering import render
from rendering.extract.language import guess_text_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("这是一篇关于注意力机制的文章。", "zh-hans"),
        ("這是一篇關於注意力機制的文章，說明這個模型。", "zh-hant"),
        ("用 PyTorch 写 attention 的 forward 很简单", "zh-hans"),
        ("This article explains attention.", "en"),
        ("The word 注意力 means attention in Chinese.", "en"),
        ("これは注意機構についての記事です。", "ja"),
        ("日文的“の”是助词，这里只出现一次。", "zh-hans"),
        ("이 글은 어텐션을 설명합니다.", "ko"),
        ("Эта статья о механизме внимания.", "ru"),
        ("1 + 2 = 3", ""),
        ("", ""),
    ],
)
def test_language_is_guessed_from_its_letters(text: str, language: str) -> None:
    assert guess_text_language(text) == language
    assert render(text).language == language


def test_code_and_formulas_do_not_affect_the_guess() -> None:
    code = "```python\n" + "print(value)\n" * 50 + "```\n\n"
    assert render(code + r"$\alpha \text{word}$ 代码如上").language == "zh-hans"
