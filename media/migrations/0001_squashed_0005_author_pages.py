"""The tables of a new site."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import media.models.media_files


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("media", "0001_initial"),
        ("media", "0002_public_digest"),
        ("media", "0003_remote_copies"),
        ("media", "0004_names_of_fields"),
        ("media", "0005_author_pages"),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FileContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("kind", models.CharField(max_length=12)),
                ("mime", models.CharField(max_length=100)),
                ("extension", models.CharField(max_length=12)),
                ("name", models.CharField(db_index=True, max_length=255)),
                ("bytes", models.PositiveBigIntegerField()),
                ("original", models.CharField(blank=True, max_length=255)),
                ("original_bytes", models.PositiveBigIntegerField(default=0)),
                ("width", models.PositiveIntegerField(blank=True, null=True)),
                ("height", models.PositiveIntegerField(blank=True, null=True)),
                ("frames", models.PositiveIntegerField(default=1)),
                ("seconds", models.FloatField(blank=True, null=True)),
                ("pages", models.PositiveIntegerField(blank=True, null=True)),
                ("colour", models.CharField(blank=True, max_length=7)),
                ("is_dark", models.BooleanField(default=False)),
                ("is_lossless", models.BooleanField(default=False)),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                ("variants_made", models.DateTimeField(blank=True, null=True)),
                ("public_sha256", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("variants_made", None)),
                        fields=["id"],
                        name="content_to_do",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MediaFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=media.models.media_files.new_file_token,
                        editable=False,
                        max_length=12,
                        unique=True,
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "former_path",
                    models.CharField(blank=True, max_length=255, null=True, unique=True),
                ),
                (
                    "alt_zh",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="alternative text, Chinese"
                    ),
                ),
                (
                    "alt_en",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="alternative text, English"
                    ),
                ),
                (
                    "caption_zh",
                    models.CharField(blank=True, max_length=1000, verbose_name="caption, Chinese"),
                ),
                (
                    "caption_en",
                    models.CharField(blank=True, max_length=1000, verbose_name="caption, English"),
                ),
                (
                    "focus_x",
                    models.PositiveSmallIntegerField(
                        default=50, validators=[django.core.validators.MaxValueValidator(100)]
                    ),
                ),
                (
                    "focus_y",
                    models.PositiveSmallIntegerField(
                        default=50, validators=[django.core.validators.MaxValueValidator(100)]
                    ),
                ),
                ("source_url", models.CharField(blank=True, max_length=2000)),
                (
                    "created",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="added"),
                ),
                ("changed", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "trashed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="in the trash since"),
                ),
                (
                    "content",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="media.filecontent",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="files",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "ordering": ["-created", "-pk"],
                "indexes": [
                    models.Index(fields=["trashed_at", "-created", "-id"], name="file_list"),
                    models.Index(
                        fields=["owner", "trashed_at", "-created", "-id"], name="file_owners"
                    ),
                ],
                "verbose_name": "picture or file",
                "verbose_name_plural": "pictures and files",
            },
        ),
        migrations.CreateModel(
            name="FileVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "content",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="media.filecontent",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="media.mediafile",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="FileUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "article"),
                            ("cover", "cover image"),
                            ("draft", "draft"),
                            ("history", "earlier version"),
                            ("page", "page"),
                            ("topic", "topic"),
                            ("author", "author"),
                        ],
                        max_length=10,
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="media.mediafile",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "object_id"], name="use_of_object")],
                "constraints": [
                    models.UniqueConstraint(fields=("file", "kind", "object_id"), name="one_use")
                ],
            },
        ),
        migrations.CreateModel(
            name="Variant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("format", models.CharField(max_length=8)),
                ("bytes", models.PositiveBigIntegerField()),
                ("name", models.CharField(max_length=255)),
                (
                    "content",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="variants",
                        to="media.filecontent",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("content", "width", "format"), name="one_variant"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RemoteCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=2000)),
                ("code", models.CharField(blank=True, default="", max_length=40)),
                ("values", models.JSONField(default=dict)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="media.mediafile",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "address"), name="one_copy_of_an_address"
                    )
                ],
            },
        ),
    ]
