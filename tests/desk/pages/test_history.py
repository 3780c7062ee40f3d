"""The history of an article: every version, and how one became another."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from desk.comparing.passages import Passage, Span
from desk.models import Revision
from desk.pages import article_history
from desk.pages.shown_passages import ShownPassage
from tests.desk.writing_helpers import draft_of
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def address(article, query=""):
    return reverse("desk_history", args=[article.pk]) + query


def test_the_draft_is_compared_with_what_readers_see(signed_in, article, writer):
    writer.save("readers see that\n")
    text = signed_in.get(address(article)).text
    assert "readers see <del>this</del><ins>that</ins>" in text
    assert "what readers see" in text


def test_a_draft_is_not_what_readers_see(signed_in, author):
    draft = make_article(status="draft", published_at=None, author=author)
    assert "what readers see" not in signed_in.get(address(draft)).text


def test_any_two_versions_can_be_compared(signed_in, article, writer):
    first = draft_of(article).head_id
    writer.save("two\n")
    writer.save("three\n")
    text = signed_in.get(address(article, f"?old={first}&new={draft_of(article).head_id}")).text
    assert "readers see this" in text
    assert "three" in text


@pytest.mark.parametrize("way", ["words", "lines", "sides", "<script>"])
def test_versions_are_compared_in_three_ways(signed_in, article, writer, way):
    writer.save("readers see that\n")
    response = signed_in.get(address(article), {"show": way})
    assert response.status_code == 200
    assert "that" in response.text


def test_formulas_are_drawn_in_both_versions(signed_in, article, writer):
    writer.save("$$\nx = k\n$$\n")
    before = draft_of(article).head_id
    writer.save("$$\nx = k + z\n$$\n")
    text = signed_in.get(address(article, f"?old={before}")).text
    assert text.count("<math") == 2
    assert ' id="' not in text[text.index("<math") : text.rindex("</math>")]


def test_one_broken_formula_leaves_the_others_drawn(signed_in, article, writer):
    writer.save("$$\nx = k\n$$\n\ntext\n\n$$\na\n$$\n")
    before = draft_of(article).head_id
    writer.save("$$\nx = {\n$$\n\ntext\n\n$$\nb\n$$\n")
    text = signed_in.get(address(article, f"?old={before}")).text
    assert text.count("<math") >= 3


def test_a_formula_that_cannot_be_rendered_is_shown_as_its_source(signed_in, article, writer):
    writer.save("$$\n\\notacommand{x\n$$\n")
    assert "notacommand" in signed_in.get(address(article)).text


def test_changes_of_title_and_tags_are_shown(signed_in, article, writer):
    writer.save("readers see this\n", title="Diffusion models", tags=[[None, "nlp"]])
    text = signed_in.get(address(article)).text
    assert "Diffusion<ins> models</ins>" in text
    assert "#nlp" in text


def test_html_in_a_text_is_shown_as_it_is_written(signed_in, article, writer):
    writer.save("<script>alert(1)</script>\n\n$$\n<img src=x onerror=alert(1)>\n$$\n")
    text = signed_in.get(address(article)).text
    assert "<script>" not in text
    assert "onerror=alert(1)>" not in text


def test_an_old_version_becomes_the_newest_and_nothing_is_lost(signed_in, article, writer):
    old = draft_of(article).head
    writer.save("the draft\n")
    base = draft_of(article).head_id
    restored = reverse("desk_restore", args=[article.pk, old.pk])
    assert signed_in.post(restored, {"base": base}).status_code == 302
    assert draft_of(article).head.content.body == old.content.body
    assert Revision.objects.of(article).filter(pk=base).exists()


def test_restoring_over_a_newer_text_asks(signed_in, article, writer):
    old = draft_of(article).head
    writer.save("the draft\n")
    base = draft_of(article).head_id
    writer.save("a newer draft\n")
    restored = reverse("desk_restore", args=[article.pk, old.pk])
    assert signed_in.post(restored, {"base": base}).status_code == 409
    assert draft_of(article).head.content.body == "a newer draft\n"


def test_a_version_gets_a_name(signed_in, article, writer):
    head = draft_of(article).head_id
    signed_in.post(reverse("desk_name", args=[article.pk, head]), {"name": " before  review "})
    assert "before review" in signed_in.get(address(article)).text


@pytest.mark.parametrize("query", ["?old=x", "?new=999999", "?old=1&new=99999999999999999999"])
def test_versions_of_other_articles_are_not_found(signed_in, article, query):
    assert signed_in.get(address(article, query)).status_code in {200, 404}


def test_a_version_of_another_article_is_not_shown(signed_in, article, author):
    other = draft_of(make_article(author=make_user("rival"), body="secret")).head_id
    assert signed_in.get(address(article, f"?old={other}")).status_code == 404
    assert signed_in.get(address(article, f"?new={other}")).status_code == 404
    assert signed_in.post(reverse("desk_restore", args=[article.pk, other])).status_code == 404
    assert signed_in.post(reverse("desk_name", args=[article.pk, other])).status_code == 404


def test_authors_do_not_read_the_names_of_others(signed_in, article, editor, writer):
    writer.user = editor
    writer.save("edited\n")
    text = signed_in.get(address(article)).text
    assert "somebody else" in text
    assert editor.byline not in text


def test_the_title_of_a_hidden_original_is_not_shown(signed_in, article, writer):
    hidden = make_article(title="HiddenTitle", status="draft", author=make_user("rival"))
    writer.save("x\n", translation_of=[hidden.pk, hidden.title])
    assert "HiddenTitle" not in signed_in.get(address(article)).text


def save_often(article, number):
    live = Revision.objects.of(article).first()
    Revision.objects.bulk_create(
        Revision(
            article=article,
            text=live.text,
            kind="autosave" if n % 3 else "saved",
            characters=1,
            added=n,
            removed=0,
            digest=live.digest,
            metadata=live.metadata,
            created_at=timezone.now(),
            author=live.author,
        )
        for n in range(number)
    )


def test_queries_do_not_grow_with_the_history(
    signed_in, article, writer, django_assert_max_num_queries, django_assert_num_queries
):
    writer.save("readers see that\n")
    with django_assert_max_num_queries(9) as first:
        signed_in.get(address(article))
    save_often(article, 150)
    with django_assert_num_queries(len(first)):
        response = signed_in.get(address(article))
    assert "Earlier versions" in response.text


def test_earlier_versions_are_on_further_pages(signed_in, article, writer):
    save_often(article, 100)
    newest = list(Revision.objects.of(article).values_list("pk", flat=True))
    text = signed_in.get(address(article, f"?before={newest[49]}")).text
    assert f'value="{newest[50]}"' in text
    assert f'name="new" value="{newest[0]}"' not in text


class CountedPassages(list):
    """Counts how often all of them are read."""

    reads = 0

    def __iter__(self):
        self.reads += 1
        return super().__iter__()


def reads_of_a_page_with(paragraphs):
    passages = CountedPassages(
        Passage("prose", n, n, (Span("added", "x\n"),)) for n in range(paragraphs)
    )
    shown = ShownPassage("whole", passages)
    assert render_to_string("desk/_passage.html", {"passage": shown}).count("<ins>") == paragraphs
    return passages.reads


def test_paragraphs_added_together_are_not_read_anew_for_each_of_them():
    assert reads_of_a_page_with(40) == reads_of_a_page_with(1)


def test_every_passage_is_on_some_page_of_the_comparison(signed_in, article, writer, monkeypatch):
    monkeypatch.setattr(article_history, "MOST_PASSAGES", 3)
    writer.save("".join(f"new {n}\n\n" for n in range(9)))
    where, seen = address(article), []
    while where:
        text = signed_in.get(where).text
        seen += re.findall(r"<ins>(new \d)", text)
        further = re.search(r'href="(\?[^"]*)#compared">Passages after these', text)
        where = further and address(article, further[1].replace("&amp;", "&"))
    assert seen == [f"new {n}" for n in range(9)]
    assert "Passages before these" in text


def test_an_author_without_a_name_is_no_empty_value(editors_browser, article, writer):
    nameless = make_user("login-of-nobody", display_name="")
    before = draft_of(article).head_id
    writer.save("x\n", author=[nameless.pk, ""])
    text = editors_browser.get(address(article, f"?old={before}")).text
    assert "<ins>somebody without a name</ins>" in text


def test_authors_are_named_as_readers_know_them(
    signed_in, editors_browser, article, author, writer
):
    other = make_user("login-of-ada", display_name="Ada")
    before = draft_of(article).head_id
    writer.save("x\n", author=[other.pk, other.username])
    text = editors_browser.get(address(article, f"?old={before}")).text
    assert "<ins>Ada</ins>" in text
    assert "login-of-ada" not in text
    text = signed_in.get(address(article, f"?old={before}")).text
    assert "<ins>somebody else</ins>" in text
    assert author.username not in text
    assert "login-of-ada" not in text
