from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_redirect")]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="entry_text",
            field=models.CharField(
                choices=[
                    ("both", "summary, if there is one, and the beginning of the text"),
                    ("excerpt", "beginning of the text"),
                    ("summary", "summary, or else the beginning of the text"),
                ],
                default="both",
                max_length=8,
                verbose_name="text in lists",
            ),
        ),
        migrations.AlterField(
            model_name="article",
            name="summary",
            field=models.TextField(
                blank=True,
                help_text="Shown in lists, feeds and search engines.",
                verbose_name="summary",
            ),
        ),
    ]
