import re

from django.db import migrations, models

# The sentences that were stored, with the parameters of their messages.
SENTENCES = {
    "service-status": r"the service answered with status (?P<status>\d+)",
    "service-silent": r"(?P<host>\S+) did not answer",
    "service-says": r"the service says: (?P<words>.*)",
    "service-names-no-title": r"the service gave no title",
    "service-not-understood": r"the answer of the service was not understood",
    "service-answer-too-large": r"the answer is too large",
    "service-answer-too-slow": r"the answer took too long",
    "service-host-unknown": r"an address of an unknown host was given",
}


def message_of(sentence):
    for code, pattern in SENTENCES.items():
        if found := re.fullmatch(pattern, sentence):
            return {"code": code, "params": found.groupdict()}
    return {"code": "service-says", "params": {"words": sentence}}


def store_messages(apps, schema_editor):
    pages = apps.get_model("articles", "EmbeddedPage").objects
    for page in pages.exclude(sentence="").iterator():
        page.fault = message_of(page.sentence)
        page.save(update_fields=["fault"])


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0028_covers_in_the_library"),
    ]

    operations = [
        migrations.RenameField("embeddedpage", "fault", "sentence"),
        migrations.AddField(
            "embeddedpage",
            "fault",
            models.JSONField(null=True, help_text="Why the last try failed, as a message."),
        ),
        migrations.RunPython(store_messages, migrations.RunPython.noop),
        migrations.RemoveField("embeddedpage", "sentence"),
    ]
