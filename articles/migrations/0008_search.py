import django.db.models.deletion
from django.db import migrations, models

import articles.models.search


class Migration(migrations.Migration):
    """Long columns stand last: SQLite reads a row from its beginning."""

    dependencies = [
        ("articles", "0007_related_articles"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=32, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                ("digest", models.CharField(max_length=32)),
                ("head", models.TextField()),
                ("plain", models.TextField()),
                ("lexemes", articles.models.search.LexemesField()),
            ],
        ),
    ]
