"""The terms that represent the subject of a text."""

from fulltext.similarity import MOST_KEYWORDS, MOST_TERMS, TextParts, keywords, terms


def weights(**parts):
    return terms(TextParts(**{"title": "", **parts}))


def test_title_and_tags_weigh_more_than_prose_and_prose_more_than_code():
    found = weights(title="梯度", tags=["扩散"], prose="注意", code="tensor")
    assert found["梯度"] == found["扩散"] > found["注意"] > found["tensor"]


def test_formulas_and_function_words_are_ignored():
    found = weights(prose=r"我们可以的 the \frac{x_1}{h_t} \begin{pmatrix} softmax n-1 2024")
    assert list(found) == ["softmax"]


def test_words_of_two_letters_count_in_title_and_tags():
    assert "rl" in weights(tags=["RL"])
    assert "rl" not in weights(prose="RL")


def test_long_text_has_few_terms():
    text = " ".join(f"word{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(600))
    assert len(weights(prose=text)) == MOST_TERMS


def test_vector_has_length_one_and_the_rarest_terms():
    found = {f"t{n}": 1.0 for n in range(100)}
    vector = keywords(found, {f"t{n}": n + 1 for n in range(100)}, 100)
    assert list(vector) == [f"t{n}" for n in range(MOST_KEYWORDS)]
    assert abs(sum(weight**2 for weight in vector.values()) - 1) < 1e-9
    assert vector["t0"] > vector["t1"]


def test_an_empty_text_has_no_terms():
    assert weights() == {}
    assert keywords({}, {}, 0) == {}
