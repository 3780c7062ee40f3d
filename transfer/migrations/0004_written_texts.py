"""What an import wrote, so that the next one finds what was edited since."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("transfer", "0003_withdrawn_texts")]

    operations: ClassVar = [
        migrations.AddField("importedfile", "written", models.CharField(default="", max_length=64)),
    ]
