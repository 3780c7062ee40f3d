"""PDF by Chromium: what is printed, and what Chromium may do."""

from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from books import chromium, pdf_views
from books.chromium import PrintError, print_page
from books.print_server import served_page
from books.printed_articles import NoPage, print_article
from tests.factories import make_article, make_user
from tests.waiting import wait_until

BASE = "http://localhost"


@pytest.mark.django_db
def test_what_readers_cannot_open_is_not_printed():
    with pytest.raises(NoPage):
        print_article(make_article(status="draft"), BASE)


@pytest.mark.django_db(transaction=True)
def test_the_server_answers_with_the_page_and_public_files_only():
    make_article(slug="public")
    html = b'<html><head></head><img loading="lazy" src="x"></html>'
    with served_page(html, "A4", BASE) as address:
        origin = address.rpartition("/")[0]
        with urlopen(address) as response:
            page = response.read()
            policy = response.headers["Content-Security-Policy"]
        with urlopen(f"{address}.css") as response:
            assert response.read() == b"@page { size: A4 }"
        for path in ("/", "/admin/", "/desk/", "/articles/public/", "/files/nothing/x.png"):
            with pytest.raises(HTTPError) as error:
                urlopen(origin + path)
            assert error.value.code == 404
            error.value.close()
    assert b"lazy" not in page
    assert b".css" in page
    assert "default-src 'none'" in policy
    with pytest.raises(URLError):
        urlopen(address)


def is_running(pid):
    """A zombie, which nobody has waited for yet, does not run."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_program_that_hangs_or_fails_is_ended_with_all_its_children(tmp_path, monkeypatch):
    program, child = tmp_path / "chromium", tmp_path / "child"
    monkeypatch.setattr(chromium, "find_chromium", lambda: str(program))

    def written(script):
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    written(f"sleep 300 & echo $! > {child}; wait")
    with pytest.raises(PrintError, match="more than"):
        print_page("http://127.0.0.1/", seconds=2)
    wait_until(lambda: not is_running(int(child.read_text())))
    written("echo broken >&2; exit 1")
    with pytest.raises(PrintError, match="broken"):
        print_page("http://127.0.0.1/")
    monkeypatch.setattr(chromium, "find_chromium", lambda: None)
    with pytest.raises(PrintError, match="no Chromium"):
        print_page("http://127.0.0.1/")


@pytest.fixture
def printed(monkeypatch):
    """What would be printed, instead of Chromium."""
    pages = []
    monkeypatch.setattr(pdf_views, "print_html", lambda *given: pages.append(given) or b"%PDF-")
    return pages


@pytest.mark.django_db
def test_who_writes_an_article_gets_its_newest_text_as_pdf(client, printed):
    article = make_article(status="draft", body="**旧**", slug="mine")
    path = f"/desk/articles/{article.pk}/article.pdf"
    assert client.get(path).status_code == 302
    client.force_login(make_user("other"))
    assert client.get(path).status_code == 404
    client.force_login(article.author)
    response = client.get(f"{path}?paper=letter")
    html, base, paper = printed.pop()
    assert (response["Content-Type"], paper) == ("application/pdf", "letter")
    assert "mine.pdf" in response["Content-Disposition"]
    assert "<strong>旧</strong>" in html.decode()
    assert base == "http://testserver/"
    with pdf_views.printing:
        assert client.get(path).status_code == 503
    assert printed == []


@pytest.mark.django_db
def test_a_print_that_fails_is_a_page_with_a_way_out(client, monkeypatch):
    def fail(*_given):
        raise PrintError("x")

    monkeypatch.setattr(pdf_views, "print_html", fail)
    article = make_article()
    client.force_login(article.author)
    response = client.get(f"/desk/articles/{article.pk}/article.pdf")
    assert response.status_code == 503
    assert article.title not in response.headers.get("Content-Disposition", "")
