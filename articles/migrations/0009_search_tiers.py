from django.db import migrations

from articles.publishing import indexing


def empty(apps, schema_editor):
    apps.get_model("articles", "SearchEntry").objects.all().delete()
    with schema_editor.connection.cursor() as cursor:
        indexing.backend().drop(cursor)


class Migration(migrations.Migration):
    """Keys that name the article, and an order that is read from the lexemes alone."""

    dependencies = [
        ("articles", "0008_search"),
    ]

    operations = [
        migrations.RunPython(empty, empty),
        migrations.RemoveField(model_name="searchentry", name="head"),
        migrations.RunPython(indexing.create_and_fill, empty),
    ]
