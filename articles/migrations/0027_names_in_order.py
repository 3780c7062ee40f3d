from django.db import migrations, models

from articles.slugs import suggest_slug


def set_sort_keys(apps, schema_editor):
    for name in ("Category", "Series"):
        rows = list(apps.get_model("articles", name).objects.all())
        for row in rows:
            row.sort_key = suggest_slug(row.name)
        apps.get_model("articles", name).objects.bulk_update(rows, ["sort_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0026_articles_with_warnings"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="category",
            options={
                "ordering": ["position", "sort_key", "name"],
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
            },
        ),
        migrations.AlterModelOptions(
            name="series",
            options={
                "ordering": ["sort_key", "name"],
                "verbose_name": "series",
                "verbose_name_plural": "series",
            },
        ),
        migrations.AlterModelOptions(
            name="taggedarticle",
            options={
                "verbose_name": "article with a tag",
                "verbose_name_plural": "articles with a tag",
            },
        ),
        migrations.AddField(
            model_name="category",
            name="sort_key",
            field=models.CharField(default="", editable=False, max_length=60),
        ),
        migrations.AddField(
            model_name="series",
            name="sort_key",
            field=models.CharField(default="", editable=False, max_length=60),
        ),
        migrations.RunPython(set_sort_keys, migrations.RunPython.noop),
    ]
