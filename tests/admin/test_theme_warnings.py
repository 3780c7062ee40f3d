"""The admin tells whoever may change the settings that a template of the theme has an error."""

import shutil

import pytest
from django.conf import settings

from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]
PAGES = ("/desk/", "/admin/", "/admin/articles/sitesettings/1/change/")


@pytest.fixture
def broken_template():
    path = settings.THEME / "templates/_tags.html"
    path.parent.mkdir(parents=True)
    path.write_text("\n\n{% if %}")
    yield path
    shutil.rmtree(settings.THEME)


@pytest.mark.parametrize("address", PAGES)
def test_an_owner_is_told_the_file_and_the_line(client, broken_template, address):
    client.force_login(make_user("root", is_superuser=True))
    client.get("/admin/articles/sitesettings/")  # creates the row
    page = client.get(address).text
    assert f"{broken_template}, line 3: Unexpected end of expression" in page
    broken_template.write_text("{% if 1 %}{% endif %}")
    assert str(broken_template) not in client.get(address).text


def test_an_author_is_not_told(client, broken_template, author):
    client.force_login(author)
    response = client.get("/admin/")
    assert response.status_code == 200
    assert "_tags.html" not in response.text
