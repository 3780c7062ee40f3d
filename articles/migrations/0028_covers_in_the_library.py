"""Covers that name the content of a file name the file, so that they follow when it is replaced."""

from typing import Any

from django.db import migrations

CONTENT, LONGEST = "content/", 100


def name_files(apps: Any, _schema_editor: Any) -> None:
    """Of several files with the content, that of the author, else the oldest one."""
    articles = apps.get_model("articles", "Article").objects
    files = apps.get_model("media", "MediaFile").objects.order_by("pk")
    for article in articles.filter(cover__startswith=CONTENT).only("pk", "cover", "author"):
        same = list(files.filter(content__name=article.cover.name))
        own = [file for file in same if file.owner_id == article.author_id]
        for file in (own or same)[:1]:
            start, (stem, dot, ending) = f"/files/{file.token}/", file.name.rpartition(".")
            name = stem[: LONGEST - len(start + dot + ending)] + dot + ending
            articles.filter(pk=article.pk).update(cover=start + name)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0027_names_in_order"),
        ("media", "0002_public_digest"),
    ]
    operations = [migrations.RunPython(name_files, migrations.RunPython.noop)]
