"""The tables of a new site, with long columns last: SQLite reads a row from its beginning.

Groups and their permissions are made after the last migration (manage.py migrate).
"""

import uuid

import django.contrib.auth.validators
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.db import migrations, models

import articles.db.json_length
import articles.languages
import articles.models.markdown
import articles.models.search
import articles.models.users
import articles.validators
from articles.cache import triggers
from articles.publishing import indexing


def drop_triggers(apps, schema_editor):
    triggers.uninstall(schema_editor.connection)


def drop_index(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        indexing.backend().drop(cursor)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("articles", "0001_initial"),
        ("articles", "0002_groups"),
        ("articles", "0003_rendering"),
        ("articles", "0004_series_and_translations"),
        ("articles", "0005_site_version"),
        ("articles", "0006_lists_in_one_language"),
        ("articles", "0007_related_articles"),
        ("articles", "0008_search"),
        ("articles", "0009_search_tiers"),
        ("articles", "0010_lists_at_any_size"),
        ("articles", "0011_search_of_three"),
        ("articles", "0013_what_waits"),
        ("articles", "0014_permission_to_publish"),
        ("articles", "0015_redirect"),
        ("articles", "0016_text_in_lists"),
        ("articles", "0017_feed_formulas"),
        ("articles", "0018_other_sites"),
        ("articles", "0019_unnamed_authors"),
        ("articles", "0020_embedded_pages"),
        ("articles", "0021_tag_sort_key"),
        ("articles", "0022_trash"),
        ("articles", "0023_article_links"),
        ("articles", "0024_sections"),
        ("articles", "0025_offline_reading"),
        ("articles", "0026_articles_with_warnings"),
        ("articles", "0027_names_in_order"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "first_name",
                    models.CharField(blank=True, max_length=150, verbose_name="first name"),
                ),
                (
                    "last_name",
                    models.CharField(blank=True, max_length=150, verbose_name="last name"),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                (
                    "display_name",
                    models.CharField(
                        blank=True,
                        help_text="Left empty, articles do not say who wrote them.",
                        max_length=80,
                        verbose_name="name shown to readers",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "abstract": False,
            },
            managers=[
                ("objects", articles.models.users.WriterManager()),
            ],
        ),
        migrations.CreateModel(
            name="SiteSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(default="Longwave", max_length=80, verbose_name="site title"),
                ),
                ("tagline", models.CharField(blank=True, max_length=160, verbose_name="tagline")),
                (
                    "hero",
                    models.CharField(
                        default="INCOMING TRANSMISSION", max_length=60, verbose_name="hero line"
                    ),
                ),
                (
                    "feed_heading",
                    models.CharField(
                        default="LATEST UPDATES", max_length=60, verbose_name="feed heading"
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences for the home page, feeds and search engines.",
                        verbose_name="description",
                    ),
                ),
                ("author", models.CharField(blank=True, max_length=80, verbose_name="author")),
                (
                    "language",
                    models.CharField(
                        choices=articles.languages.WRITTEN,
                        default=articles.models.markdown.default_language,
                        help_text="What most articles are written in.",
                        max_length=12,
                        verbose_name="language",
                    ),
                ),
                (
                    "links",
                    models.TextField(
                        blank=True,
                        help_text="Shown at the foot of every page. One a line: GitHub https://github.com/you",
                        verbose_name="links",
                    ),
                ),
                (
                    "articles_per_page",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="articles per page",
                    ),
                ),
                (
                    "footer",
                    models.CharField(blank=True, max_length=300, verbose_name="footer text"),
                ),
                (
                    "macros",
                    models.TextField(
                        blank=True,
                        help_text="One a line: \\R \\mathbb{R}, or with arguments: \\abs \\left| #1 \\right|.",
                        verbose_name="LaTeX macros",
                    ),
                ),
                (
                    "entry_text",
                    models.CharField(
                        choices=[
                            ("both", "summary, if there is one, and the beginning of the text"),
                            ("excerpt", "beginning of the text"),
                            ("summary", "summary, or else the beginning of the text"),
                        ],
                        default="both",
                        max_length=8,
                        verbose_name="text in lists",
                    ),
                ),
                (
                    "feed_formulas",
                    models.CharField(
                        choices=[
                            ("pictures", "pictures, with the LaTeX as their description"),
                            ("latex", "LaTeX"),
                        ],
                        default="pictures",
                        help_text="Few feed readers show formulas by themselves. The Atom feed has MathML.",
                        max_length=10,
                        verbose_name="formulas in RSS and JSON Feed",
                    ),
                ),
                (
                    "other_sites",
                    models.TextField(
                        blank=True,
                        help_text="What public pages may load from elsewhere, for example for comments or statistics. One site a line, with what it may do (scripts, styles, frames, connections, images, fonts): https://giscus.app scripts styles frames",
                        max_length=2000,
                        verbose_name="other sites",
                    ),
                ),
                (
                    "fetch_embeds",
                    models.BooleanField(
                        default=False,
                        help_text="The server asks YouTube, Bilibili, GitHub, CodePen, Crossref and DataCite for the title of each page that is shown as a card, once after saving. Readers’ browsers load nothing from there.",
                        verbose_name="fetch titles and pictures of embeds",
                    ),
                ),
                (
                    "reply_to",
                    models.EmailField(
                        blank=True,
                        help_text="Articles end with a link by which readers write to it. Left empty, there is no link. Programs that collect addresses can read it too.",
                        max_length=254,
                        verbose_name="reply address",
                    ),
                ),
                (
                    "offline_reading",
                    models.BooleanField(
                        default=False,
                        help_text="Browsers keep the last 50 articles that a reader has opened, with their pictures, and show them without a connection.",
                        verbose_name="reading offline",
                    ),
                ),
            ],
            options={
                "verbose_name": "site settings",
                "verbose_name_plural": "site settings",
            },
        ),
        migrations.CreateModel(
            name="Page",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=articles.languages.WRITTEN,
                        default=articles.models.markdown.default_language,
                        max_length=12,
                        verbose_name="language",
                    ),
                ),
                (
                    "dialect",
                    models.CharField(
                        choices=[
                            ("commonmark", "CommonMark (GitHub, Typora, Obsidian, Hugo, Hexo)"),
                            ("python-markdown", "Python-Markdown (MkDocs, Pelican)"),
                        ],
                        default=articles.models.markdown.default_dialect,
                        help_text="Keep CommonMark unless the text was written for MkDocs or Pelican.",
                        max_length=20,
                        verbose_name="Markdown dialect",
                    ),
                ),
                (
                    "source_path",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        editable=False,
                        help_text="The file it was imported from, relative to the folder.",
                        max_length=400,
                    ),
                ),
                (
                    "renderer_version",
                    models.PositiveIntegerField(db_index=True, default=0, editable=False),
                ),
                ("counts", models.JSONField(default=dict, editable=False)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="The link right after the site's address. Left empty, it is made from the title.",
                        max_length=80,
                        unique=True,
                        validators=[
                            articles.validators.validate_slug,
                            articles.validators.validate_page_slug,
                        ],
                        verbose_name="address",
                    ),
                ),
                ("is_published", models.BooleanField(default=True, verbose_name="published")),
                ("in_menu", models.BooleanField(default=True, verbose_name="in the menu")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Smaller numbers come first.", verbose_name="position"
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated")),
                ("excerpt", models.TextField(blank=True, editable=False)),
                ("excerpt_html", models.TextField(blank=True, editable=False)),
                ("strip", models.JSONField(default=list, editable=False)),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="Markdown. Formulas between $…$ or $$…$$, code between ``` fences.",
                        verbose_name="text",
                    ),
                ),
                ("html", models.TextField(blank=True, editable=False)),
                ("toc", models.JSONField(default=list, editable=False)),
                ("headings", models.TextField(blank=True, editable=False)),
                ("prose", models.TextField(blank=True, editable=False)),
                ("code", models.TextField(blank=True, editable=False)),
                ("links", models.JSONField(default=list, editable=False)),
                ("warnings", models.JSONField(default=list, editable=False)),
                (
                    "missing",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        default="",
                        editable=False,
                        help_text="Packages without which a part of it is shown as source, between spaces.",
                        max_length=100,
                    ),
                ),
                (
                    "pending_status",
                    models.CharField(
                        blank=True,
                        default="",
                        editable=False,
                        help_text="What it is to become once it can be rendered: until then it is a draft.",
                        max_length=10,
                    ),
                ),
                ("sections", models.JSONField(default=list, editable=False)),
            ],
            options={
                "verbose_name": "page",
                "verbose_name_plural": "pages",
                "ordering": ["position", "title"],
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="The last part of the link. Left empty, it is made from the name.",
                        max_length=80,
                        unique=True,
                        validators=[articles.validators.validate_slug],
                        verbose_name="address",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="Markdown, shown at the top of the topic's page.",
                        verbose_name="description",
                    ),
                ),
                ("description_html", models.TextField(blank=True, editable=False)),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Smaller numbers come first.", verbose_name="position"
                    ),
                ),
                ("sort_key", models.CharField(default="", editable=False, max_length=60)),
            ],
            options={
                "verbose_name": "topic",
                "verbose_name_plural": "topics",
                "ordering": ["position", "sort_key", "name"],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True, max_length=100, unique=True, verbose_name="slug"
                    ),
                ),
                ("sort_key", models.CharField(default="", editable=False, max_length=60)),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["sort_key", "name"],
            },
        ),
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="name")),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="The last part of the link. Left empty, it is made from the name.",
                        max_length=120,
                        unique=True,
                        validators=[articles.validators.validate_slug],
                        verbose_name="address",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("sort_key", models.CharField(default="", editable=False, max_length=60)),
            ],
            options={
                "verbose_name": "series",
                "verbose_name_plural": "series",
                "ordering": ["sort_key", "name"],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=articles.languages.WRITTEN,
                        default=articles.models.markdown.default_language,
                        max_length=12,
                        verbose_name="language",
                    ),
                ),
                (
                    "dialect",
                    models.CharField(
                        choices=[
                            ("commonmark", "CommonMark (GitHub, Typora, Obsidian, Hugo, Hexo)"),
                            ("python-markdown", "Python-Markdown (MkDocs, Pelican)"),
                        ],
                        default=articles.models.markdown.default_dialect,
                        help_text="Keep CommonMark unless the text was written for MkDocs or Pelican.",
                        max_length=20,
                        verbose_name="Markdown dialect",
                    ),
                ),
                (
                    "renderer_version",
                    models.PositiveIntegerField(db_index=True, default=0, editable=False),
                ),
                ("counts", models.JSONField(default=dict, editable=False)),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                (
                    "slug",
                    models.CharField(
                        blank=True,
                        help_text="The last part of the link. Left empty, it is made from the title.",
                        max_length=200,
                        unique=True,
                        validators=[articles.validators.validate_slug],
                        verbose_name="address",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("published", "published"),
                            ("archived", "archived"),
                        ],
                        default="draft",
                        help_text="A published article with a date in the future appears by itself when the time has come. An archived one is reachable by its link but in no list.",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Left empty, it is the moment of publishing.",
                        null=True,
                        verbose_name="date",
                    ),
                ),
                ("featured", models.BooleanField(default=False, verbose_name="featured")),
                ("was_public", models.BooleanField(default=False, editable=False)),
                (
                    "cover",
                    models.ImageField(
                        blank=True, upload_to="covers/%Y/", verbose_name="cover image"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="created"
                    ),
                ),
                (
                    "updated_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="updated"
                    ),
                ),
                (
                    "source_path",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        editable=False,
                        help_text="The file it was imported from, relative to the folder.",
                        max_length=400,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="articles",
                        to="articles.category",
                        verbose_name="topic",
                    ),
                ),
                ("excerpt", models.TextField(blank=True, editable=False)),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Shown in lists, feeds and search engines.",
                        verbose_name="summary",
                    ),
                ),
                ("excerpt_html", models.TextField(blank=True, editable=False)),
                ("strip", models.JSONField(default=list, editable=False)),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="Markdown. Formulas between $…$ or $$…$$, code between ``` fences.",
                        verbose_name="text",
                    ),
                ),
                ("html", models.TextField(blank=True, editable=False)),
                ("toc", models.JSONField(default=list, editable=False)),
                ("headings", models.TextField(blank=True, editable=False)),
                ("prose", models.TextField(blank=True, editable=False)),
                ("code", models.TextField(blank=True, editable=False)),
                ("links", models.JSONField(default=list, editable=False)),
                ("warnings", models.JSONField(default=list, editable=False)),
                (
                    "part",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="The place in the series. Left empty, it comes last, by its date.",
                        null=True,
                        verbose_name="part",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="articles",
                        to="articles.series",
                        verbose_name="series",
                    ),
                ),
                (
                    "missing",
                    models.CharField(
                        blank=True,
                        db_index=True,
                        default="",
                        editable=False,
                        help_text="Packages without which a part of it is shown as source, between spaces.",
                        max_length=100,
                    ),
                ),
                (
                    "pending_status",
                    models.CharField(
                        blank=True,
                        default="",
                        editable=False,
                        help_text="What it is to become once it can be rendered: until then it is a draft.",
                        max_length=10,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("sections", models.JSONField(default=list, editable=False)),
                (
                    "translation_of",
                    models.ForeignKey(
                        blank=True,
                        help_text="The article that was there first, in another language.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="translations",
                        to="articles.article",
                        verbose_name="translation of",
                    ),
                ),
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
                "ordering": ["-published_at", "-pk"],
                "permissions": [
                    ("edit_all_articles", "Can edit the articles of others"),
                    ("publish_raw_html", "May publish raw HTML"),
                    ("publish_articles", "May publish"),
                ],
                "indexes": [
                    models.Index(fields=["status", "-published_at", "-id"], name="article_lists"),
                    models.Index(
                        fields=["category", "status", "-published_at", "-id"], name="article_topics"
                    ),
                    models.Index(
                        fields=["author", "status", "-published_at", "-id"], name="article_authors"
                    ),
                    models.Index(
                        condition=models.Q(("translation_of__isnull", False)),
                        fields=["status", "-published_at", "language", "translation_of", "id"],
                        name="article_translations",
                    ),
                    models.Index(
                        condition=models.Q(("series__isnull", False)),
                        fields=["series", "status", "published_at"],
                        name="article_series",
                    ),
                    models.Index(
                        fields=["status", "-updated_at", "published_at"], name="article_changes"
                    ),
                    models.Index(
                        condition=models.Q(("translation_of__isnull", False)),
                        fields=["translation_of", "language", "status", "published_at"],
                        name="article_originals",
                    ),
                    models.Index(
                        articles.db.json_length.JSONLength("warnings"), name="article_warnings"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TaggedArticle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="articles.article"
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="articles.tag",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("tag", "content_object"), name="one_tag_once")
                ],
                "verbose_name": "article with a tag",
                "verbose_name_plural": "articles with a tag",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="tags",
            field=taggit.managers.TaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="articles.TaggedArticle",
                to="articles.Tag",
                verbose_name="tags",
            ),
        ),
        migrations.CreateModel(
            name="Redirect",
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
                            ("page", "page"),
                            ("topic", "topic"),
                            ("tag", "tag"),
                            ("series", "series"),
                        ],
                        max_length=10,
                    ),
                ),
                ("slug", models.CharField(max_length=200)),
                (
                    "target",
                    models.BigIntegerField(
                        help_text="Empty: what stood here was deleted.", null=True
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "target"], name="articles_fo_kind_44ed94_idx")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "slug"), name="one_former_address")
                ],
                "db_table": "articles_formeraddress",
            },
        ),
        migrations.CreateModel(
            name="SiteVersion",
            fields=[
                ("slot", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
        ),
        # The triggers that write here are made after the last migration (manage.py migrate).
        migrations.RunPython(migrations.RunPython.noop, drop_triggers),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=64, unique=True)),
                (
                    "articles",
                    models.PositiveIntegerField(
                        default=0, help_text="How many had it when they were first related."
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("score", models.FloatField()),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="articles.article",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("article", "other"), name="one_relation_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="Keyword",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weight", models.FloatField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keywords",
                        to="articles.article",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keywords",
                        to="articles.term",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["term", "article", "weight"], name="keyword_articles")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=32, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                ("digest", models.CharField(max_length=32)),
                ("plain", models.TextField()),
                ("lexemes", articles.models.search.LexemesField()),
            ],
        ),
        migrations.RunPython(indexing.create_and_fill, drop_index),
        migrations.CreateModel(
            name="EmbeddedPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=255, unique=True)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("author", models.CharField(blank=True, max_length=300)),
                (
                    "picture",
                    models.CharField(
                        blank=True, help_text="Its name among the uploads.", max_length=100
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                (
                    "next_try_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, null=True
                    ),
                ),
                (
                    "fault",
                    models.CharField(
                        blank=True, help_text="Why the last try failed.", max_length=200
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TrashEntry",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="trash_entry",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                (
                    "deleted_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="deleted"
                    ),
                ),
                ("status", models.CharField(max_length=10)),
                (
                    "deleted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deleted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "article in the trash",
                "verbose_name_plural": "articles in the trash",
            },
        ),
        migrations.CreateModel(
            name="ArticleLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.CharField(db_index=True, max_length=200)),
                (
                    "section",
                    models.CharField(
                        blank=True, help_text="The title of its heading.", max_length=200
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("article", "slug"), name="one_link_each")
                ],
            },
        ),
    ]
