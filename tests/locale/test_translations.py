"""The interface speaks both languages, completely."""

from pathlib import Path

import polib
import pytest
from django.conf import settings

CATALOGUES = sorted(Path(settings.BASE, "locale").glob("*/LC_MESSAGES/django.po"))


def test_there_is_a_chinese_catalogue():
    assert [file.parts[-3] for file in CATALOGUES] == ["zh_Hans"]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda f: f.parts[-3])
def test_nothing_is_left_untranslated(file):
    catalogue = polib.pofile(str(file))
    assert not [e.msgid for e in catalogue.untranslated_entries() + catalogue.fuzzy_entries()]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda f: f.parts[-3])
def test_translations_keep_the_placeholders(file):
    for entry in polib.pofile(str(file)):
        names = {part.split(")")[0] for part in entry.msgid.split("%(")[1:]}
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert not text or all(f"%({name})" in text for name in names), entry.msgid


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "shown"),
    [("zh-CN,zh;q=0.9", "还没有发布文章"), ("en-GB", "Nothing has been published")],
)
def test_interface_follows_the_browser(client, asked, shown):
    assert shown in client.get("/", headers={"accept-language": asked}).text


@pytest.mark.django_db
def test_interface_is_the_sites_own_where_the_browser_asks_for_neither(client):
    assert "还没有发布文章" in client.get("/", headers={"accept-language": "fr"}).text
