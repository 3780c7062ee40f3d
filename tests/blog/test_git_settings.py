"""The repository whose pushes are published: all of it is configured, or nothing."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from blog.git_settings import read_git_hook
from tests.each import check_each

WHOLE = {
    "LONGWAVE_GIT_FOLDER": "/srv/notes",
    "LONGWAVE_GIT_REPOSITORY": "wang/notes",
    "LONGWAVE_GIT_SECRET": "a secret of sixteen",
}


@pytest.fixture
def read(monkeypatch):
    def read_with(values):
        for name in (*WHOLE, "LONGWAVE_GIT_BRANCH", "LONGWAVE_GIT_USER"):
            monkeypatch.setenv(name, values.get(name, ""))
        return read_git_hook()

    return read_with


def test_nothing_and_everything_are_read(read):
    assert not read({}).is_configured
    hook = read(WHOLE)
    assert hook == ("/srv/notes", "wang/notes", "main", "a secret of sixteen", "")


def test_half_of_it_and_bad_values_are_refused_by_name(read):
    def check(values, name):
        with pytest.raises(ImproperlyConfigured, match=rf"^{name}=") as refusal:
            read(values)
        assert "short" not in str(refusal.value)

    without_secret = {name: value for name, value in WHOLE.items() if "SECRET" not in name}
    check_each(
        [
            (without_secret, "LONGWAVE_GIT_SECRET"),
            ({"LONGWAVE_GIT_SECRET": "a secret of sixteen"}, "LONGWAVE_GIT_FOLDER"),
            (WHOLE | {"LONGWAVE_GIT_REPOSITORY": "notes"}, "LONGWAVE_GIT_REPOSITORY"),
            (WHOLE | {"LONGWAVE_GIT_SECRET": "short"}, "LONGWAVE_GIT_SECRET"),
        ],
        check,
    )
