"""The guide shows every construct as it is: each source in a box is followed by the same, live."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from articles.models import Article
from operations.management.commands.start import GUIDE
from tests.factories import make_user
from tests.transfer.imports import import_folder

DOCS = Path(settings.BASE) / "docs"


@pytest.mark.parametrize("name", GUIDE)
def test_every_example_is_followed_by_its_look(name):
    text = (DOCS / name).read_text(encoding="utf-8")
    boxes = list(re.finditer(r"^(`{4,})markdown\n(.*?)\n\1\n\n", text, re.MULTILINE | re.DOTALL))
    assert len(boxes) >= 15
    for box in boxes:
        assert text.startswith(box[2], box.end()), box[2]


def test_both_languages_show_the_same_constructs():
    heads = [re.findall("^`{4,}markdown$|^## ", (DOCS / n).read_text(), re.M) for n in GUIDE]
    assert heads[0] == heads[1]


@pytest.mark.django_db
def test_the_guide_is_imported_without_a_warning_but_of_its_comment(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    author = make_user(is_superuser=True)
    import_folder(settings.BASE / "sample", author=author, names=["flash-attention.md"])
    report = import_folder(settings.BASE / "docs", author=author, names=GUIDE)
    remarks = [
        (remark.file, remark.what[remark.what.rindex("%%", 0, -2) :]) for remark in report.problems
    ]
    comments = ["%%Not shown: a comment.%%", "%%看不见的注释。%%"]
    assert remarks == list(zip(GUIDE, comments, strict=True))
    assert set(Article.objects.values_list("slug", flat=True)) >= {"writing", "writing-zh"}
    chinese = Article.objects.get(slug="writing-zh")
    assert 'href="/articles/writing/"' in chinese.html
    assert 'href="/articles/flash-attention/"' in chinese.html
