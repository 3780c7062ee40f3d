"""Covers that named the content of a file name the file itself."""

from importlib import import_module

import pytest
from django.apps import apps

from tests.factories import make_article, make_user
from tests.media.factories import make_content, make_file

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.either_database,
    pytest.mark.usefixtures("media_folders"),
]
MIGRATION = import_module("articles.migrations.0028_covers_in_the_library")


def test_a_cover_names_the_file_of_its_author_and_older_paths_stay(author):
    content = make_content()
    make_file("theirs.png", content=content, owner=make_user("other"))
    file = make_file("图" * 150 + ".png", content=content, owner=author)
    known = make_article(author=author, cover=content.name)
    former = make_article(slug="former", author=author, cover="covers/2024/a.png")
    lost = make_article(slug="lost", author=author, cover="content/ab/lost.png")
    for _twice in range(2):
        MIGRATION.name_files(apps, None)
    for article in (known, former, lost):
        article.refresh_from_db()
    start = f"/files/{file.token}/"
    assert known.cover.name == f"{start}{'图' * (100 - len(start) - 4)}.png"
    assert (former.cover.name, lost.cover.name) == ("covers/2024/a.png", "content/ab/lost.png")
