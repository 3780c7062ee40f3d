"""The tables of a new site."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("sync", "0001_initial"),
        ("sync", "0002_coming_texts"),
    ]

    dependencies = [
        ("articles", "0028_squashed_0034_author_pages"),
    ]

    operations = [
        migrations.CreateModel(
            name="SyncedFolder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.TextField(unique=True, verbose_name="folder")),
                ("synced_at", models.DateTimeField(null=True, verbose_name="last pass")),
                ("problem", models.TextField(blank=True, default="", verbose_name="problem")),
            ],
            options={
                "verbose_name": "synchronized folder",
                "verbose_name_plural": "synchronized folders",
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="SyncedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                ("mtime", models.BigIntegerField()),
                ("revision", models.BigIntegerField(null=True)),
                ("file_revision", models.BigIntegerField(null=True)),
                ("written", models.CharField(default="", max_length=64)),
                ("keys", models.JSONField(default=list)),
                ("origin_digest", models.CharField(default="", max_length=64)),
                ("origin_revision", models.BigIntegerField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="articles.page",
                    ),
                ),
                (
                    "folder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="sync.syncedfolder",
                    ),
                ),
                ("coming_digest", models.CharField(default="", max_length=64)),
                ("coming_revision", models.BigIntegerField(null=True)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("folder", "name"), name="synced_file_once")
                ],
            },
        ),
    ]
