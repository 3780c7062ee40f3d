from django.db import migrations, models


def stop_logging(apps, schema_editor):
    """A search need not wait for the disk. PostgreSQL empties such a table after a crash."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE articles_requestcount SET UNLOGGED")


class Migration(migrations.Migration):
    dependencies = [("articles", "0034_author_pages")]

    operations = [
        migrations.CreateModel(
            name="RequestCount",
            fields=[
                (
                    "key",
                    models.CharField(max_length=32, primary_key=True, serialize=False),
                ),
                ("until", models.BigIntegerField(db_index=True)),
                ("number", models.PositiveIntegerField()),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(stop_logging, migrations.RunPython.noop),
    ]
