"""The sign-in page, which is also that of the admin."""

import pytest
from django.test import Client

from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PHRASE = "a long enough phrase"


@pytest.fixture
def writer(author):
    author.set_password(PHRASE)
    author.save()
    return {"login": author.get_username(), "password": PHRASE}


def test_a_sign_in_leads_to_the_page_that_asked_for_it_or_else_to_the_desk(writer):
    aims = {
        "/admin/login/": "/desk/",
        "/admin/login/?next=": "/desk/",
        "/admin/login/?next=/admin/": "/desk/",
        "/admin/login/?next=/admin/articles/article/": "/admin/articles/article/",
        "/desk/sign-in/?next=/desk/library/": "/desk/library/",
        "/desk/sign-in/?next=//evil.example/": "/desk/",
        "/desk/sign-in/?next=https://evil.example/": "/desk/",
        "/desk/sign-in/?next=%5C%5Cevil.example": "/desk/",
        "/desk/sign-in/?next=javascript:alert(1)": "/desk/",
        "/desk/sign-in/?next=/%09/evil.example": "/desk/",
        "/desk/sign-in/?next=%2F%5Cevil.example": "/desk/",
        "/desk/sign-in/?next=https:evil.example": "/desk/",
        "/desk/sign-in/?next=https://testserver@evil.example/": "/desk/",
        "/desk/sign-in/?next=%2F%2Fevil%E3%80%82example": "/desk/",
    }
    for address, aim in aims.items():
        form = Client().get(address, follow=True)
        sent = {**writer, "next": form.context["next"]}
        answer = Client().post(form.request["PATH_INFO"], sent, follow=True)
        assert (answer.redirect_chain, answer.status_code) == ([(aim, 302)], 200), address


def test_who_is_signed_in_gets_from_the_sign_in_to_the_desk(client, author):
    client.force_login(author)
    for address in ("/admin/login/", "/desk/sign-in/"):
        assert client.get(address, follow=True).redirect_chain[-1] == ("/desk/", 302)


def test_who_may_not_open_the_desk_is_answered_as_a_stranger(client, author, writer):
    author.is_staff = False
    author.save()
    nobody = {**writer, "login": "nobody"}
    said = [client.post("/desk/sign-in/", sent).text for sent in (writer, nobody)]
    assert all("用户名和密码对不上" in page for page in said)
    client.force_login(author)
    assert client.get("/desk/", follow=True).redirect_chain[-1][0].startswith("/desk/sign-in/")


def test_a_known_and_an_unknown_name_take_the_same_work(client, writer, monkeypatch):
    """Hashing is what takes time: a stranger could measure it."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *args: hashed.append(args[1]) or encode(*args)
    )
    make_user("disabled", password=PHRASE, is_active=False)
    make_user("lin")  # without a password
    hashed.clear()
    names = (writer["login"], "nobody", "disabled", "lin")
    for name in names:
        client.post("/desk/sign-in/", {"login": name, "password": "wrong"})
    assert len(hashed) == len(names)


def test_a_session_from_before_the_sign_in_is_worthless_after_it(client, writer):
    client.get("/desk/sign-in/")
    session = client.session
    session["before"] = "stranger"
    session.save()
    key = session.session_key
    client.post("/desk/sign-in/", writer)
    assert client.session.session_key != key
    assert not client.session.exists(key)


def test_nobody_signs_in_without_the_token_of_the_form(writer):
    answer = Client(enforce_csrf_checks=True).post("/desk/sign-in/", writer)
    assert answer.status_code == 403
