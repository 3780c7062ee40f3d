"""The tables of a new site."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("transfer", "0001_imported_files"),
        ("transfer", "0002_import_runs"),
        ("transfer", "0003_withdrawn_texts"),
        ("transfer", "0004_written_texts"),
        ("transfer", "0005_imported_sites"),
        ("transfer", "0006_export_runs"),
    ]

    dependencies = [
        ("articles", "0028_squashed_0034_author_pages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(db_index=True, max_length=64)),
                ("keys", models.JSONField(default=dict)),
                (
                    "article",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported_file",
                        to="articles.article",
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported_file",
                        to="articles.page",
                    ),
                ),
                ("was_published", models.BooleanField(default=False)),
                ("written", models.CharField(default="", max_length=64)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("article__isnull", False), ("page__isnull", True)),
                            models.Q(("article__isnull", True), ("page__isnull", False)),
                            _connector="OR",
                        ),
                        name="imported_file_of_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="begun"
                    ),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished"),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="size")),
                ("language", models.CharField(max_length=12)),
                ("options", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for the check"),
                            ("checking", "is being checked"),
                            ("checked", "checked"),
                            ("importing", "is being imported"),
                            ("done", "imported"),
                            ("failed", "failed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("reading", "Reading the files"),
                            ("files", "Articles"),
                            ("finishing", "Links and old addresses"),
                            ("pictures", "Pictures of other sites"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("task", models.UUIDField(null=True)),
                ("error", models.TextField(blank=True, default="")),
                ("check_report", models.JSONField(null=True)),
                ("import_report", models.JSONField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        help_text="Of new articles whose files name nobody with an account.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="import_runs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ["-created_at", "-pk"],
                "permissions": [("run_imports", "Can import articles of other systems")],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ImportedSite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255, unique=True)),
                ("marks", models.JSONField(default=dict)),
                ("place", models.TextField(default="")),
            ],
        ),
        migrations.CreateModel(
            name="ExportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("task", models.UUIDField(null=True)),
                ("error", models.TextField(blank=True, default="")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="begun"
                    ),
                ),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished"),
                ),
                ("language", models.CharField(max_length=12)),
                ("options", models.JSONField(default=dict)),
                ("report", models.JSONField(default=dict)),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="size")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits"),
                            ("exporting", "is being written"),
                            ("done", "ready"),
                            ("failed", "failed"),
                            ("cancelled", "cancelled"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="export_runs",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
            ],
            options={
                "verbose_name": "export",
                "verbose_name_plural": "exports",
                "ordering": ["-created_at", "-pk"],
                "default_permissions": (),
            },
        ),
    ]
