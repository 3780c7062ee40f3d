"""What tells the sites that were imported from each other."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("transfer", "0004_written_texts")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="ImportedSite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=255, unique=True)),
                ("marks", models.JSONField(default=dict)),
                ("place", models.TextField(default="")),
            ],
        ),
    ]
