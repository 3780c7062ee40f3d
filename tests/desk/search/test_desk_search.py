"""The search of the desk finds what was saved, in the newest text of what one may see."""

import pytest
from django.urls import reverse

from articles.models import Article
from desk.search.found_articles import PER_PAGE, DeskResults
from tests.desk.writing_helpers import Writer
from tests.factories import make_article, make_topic, make_user

pytestmark = pytest.mark.django_db


def found(user, words, **options):
    return [each.draft.head.title for each in DeskResults.of(user, words, **options).articles]


def make_draft(title, body="", **values):
    return make_article(title=title, body=body, status="draft", published_at=None, **values)


def text_of(pieces):
    return "".join(f"[{text}]" if is_hit else text for text, is_hit in pieces)


def test_words_are_found_where_they_were_saved_last(author):
    make_article(title="Published", body="a transmission", author=author)
    make_draft("Draft", "a transmission", author=author)
    changed = make_article(title="Changed", body="readers see this", author=author)
    Writer(changed, author).save("a transmission, saved a second ago")
    typed = make_draft("Typed", author=author)
    Writer(typed, author).autosave("a transmission, saved automatically")
    assert found(author, "transmission") == ["Typed", "Changed", "Draft", "Published"]


def test_words_that_only_readers_still_see_are_not_found(author):
    article = make_article(title="Changed", body="former words", author=author)
    Writer(article, author).save("later words")
    assert found(author, "former") == []
    Writer(article, author).discard()
    assert found(author, "former") == ["Changed"]


@pytest.mark.parametrize(
    "words", ["注意力", "力机制", "缩放点积", "点", "“点积注意力”", "注意力 -卷积"]
)
@pytest.mark.parametrize("is_beside", [True, False])
def test_chinese_is_found_in_every_text(author, words, is_beside):
    article = make_article(
        title="甲", body="无关。" if is_beside else "缩放点积注意力机制", author=author
    )
    make_draft("乙", "注意卷积，力所能及", author=author)
    if is_beside:
        Writer(article, author).autosave("缩放点积注意力机制")
    assert "甲" in found(author, words)
    assert found(author, "注意力") == ["甲"]


@pytest.mark.parametrize(
    ("words", "is_hit"),
    [
        ("tight_layout", True),
        ("layout", True),
        ("PLT.TIGHT_LAYOUT", True),
        ("lay", False),
        ("c++", True),
        ('"two words"', True),
        ('"words two"', False),
        ("words -two", False),
        ("ｗｏｒｄｓ", True),
    ],
)
@pytest.mark.parametrize("is_beside", [True, False])
def test_texts_in_the_index_and_beside_it_match_alike(author, words, is_hit, is_beside):
    body = "two words, C++ and `plt.tight_layout`"
    article = make_article(title="T", body="" if is_beside else body, author=author)
    if is_beside:
        Writer(article, author).save(body)
    assert found(author, words) == (["T"] if is_hit else [])


def test_filters_ask_the_article_also_where_a_draft_stands_beside_it(author):
    article = make_article(title="T", body="x", author=author, category=make_topic("NLP"))
    article.tags.add("Attention")
    Writer(article, author).save("later words")
    other = make_article(title="Other", body="later words", author=author)
    assert found(author, "later tag:attention") == ["T"]
    assert found(author, "later topic:nlp") == ["T"]
    assert found(author, "later -tag:attention") == ["Other"]
    assert found(author, "later lang:en") == []
    year = other.published_at.year
    assert sorted(found(author, f"later after:{year}")) == ["Other", "T"]
    assert found(author, f"later before:{year}") == []


def test_a_formula_is_found_however_it_is_written(author):
    make_draft("T", "$x_{t} = 1$", author=author)
    assert found(author, "x_t") == ["T"]


def test_a_text_that_could_not_be_rendered_is_found(author):
    article = make_draft("T", "words", author=author)
    Article.objects.filter(pk=article.pk).update(renderer_version=0, prose="", headings="")
    assert found(author, "words") == ["T"]


def test_what_has_the_words_in_its_title_comes_first(author):
    make_draft("注意力", "x", author=author)
    make_draft("甲", "注意力", author=author)
    assert found(author, "注意力") == ["注意力", "甲"]


def test_a_snippet_marks_the_words_in_the_source(author):
    make_draft("一篇", "所谓**自注意力**，是 $QK^T$。", author=author)
    [hit] = DeskResults.of(author, "注意力").articles
    assert text_of(hit.snippet) == "所谓**自[注意力]**，是 $QK^T$。"


def test_a_snippet_of_words_that_marks_divide_is_what_readers_see(author):
    make_draft("一篇", "所谓自注**意**力。", author=author)
    [hit] = DeskResults.of(author, "自注意力").articles
    assert text_of(hit.snippet) == "所谓[自注意力]。"


def test_nobody_finds_articles_of_others_but_editors(author, editor):
    rival = make_user("rival")
    make_draft("Secret", "HiddenTransmission", author=rival)
    beside = make_article(title="Beside", body="x", author=rival)
    Writer(beside, rival).save("HiddenTransmission")
    make_draft("Trashed", "HiddenTransmission", author=rival).move_to_trash(rival)
    assert found(author, "HiddenTransmission") == found(author, "") == []
    assert found(editor, "HiddenTransmission") == found(rival, "HiddenTransmission")
    assert sorted(found(editor, "HiddenTransmission")) == ["Beside", "Secret"]


def test_without_words_all_articles_are_listed_the_last_change_first(author):
    for number in range(PER_PAGE + 1):
        make_article(title=str(number), author=author, status="archived")
    make_draft("draft", author=author)
    assert found(author, "")[:2] == ["draft", str(PER_PAGE)]
    assert found(author, "", page="2") == ["1", "0"]
    assert found(author, "", page="nonsense") == found(author, "")
    assert found(author, "", only_drafts=True) == ["draft"]


def test_the_page_shows_what_was_found_and_leads_to_other_pages(signed_in, author):
    for _ in range(PER_PAGE + 1):
        make_draft("甲", "注意力", author=author)
    address = reverse("desk_search")
    text = signed_in.get(address, {"q": "注意力"}).text
    assert "<mark>注意力</mark>" in text
    assert "21 articles" in text
    assert 'href="?q=%E6%B3%A8%E6%84%8F%E5%8A%9B&amp;page=2"' in text
    assert "neither a draft nor an article" in signed_in.get(address, {"q": "无"}).text


def test_queries_grow_neither_with_articles_nor_with_drafts(
    signed_in, author, django_assert_num_queries, django_assert_max_num_queries
):
    def add():
        make_draft("甲", "注意力", author=author)
        article = make_article(title="乙", body="x", author=author)
        Writer(article, author).save("注意力")

    query = {"q": "注意力 -tag:x"}
    add()
    with django_assert_max_num_queries(15) as first:
        signed_in.get(reverse("desk_search"), query)
    for _ in range(3):
        add()
    with django_assert_num_queries(len(first)):
        signed_in.get(reverse("desk_search"), query)
