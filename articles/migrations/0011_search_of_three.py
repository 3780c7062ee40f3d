from django.db import migrations

from articles.models import indexing


def index_anew(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        indexing.backend().create(cursor)
    everything = apps.get_model("articles", "Article").objects.values_list("pk", flat=True)
    indexing.write(everything.iterator(), apps)


class Migration(migrations.Migration):
    """Three characters round one that stands between words; in PostgreSQL a function that keeps
    its plan."""

    dependencies = [
        ("articles", "0010_lists_at_any_size"),
    ]

    operations = [
        migrations.RunPython(index_anew, migrations.RunPython.noop),
    ]
