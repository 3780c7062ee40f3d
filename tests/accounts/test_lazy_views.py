"""What answers readers does not load what signs users in, nor what asks another database."""

import os
import subprocess
import sys

from django.conf import settings

PROGRAM = """
import sys
from blog.wsgi import application
from django.urls import get_resolver
assert get_resolver().url_patterns
print(*(name for name in sys.modules if name.startswith(
    ("psycopg", "fido2", "qrcode", "allauth.account.views", "allauth.account.forms",
    "allauth.mfa.webauthn"))))
"""


def test_a_process_for_readers_loads_neither_passkeys_nor_psycopg(tmp_path):
    environment = {**os.environ, "LONGWAVE_DATA": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "-c", PROGRAM]
    run = subprocess.run(
        command, cwd=settings.BASE, env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == []
