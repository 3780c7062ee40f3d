from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITERS = ("add_article", "change_article")


def let_who_could(apps, schema_editor):
    """Whoever could write articles could upload files: groups and people keep that."""
    # Permissions appear after the last migration; these are needed now.
    config = apps.get_app_config("media")
    kept = getattr(config, "models_module", None)
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = kept
    permissions = apps.get_model("auth", "Permission").objects
    upload = permissions.get(content_type__app_label="media", codename="add_mediafile")
    write = permissions.filter(content_type__app_label="articles", codename__in=WRITERS)
    for group in apps.get_model("auth", "Group").objects.filter(permissions__in=write).distinct():
        group.permissions.add(upload)
    users = apps.get_model("articles", "User").objects
    for user in users.filter(user_permissions__in=write).distinct():
        user.user_permissions.add(upload)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_roles"),
        ("articles", "0033_roles"),
        ("media", "0004_names_of_fields"),
    ]

    operations = [migrations.RunPython(let_who_could, migrations.RunPython.noop)]
