"""What the server makes of pasted HTML and of rows. The engine's own tests have all formats."""

import pytest
from django.urls import reverse

from desk.pages.pasting import LONGEST

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def pasted(client, **sent):
    return client.post(reverse("desk_pasted"), sent, headers={"accept": "application/json"})


def test_html_becomes_markdown_and_notes_say_what_is_left_out(signed_in):
    table = "<table><tr><td colspan=2>甲<tr><td>1<td>2</table>"
    html = f'<p>正文<b>重点。</b>后面<img src="data:image/png;base64,x"></p>{table}'
    answer = pasted(signed_in, html=html).json()
    assert answer["markdown"] == "正文**重点。**后面\n\n| 甲 |  |\n| --- | --- |\n| 1 | 2 |"
    assert answer["notes"] == [
        "1 picture is left out: it is in the document, not on the web.",
        "Merged cells of a table are divided again.",
    ]


@pytest.mark.parametrize(
    "sent",
    [
        {"rows": 'a\tb\r\n"1\r\n2"\t3'},
        {"csv": 'a,b\n"1\n2",3\n'},
        {"csv": 'a;b\n"1\n2";3\n'},
        {"csv": 'a\tb\n"1\n2"\t3'},
        {"rows": "a\tb\n1\u20282\t3"},
    ],
    ids=str,
)
def test_rows_become_a_table(signed_in, sent):
    assert (
        pasted(signed_in, **sent).json()["markdown"] == "| a | b |\n| --- | --- |\n| 1<br>2 | 3 |"
    )


def test_a_copied_cell_may_begin_with_a_quotation_mark(signed_in):
    markdown = pasted(signed_in, rows='"a" b\tc\n1\t2').json()["markdown"]
    assert markdown == '| "a" b | c |\n| --- | --- |\n| 1 | 2 |'


def test_a_file_that_is_no_table_is_told(signed_in):
    response = pasted(signed_in, csv='a,"b\nc')
    assert response.status_code == 400
    assert "no table" in response.json()["problem"]


@pytest.mark.parametrize("html", ["x" * (LONGEST + 1), "<div>" * 1_000], ids=["long", "deep"])
def test_what_is_too_long_is_told_and_stays_plain_text(signed_in, html):
    response = pasted(signed_in, html=html)
    assert response.status_code == 413
    assert "plain text" in response.json()["problem"]


def test_nothing_is_converted_for_others(client):
    assert pasted(client, html="<b>x</b>").json() == {"reason": "signed-out"}


def test_converting_asks_the_database_only_who_it_is(signed_in, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        pasted(signed_in, html="<b>x</b>" * 100)
