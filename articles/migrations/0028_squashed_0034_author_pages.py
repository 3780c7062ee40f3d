"""What came to the tables of articles and users after those of files.

On a site that had articles before files, its functions mend what is there.
"""

from importlib import import_module

import django.utils.timezone
from django.db import migrations, models

import articles.profile_links
import articles.validators

covers = import_module("articles.migrations.0028_covers_in_the_library")
embeds = import_module("articles.migrations.0029_faults_of_embeds_as_messages")
missed_paths = import_module("articles.migrations.0031_missed_paths")
authors = import_module("articles.migrations.0034_author_pages")


def mend(apps, schema_editor):
    covers.name_files(apps, schema_editor)
    authors.keep_addresses(apps, schema_editor)
    # A new site has no permissions yet.
    if apps.get_model("auth", "Permission").objects.exists():
        missed_paths.let_editors(apps, schema_editor)


class Migration(migrations.Migration):
    replaces = [
        ("articles", "0028_covers_in_the_library"),
        ("articles", "0029_faults_of_embeds_as_messages"),
        ("articles", "0030_path_redirects"),
        ("articles", "0031_missed_paths"),
        ("articles", "0032_indexes_of_redirects"),
        ("articles", "0033_roles"),
        ("articles", "0034_author_pages"),
    ]

    dependencies = [
        ("articles", "0001_squashed_0027_names_in_order"),
        ("media", "0001_squashed_0005_author_pages"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.RenameField("embeddedpage", "fault", "sentence"),
        migrations.AddField(
            "embeddedpage",
            "fault",
            models.JSONField(null=True, help_text="Why the last try failed, as a message."),
        ),
        migrations.RunPython(embeds.store_messages, migrations.RunPython.noop),
        migrations.RemoveField("embeddedpage", "sentence"),
        migrations.CreateModel(
            name="PathRedirect",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        help_text="The path of the former site, such as /2020/01/hello.html or /?p=123.",
                        max_length=500,
                        verbose_name="old address",
                    ),
                ),
                ("folded", models.CharField(editable=False, max_length=1000)),
                ("parameters", models.CharField(blank=True, editable=False, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("article", "article"),
                            ("page", "page"),
                            ("topic", "topic"),
                            ("tag", "tag"),
                            ("series", "series"),
                            ("author", "author"),
                            ("address", "address"),
                        ],
                        max_length=10,
                        verbose_name="leads to",
                    ),
                ),
                ("target", models.BigIntegerField(editable=False, null=True)),
                (
                    "address",
                    models.CharField(
                        blank=True,
                        help_text="A path of this site, or an address that begins with https://.",
                        max_length=600,
                        verbose_name="address",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=100, verbose_name="source")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
            ],
            options={
                "verbose_name": "redirect",
                "verbose_name_plural": "redirects",
                "ordering": ["path"],
                "indexes": [
                    models.Index(fields=["folded"], name="path_redirect_folded"),
                    models.Index(fields=["kind", "target"], name="path_redirect_target"),
                    models.Index(fields=["address"], name="path_redirect_address"),
                    models.Index(fields=["parameters"], name="path_redirect_parameters"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("path",), name="one_redirect_of_a_path")
                ],
            },
        ),
        migrations.CreateModel(
            name="MissedPath",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=500, verbose_name="path")),
                ("times", models.PositiveBigIntegerField(default=0, verbose_name="times")),
                ("score", models.PositiveBigIntegerField(default=0)),
                ("last_at", models.DateTimeField(verbose_name="last time")),
                (
                    "referrer",
                    models.CharField(blank=True, max_length=200, verbose_name="linked from"),
                ),
                ("is_ignored", models.BooleanField(default=False, verbose_name="ignored")),
            ],
            options={
                "verbose_name": "address not found",
                "verbose_name_plural": "addresses not found",
                "ordering": ["-score", "-last_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("path",), name="one_row_of_a_missed_path")
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-published_at", "-pk"],
                "permissions": [
                    ("edit_all_articles", "Can edit the articles of others"),
                    ("read_all_drafts", "Can read and review the drafts of others"),
                    ("publish_raw_html", "May publish raw HTML"),
                    ("publish_articles", "May publish"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.AddField(
            model_name="user",
            name="bio",
            field=models.TextField(
                blank=True,
                default="",
                help_text="Markdown, shown at the top of the author’s page.",
                max_length=5000,
                verbose_name="about the author",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="bio_html",
            field=models.TextField(blank=True, default="", editable=False),
        ),
        migrations.AddField(
            model_name="user",
            name="links",
            field=models.TextField(
                blank=True,
                default="",
                help_text="One a line: an address, or a name and then the address.",
                max_length=2000,
                validators=[articles.profile_links.validate_links],
                verbose_name="links",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="picture",
            field=models.ImageField(blank=True, default="", upload_to="", verbose_name="picture"),
        ),
        migrations.AddField(
            model_name="user",
            name="shows_name",
            field=models.BooleanField(
                default=True,
                help_text="Otherwise no page, feed or file says who wrote your articles.",
                verbose_name="show my name to readers",
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="slug",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The last part of the link. Left empty, it is made from the name.",
                max_length=150,
                validators=[articles.validators.validate_slug],
                verbose_name="address of the author’s page",
            ),
        ),
        migrations.AlterField(
            model_name="redirect",
            name="kind",
            field=models.CharField(
                choices=[
                    ("article", "article"),
                    ("page", "page"),
                    ("topic", "topic"),
                    ("tag", "tag"),
                    ("series", "series"),
                    ("author", "author"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunPython(mend, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                condition=models.Q(("slug", ""), _negated=True),
                fields=("slug",),
                name="one_author_page",
                violation_error_message="Another one has this address already. Choose a different address.",
            ),
        ),
    ]
