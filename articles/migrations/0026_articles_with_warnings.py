"""An index by the number of warnings: the desk lists the articles that have some."""

from django.db import migrations, models

from articles.db.json_length import JSONLength


class Migration(migrations.Migration):
    dependencies = [("articles", "0025_offline_reading")]

    operations = [
        migrations.AddIndex(
            "article", models.Index(JSONLength("warnings"), name="article_warnings")
        )
    ]
