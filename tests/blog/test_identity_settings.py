"""Other sites by which people sign in: each is configured wholly, or not at all."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from blog.identity_settings import IdentityProvider, read_identity_providers
from tests.each import check_each

GITHUB = {"LONGWAVE_GITHUB_CLIENT_ID": "id", "LONGWAVE_GITHUB_CLIENT_SECRET": "secret"}
ISSUER = "LONGWAVE_OIDC_ISSUER"
OIDC = {
    ISSUER: "https://ID.example/realms/blog/",
    "LONGWAVE_OIDC_CLIENT_ID": "blog",
    "LONGWAVE_OIDC_CLIENT_SECRET": "secret",
}


@pytest.fixture
def read(monkeypatch):
    def read_with(values, site="https://blog.example"):
        for name in (*GITHUB, *OIDC, "LONGWAVE_OIDC_NAME"):
            monkeypatch.setenv(name, values.get(name, ""))
        return read_identity_providers(site)

    return read_with


def test_nothing_and_everything_are_read(read):
    assert read({}, "") == {}
    assert read({**GITHUB, **OIDC}) == {
        "github": IdentityProvider("github", "GitHub", "id", "secret"),
        "oidc": IdentityProvider(
            "oidc", "id.example", "blog", "secret", "https://id.example/realms/blog"
        ),
    }
    assert read({**OIDC, ISSUER: "http://localhost:8080"})["oidc"].issuer.startswith("http:")
    assert read({**OIDC, "LONGWAVE_OIDC_NAME": "公司账号"})["oidc"].name == "公司账号"


def test_half_of_it_and_bad_values_are_refused_by_name(read):
    def check(values, name):
        with pytest.raises(ImproperlyConfigured, match=rf"^{name}="):
            read(values)

    check_each(
        [
            ({**GITHUB, "LONGWAVE_GITHUB_CLIENT_SECRET": ""}, "LONGWAVE_GITHUB_CLIENT_SECRET"),
            ({**OIDC, ISSUER: ""}, ISSUER),
            ({**OIDC, ISSUER: "id.example"}, ISSUER),
            ({**OIDC, ISSUER: "http://id.example"}, ISSUER),
        ],
        check,
    )
    with pytest.raises(ImproperlyConfigured, match=r"^LONGWAVE_URL="):
        read(GITHUB, "")
