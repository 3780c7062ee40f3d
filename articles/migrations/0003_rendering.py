"""What the renderer makes since its second version; long columns stay last in their tables."""

from django.db import migrations, models


def moved_last(model, name, field):
    """The column with its values behind all the others: SQLite reads a row from its beginning."""

    def copy(apps, schema_editor):
        apps.get_model("articles", model).objects.update(**{f"new_{name}": models.F(name)})

    return [
        migrations.AddField(model, f"new_{name}", field),
        migrations.RunPython(copy, migrations.RunPython.noop),
        migrations.RemoveField(model, name),
        migrations.RenameField(model, f"new_{name}", name),
    ]


def body():
    help_text = "Markdown. Formulas between $…$ or $$…$$, code between ``` fences."
    return models.TextField(blank=True, verbose_name="text", help_text=help_text)


def text():
    return models.TextField(blank=True, editable=False)


def values():
    return models.JSONField(default=list, editable=False)


def rendered(model):
    return [
        migrations.RemoveField(model, "text"),
        migrations.AddField(model, "excerpt_html", text()),
        migrations.AddField(model, "strip", values()),
        *moved_last(model, "body", body()),
        *moved_last(model, "html", text()),
        *moved_last(model, "toc", values()),
        migrations.AddField(model, "headings", text()),
        migrations.AddField(model, "prose", text()),
        migrations.AddField(model, "code", text()),
        migrations.AddField(model, "links", values()),
        *moved_last(model, "warnings", values()),
    ]


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_groups")]
    operations = [
        *rendered("article"),
        *rendered("page"),
        migrations.AddField(
            "sitesettings",
            "macros",
            models.TextField(
                blank=True,
                verbose_name="LaTeX macros",
                help_text=r"One a line: \R \mathbb{R}, or with arguments: \abs \left| #1 \right|.",
            ),
        ),
        migrations.AlterModelOptions(
            "article",
            {
                "ordering": ["-published_at", "-pk"],
                "permissions": [
                    ("edit_all_articles", "Can edit the articles of others"),
                    ("publish_raw_html", "May publish raw HTML"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
    ]
