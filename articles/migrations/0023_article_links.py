import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from articles.publishing.article_links import linked_slugs


def store_all_links(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    articles = apps.get_model("articles", "Article").objects.exclude(status="draft").order_by()
    links = apps.get_model("articles", "ArticleLink")
    for pk, own, html, toc in articles.values_list("pk", "slug", "html", "toc").iterator():
        links.objects.bulk_create(
            links(article_id=pk, slug=slug, section=section[:200])
            for slug, section in linked_slugs(html, toc).items()
            if slug != own
        )


class Migration(migrations.Migration):
    dependencies = [("articles", "0022_trash")]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="reply_to",
            field=models.EmailField(
                blank=True,
                help_text="Articles end with a link by which readers write to it. Left empty, "
                "there is no link. Programs that collect addresses can read it too.",
                max_length=254,
                verbose_name="reply address",
            ),
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
                ]
            },
        ),
        migrations.RunPython(store_all_links, migrations.RunPython.noop),
    ]
