"""What the editor gets while one writes: the page, the lines of its blocks, warnings and counts."""

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from desk.pages.rendering import place_of_text
from rendering.result import BlockLines
from tests.desk.writing_helpers import draft_of
from tests.factories import make_article, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]

TEXT = """# 一

文 $x$ 与 $\\nosuch$

```python
x = 1
```

> ## 二
"""


def address_of(name, article):
    return reverse(name, args=[article.pk])


def rendered(client, article, **sent):
    path = address_of("desk_rendering", article)
    return client.post(path, {"title": "题", "base": draft_of(article).head_id, **sent})


def test_the_answer_describes_the_sent_text_and_saves_nothing(signed_in, article):
    before = draft_of(article).head_id
    answer = rendered(signed_in, article, body=TEXT).json()
    sent = {"title": "题", "body": TEXT}
    preview = signed_in.post(address_of("desk_preview", article), sent).text
    assert answer["page"].replace("/rendering/", "/preview/") == preview
    assert answer["lines"] == [1, 3, 5, 9]
    assert answer["toc"] == [
        {"id": "一", "text": "一", "level": 2, "line": 1},
        {"id": "二", "text": "二", "level": 2, "line": 9},
    ]
    (warning,) = answer["warnings"]
    assert warning["line"] == 3
    assert "nosuch" in warning["text"]
    assert warning["fix"] is None
    assert answer["counts"] | {"formulas": 2, "code_blocks": 1} == answer["counts"]
    assert answer["strip"].startswith('<button type="button" data-line="1">')
    assert answer["excerpt"]["text"].startswith("文")
    assert draft_of(article).head_id == before


def test_only_blocks_that_are_not_known_are_sent(signed_in, article):
    whole = rendered(signed_in, article, body=TEXT).json()
    digests = [digest for digest, html in whole["blocks"]]
    assert len(digests) == 4
    changed = TEXT.replace("x = 1", "x = 2")
    answer = rendered(signed_in, article, body=changed, known=" ".join(digests)).json()
    sent = [html for digest, html in answer["blocks"]]
    assert [html is None for html in sent] == [True, True, False, True]
    assert "2" in sent[2]
    blocks = dict(answer["blocks"])
    assert [digest in blocks for digest in digests] == [True, True, False, True]
    all_sent = rendered(signed_in, article, body=changed, known="none").json()
    place = all_sent["page"].index('id="lw-text">') + len('id="lw-text">\n')
    text = "".join(html for digest, html in all_sent["blocks"])
    page = all_sent["page"][:place] + text + all_sent["page"][place:]
    assert page == rendered(signed_in, article, body=changed).json()["page"]


@pytest.mark.parametrize("body", ["</div>e", "</div>text\n\n<!-- -->"])
def test_a_page_with_text_outside_of_blocks_is_whole(signed_in, article, author, body):
    author.user_permissions.add(Permission.objects.get(codename="publish_raw_html"))
    whole = rendered(signed_in, article, body=body).json()
    assert "<p>" not in whole["page"].partition('id="lw-text"')[2][:40]
    answer = rendered(signed_in, article, body=body, known="none").json()
    assert (answer["page"], answer["blocks"]) == (whole["page"], None)


def test_only_the_blocks_at_the_beginning_of_their_element_are_taken_out_of_a_page():
    shown = SimpleNamespace(html="<p>a</p>", lines=BlockLines((1,), (0,)))
    for before, found in (("", True), ("\n", True), ("<p>b</p>", False), ("b", False)):
        page = f'<p>a</p><div class="x" id="lw-text">{before}<p>a</p></div>'
        assert (place_of_text(page, shown) is not None) is found
    assert place_of_text("<p>a</p>", shown) is None


def test_queries_of_a_preview_do_not_grow_with_the_text(
    signed_in, article, writer, django_assert_max_num_queries
):
    writer.save("a draft")
    rendered(signed_in, article, body="[甲](b.md)")
    with django_assert_max_num_queries(19) as first:
        rendered(signed_in, article, body="[甲](b.md)")
    links = "\n\n".join(f"[甲](b{n}.md) $x$" for n in range(20))
    with django_assert_max_num_queries(len(first)):
        rendered(signed_in, article, body=links)


def test_the_files_of_other_sites_are_listed(signed_in, article):
    answer = rendered(signed_in, article, body="![图](https://pictures.example/a.png)").json()
    assert "https://pictures.example/a.png" in answer["remote_files"]
    text = "[链接](https://pictures.example/a.png) ![图](/files/aaaaaaaaaaaa/b.png)"
    assert rendered(signed_in, article, body=text).json()["remote_files"] == ""


def test_a_text_that_cannot_be_rendered_has_no_page_and_a_reason(signed_in, article, settings):
    settings.RENDER_TIMEOUT = 0.2
    answer = rendered(signed_in, article, body=("*a" * 9_000 + "\n\n") * 40).json()
    assert (answer["page"], answer["blocks"]) == (None, None)
    assert answer["lines"] == []
    assert "processor time" in answer["warnings"][0]["text"]


def test_who_may_not_write_the_article_gets_no_page(client, signed_in, article):
    path = address_of("desk_rendering", article)
    answer = client.post(path, {"body": "x"}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()) == (403, {"reason": "signed-out"})
    assert rendered(signed_in, make_article(author=make_user("rival")), body="x").status_code == 404
    assert signed_in.get(path).status_code == 405
