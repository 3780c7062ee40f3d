"""LONGWAVE_EMAIL_URL takes what docs/configure.md says."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection

from blog import mail_settings
from blog.mail_settings import MailServer, read_mail_server
from tests.each import check_each

NAME = "LONGWAVE_EMAIL_URL"


@pytest.fixture
def read(monkeypatch):
    def read_value(value):
        monkeypatch.setenv(NAME, value)
        return read_mail_server(NAME)

    return read_value


def test_servers_are_read_with_their_users_and_signs(read):
    def check(value, *server):
        assert read(value) == MailServer(*server)

    check_each(
        [
            ("",),
            ("smtp://blog:pass@mail.example:587", "mail.example", 587, "blog", "pass", "starttls"),
            ("smtps://mail.example", "mail.example", 0, "", "", "tls"),
            ("smtp+none://localhost:1025", "localhost", 1025, "", "", "none"),
            (
                *("smtp://a%40b.example:p%2F%25%3A@邮件.中国", "xn--5nq051n.xn--fiqs8s"),
                *(0, "a@b.example", "p/%:", "starttls"),
            ),
        ],
        check,
    )


def test_each_service_of_the_documentation_gets_its_settings(read, settings):
    page = (settings.BASE / "docs/configure.md").read_text()
    named = re.findall(rf"{NAME}=(anymail://\S+)", page)
    assert len(named) == 3
    for value in named:
        found = read(value.replace("…", "secret"))
        settings.ANYMAIL = found.service
        connection = get_connection(found.backend)
        assert "secret" in vars(connection).values(), value
        assert connection.timeout == mail_settings.TIMEOUT


def test_what_cannot_be_used_is_refused_without_its_secrets(read, monkeypatch):
    def check(value, advice):
        with pytest.raises(ImproperlyConfigured, match=rf"^{NAME}=.*{advice}") as refusal:
            read(value)
        assert "secret" not in str(refusal.value)

    check_each(
        [
            ("mail.example", "smtp://user"),
            ("http://u:secret@mail.example", "smtp://user"),
            ("smtp://u:secret@mail.example/path", "smtp://user"),
            ("smtp://u:secret@mail.example:port", "smtp://user"),
            ("anymail://pigeon?key=secret", "a service of django-anymail"),
            ("anymail://../x?key=secret", "a service of django-anymail"),
            ("anymail://test?key=secret", "a service of django-anymail"),
        ],
        check,
    )
    monkeypatch.setattr(mail_settings, "find_spec", lambda _name: None)
    check("anymail://postmark?server_token=secret", "requirements-anymail.txt")
