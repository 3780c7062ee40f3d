from django.db import migrations, models

from articles.slugs import suggest_slug


def set_sort_keys(apps, schema_editor):
    tags = list(apps.get_model("articles", "Tag").objects.all())
    for tag in tags:
        tag.sort_key = suggest_slug(tag.name)
    apps.get_model("articles", "Tag").objects.bulk_update(tags, ["sort_key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0020_embedded_pages"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="tag",
            options={
                "ordering": ["sort_key", "name"],
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
            },
        ),
        migrations.AddField(
            model_name="tag",
            name="sort_key",
            field=models.CharField(default="", editable=False, max_length=60),
        ),
        migrations.RunPython(set_sort_keys, migrations.RunPython.noop),
    ]
