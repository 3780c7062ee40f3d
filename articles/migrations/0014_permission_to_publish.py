import django.db.models.deletion
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.models import F, Q


def let_who_could(apps, schema_editor):
    """Whoever could write articles could publish them: groups and people keep that."""
    # Permissions appear after the last migration; these are needed now.
    config = apps.get_app_config("articles")
    kept = getattr(config, "models_module", None)
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = kept
    permissions = apps.get_model("auth", "Permission").objects
    ours = permissions.filter(content_type__app_label="articles")
    publish = ours.get(codename="publish_articles")
    write = ours.get(codename="change_article")
    groups = apps.get_model("auth", "Group").objects
    for group in groups.filter(Q(name__in=["authors", "editors"]) | Q(permissions=write)):
        group.permissions.add(publish)
    for user in apps.get_model("articles", "User").objects.filter(user_permissions=write):
        user.user_permissions.add(publish)


def authors_wrote(apps, schema_editor):
    apps.get_model("articles", "Article").objects.update(written_by=F("author"))


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_what_waits"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-published_at", "-pk"],
                "permissions": [
                    ("edit_all_articles", "Can edit the articles of others"),
                    ("publish_raw_html", "May publish raw HTML"),
                    ("publish_articles", "May publish"),
                ],
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
        ),
        migrations.AddField(
            model_name="article",
            name="written_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunPython(authors_wrote, migrations.RunPython.noop),
        migrations.RunPython(let_who_could, migrations.RunPython.noop),
    ]
