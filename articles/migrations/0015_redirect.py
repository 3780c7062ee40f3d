from django.db import migrations

OLD, NEW = ("formeraddress", "former address"), ("redirect", "redirect")


def rename_permissions(apps, old, new):
    """Change codenames and names in place, so that users and groups keep their permissions.

    Django renames the content type with the model, but leaves its permissions as they are.
    """
    permissions = apps.get_model("auth", "Permission").objects
    for verb in ("add", "change", "delete", "view"):
        permissions.filter(content_type__app_label="articles", codename=f"{verb}_{old[0]}").update(
            codename=f"{verb}_{new[0]}", name=f"Can {verb} {new[1]}"
        )


def forwards(apps, schema_editor):
    rename_permissions(apps, OLD, NEW)


def backwards(apps, schema_editor):
    rename_permissions(apps, NEW, OLD)


class Migration(migrations.Migration):
    """Rename FormerAddress to Redirect. The table keeps its name and is not touched."""

    dependencies = [
        ("articles", "0014_permission_to_publish"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.AlterModelTable("FormerAddress", "articles_formeraddress"),
        migrations.RenameModel("FormerAddress", "Redirect"),
        migrations.RunPython(forwards, backwards),
    ]
