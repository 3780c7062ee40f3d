from django.db import migrations

from articles.publishing import indexing


class Migration(migrations.Migration):
    """Three characters round one that stands between words; in PostgreSQL a function that keeps
    its plan."""

    dependencies = [
        ("articles", "0010_lists_at_any_size"),
    ]

    operations = [
        migrations.RunPython(indexing.create_and_fill, migrations.RunPython.noop),
    ]
