"""Authors write their own articles; editors look after everything."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

EVERYTHING = ("add", "change", "delete", "view")
AUTHORS = {
    "article": EVERYTHING,
    "tag": ("add", "view"),
    "category": ("view",),
}
EDITORS = {
    "article": (*EVERYTHING, "edit_all"),
    "tag": EVERYTHING,
    "category": EVERYTHING,
    "page": EVERYTHING,
}


def create_groups(apps, schema_editor):
    # Permissions appear after the last migration; these are needed now.
    config = apps.get_app_config("articles")
    kept = getattr(config, "models_module", None)
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = kept
    for name, rights in (("authors", AUTHORS), ("editors", EDITORS)):
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set(permissions(apps, rights))


def permissions(apps, rights):
    codes = [f"{verb}_{noun}" for noun, verbs in rights.items() for verb in verbs]
    codes = ["edit_all_articles" if code == "edit_all_article" else code for code in codes]
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles", codename__in=codes
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]
    operations = [migrations.RunPython(create_groups, migrations.RunPython.noop)]
