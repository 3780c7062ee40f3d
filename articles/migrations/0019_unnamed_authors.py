from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Left

FIRST_ADMINISTRATOR = "admin"  # created by `manage.py start`, with a user name that nobody chose


def keep_known_names(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Readers know users without a name by their user names."""
    users = apps.get_model("articles", "User").objects
    unnamed = users.filter(display_name="", first_name="", last_name="")
    unnamed.exclude(username=FIRST_ADMINISTRATOR).update(display_name=Left("username", 80))


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_other_sites")]

    operations = [
        migrations.AlterField(
            model_name="user",
            name="display_name",
            field=models.CharField(
                blank=True,
                help_text="Left empty, articles do not say who wrote them.",
                max_length=80,
                verbose_name="name shown to readers",
            ),
        ),
        migrations.RunPython(keep_known_names, migrations.RunPython.noop),
    ]
