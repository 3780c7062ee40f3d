"""`migrate`, which also installs triggers (changes, the audit log), groups and histories."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connections

from accounts.audit.append_only import refuse_changes
from accounts.roles.role_groups import follow_role_table
from articles.cache import triggers
from blog.database_lock import preparing_database


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        with preparing_database():
            self.migrate(*args, **options)

    def migrate(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not (options["check_unapplied"] or options["plan"]):
            connection = connections[options["database"]]
            triggers.install(connection)
            refuse_changes(connection)
            if not options["app_label"]:  # all tables are as the models say
                follow_role_table()
                call_command("record_articles", verbosity=options["verbosity"])
                call_command("adopt_files", verbosity=options["verbosity"])
