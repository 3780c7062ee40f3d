"""Renaming the model FormerAddress to Redirect keeps rows, content type and permissions."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.slow

UPGRADE = """
import django; django.setup()
from django.core.management import call_command
from django.db import connection
from operations.databases.migrations import executor_to

old, new = [("articles", "0014_permission_to_publish")], [("articles", "0015_redirect")]
executor = executor_to(connection, old)
executor.migrate(old)
models = executor.loader.project_state(old).apps
models.get_model("articles", "FormerAddress").objects.create(kind="page", slug="old", target=1)
content_type = models.get_model("contenttypes", "ContentType").objects.get(model="formeraddress")
permission = models.get_model("auth", "Permission").objects.get(codename="view_formeraddress")
user = models.get_model("articles", "User").objects.create(username="ada")
user.user_permissions.add(permission)

call_command("migrate", *new[0], verbosity=0)
models = executor.loader.project_state(new).apps
assert models.get_model("articles", "Redirect").objects.get().slug == "old"
types = models.get_model("contenttypes", "ContentType").objects
assert types.get(model="redirect").pk == content_type.pk
assert not types.filter(model="formeraddress").exists()
permissions = models.get_model("articles", "User").objects.get().user_permissions
assert [each.codename for each in permissions.all()] == ["view_redirect"]

call_command("migrate", *old[0], verbosity=0)
assert [each.codename for each in permissions.all()] == ["view_formeraddress"]
"""


def test_upgrade_keeps_rows_content_type_and_permissions(tmp_path):
    environment = {**os.environ, "LONGWAVE_DATA": str(tmp_path), "DATABASE_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "blog.settings"
    command = [sys.executable, "-c", UPGRADE]
    subprocess.run(command, cwd=settings.BASE, env=environment, check=True)
