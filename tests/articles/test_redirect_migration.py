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
from django.db.migrations.executor import MigrationExecutor

executor, old = MigrationExecutor(connection), {"articles": "0014_permission_to_publish"}
leaves = executor.loader.graph.leaf_nodes()
later = ("accounts", "desk", "sync", "transfer")
nodes = [(app, old.get(app, name)) for app, name in leaves if app not in later]
executor.migrate(nodes)
models = executor.loader.project_state(nodes).apps
models.get_model("articles", "FormerAddress").objects.create(kind="page", slug="old", target=1)
content_type = models.get_model("contenttypes", "ContentType").objects.get(model="formeraddress")
permission = models.get_model("auth", "Permission").objects.get(codename="view_formeraddress")
user = models.get_model("articles", "User").objects.create(username="ada")
user.user_permissions.add(permission)

call_command("migrate", verbosity=0)
from django.contrib.contenttypes.models import ContentType
from articles.models import Redirect, User

assert Redirect.objects.get().slug == "old"
assert ContentType.objects.get_for_model(Redirect).pk == content_type.pk
assert not ContentType.objects.filter(model="formeraddress").exists()
assert User.objects.get().get_all_permissions() == {"articles.view_redirect"}

call_command("migrate", "articles", "0014", verbosity=0)
assert User.objects.get().get_all_permissions() == {"articles.view_formeraddress"}
"""


def test_upgrade_keeps_rows_content_type_and_permissions(tmp_path):
    environment = {**os.environ, "LONGWAVE_DATA": str(tmp_path), "DATABASE_URL": ""}
    environment["DJANGO_SETTINGS_MODULE"] = "blog.settings"
    command = [sys.executable, "-c", UPGRADE]
    subprocess.run(command, cwd=settings.BASE, env=environment, check=True)
