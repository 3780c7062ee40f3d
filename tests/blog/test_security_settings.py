"""Settings of what a site says about its security."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from blog.security_settings import YEAR, read_contacts, read_hsts
from tests.each import check_each


def test_hsts_reaches_subdomains_and_lists_of_browsers_only_by_setting(monkeypatch):
    def check(value, https, expected):
        monkeypatch.setenv("LONGWAVE_HSTS", value)
        assert read_hsts("LONGWAVE_HSTS", https) == expected

    check_each(
        [
            ("", True, (YEAR, False, False)),
            ("host", True, (YEAR, False, False)),
            ("subdomains", True, (YEAR, True, False)),
            ("preload", True, (YEAR, True, True)),
            ("off", True, (0, False, False)),
            ("preload", False, (0, False, False)),
        ],
        check,
    )
    monkeypatch.setenv("LONGWAVE_HSTS", "yes")
    with pytest.raises(ImproperlyConfigured, match=r"^LONGWAVE_HSTS="):
        read_hsts("LONGWAVE_HSTS", True)


def test_contacts_are_addresses(monkeypatch):
    def check(value, expected):
        monkeypatch.setenv("LONGWAVE_SECURITY_CONTACT", value)
        if expected is None:
            with pytest.raises(ImproperlyConfigured, match=r"^LONGWAVE_SECURITY_CONTACT="):
                read_contacts("LONGWAVE_SECURITY_CONTACT")
        else:
            assert read_contacts("LONGWAVE_SECURITY_CONTACT") == expected

    check_each(
        [
            ("", []),
            ("ada@blog.example", ["mailto:ada@blog.example"]),
            (
                "mailto:a@b.example, https://b.example/x?y",
                ["mailto:a@b.example", "https://b.example/x?y"],
            ),
            ("http://b.example", None),
            ("ada", None),
            ("https://b.example/\nContact: x", None),
            ("https://b.example/a b", None),
        ],
        check,
    )
