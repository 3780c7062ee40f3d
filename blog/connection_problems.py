"""Says in a sentence why PostgreSQL does not take a connection, and what to do."""

from __future__ import annotations

import re
from typing import Any

from django.db import Error, InterfaceError, OperationalError, ProgrammingError

# What libpq and PostgreSQL say in English, and what that means here.
SENTENCES = (
    (
        "unsupported startup parameter",
        "PgBouncer answers at {host}. Write that at the end of the address:"
        " DATABASE_URL=postgres://…/{name}?pgbouncer=true (docs/deploy.md).",
    ),
    (
        "no such database",
        "PgBouncer has no database {name}: its section [databases] must name it.",
    ),
    (
        "server login (has been failing|failed)|cannot connect to server|query_wait_timeout",
        "PgBouncer answers at {host}, but gets no connection of PostgreSQL. Its log says why.",
    ),
    (
        "password authentication failed|no password supplied",
        "PostgreSQL refuses the password of {user}. DATABASE_URL must have that of the role;"
        " another one is set by ALTER ROLE {user} PASSWORD '…'.",
    ),
    (
        "[Pp]eer authentication failed",
        "PostgreSQL knows {user} by the account of the system that asks. Run this command as the"
        " account of the site (sudo -u {user} …), or set a password in DATABASE_URL.",
    ),
    (
        "role .* does not exist",
        "PostgreSQL has no role {user}. Create it: sudo -u postgres createuser {user}",
    ),
    (
        "database .* does not exist",
        "PostgreSQL has no database {name}. Create it:"
        " sudo -u postgres createdb --owner={user} {name}",
    ),
    (
        "no pg_hba.conf entry",
        "PostgreSQL lets {user} in from no such address: its pg_hba.conf has no line for it.",
    ),
    (
        "resolve|translate host name|Name or service not known",
        "The host {host} of DATABASE_URL is not known.",
    ),
    (
        "refused|No such file or directory|timed? ?out|timeout expired|No route to host",
        "PostgreSQL does not answer at {host}. Is it running, and does DATABASE_URL name its host"
        " and port?",
    ),
)
MAY_NOT_CREATE = (
    "{user} may not make tables in the database {name}. Let it own the schema:"
    ' sudo -u postgres psql -c "ALTER SCHEMA public OWNER TO {user}" {name}'
)
OTHERWISE = "The database of DATABASE_URL cannot be used: {said}"


def connection_problem(error: Error, database: dict[str, Any]) -> str | None:
    """Return the sentence. None for an error that is none of the connection, or of SQLite.

    `database` is an entry of DATABASES.
    """
    if not database["ENGINE"].endswith("postgresql"):
        return None
    options = database.get("OPTIONS", {})
    host = database.get("HOST") or options.get("host") or "this machine"
    port = database.get("PORT")
    named = {
        "user": database.get("USER") or "the account of this process",
        "name": database["NAME"],
        "host": f"{host}:{port}" if port else host,
        "said": str(error).strip().splitlines()[-1] if str(error).strip() else "no reason is given",
    }
    sentence = sentence_for(error)
    return sentence and sentence.format(**named)


def sentence_for(error: Error) -> str | None:
    if isinstance(error, ProgrammingError):
        is_denied = getattr(error.__cause__, "sqlstate", None) == "42501"
        return MAY_NOT_CREATE if is_denied and "schema" in str(error) else None
    # PgBouncer says by a state of class 08 what is wrong with a connection.
    state = getattr(error.__cause__, "sqlstate", None) or "08"
    has_connection = not state.startswith("08")
    if has_connection or not isinstance(error, OperationalError | InterfaceError):
        return None
    found = (text for pattern, text in SENTENCES if re.search(pattern, str(error)))
    return next(found, OTHERWISE)
