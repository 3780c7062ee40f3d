"""An index by author and time: the desk shows what somebody wrote on each day of a year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0005_presence")]

    operations = [
        migrations.AddIndex(
            "revision",
            models.Index(fields=["author", "created_at", "kind", "added"], name="revision_days"),
        )
    ]
