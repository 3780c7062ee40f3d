"""What an import published. Of earlier imports it is not known: what is a draft now stays one."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("transfer", "0002_import_runs")]

    operations: ClassVar = [
        migrations.AddField(
            "importedfile",
            "was_published",
            models.BooleanField(default=True),
            preserve_default=False,
        ),
        migrations.AlterField("importedfile", "was_published", models.BooleanField(default=False)),
    ]
