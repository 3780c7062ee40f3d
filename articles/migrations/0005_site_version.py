from django.db import migrations, models

from articles.cache import triggers


def drop_triggers(apps, schema_editor):
    triggers.uninstall(schema_editor.connection)


class Migration(migrations.Migration):
    """The triggers that write here are made after the last migration (manage.py migrate)."""

    dependencies = [
        ("articles", "0004_series_and_translations"),
    ]

    operations = [
        migrations.CreateModel(
            name="SiteVersion",
            fields=[
                ("slot", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
        ),
        migrations.RunPython(migrations.RunPython.noop, drop_triggers),
    ]
