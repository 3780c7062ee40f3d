"""What a site puts into the theme folder stands before what is here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    """A theme is read when the site starts; pages in memory do not outlive that."""
    return Client()


def forget_templates():
    for loader in engines["django"].engine.template_loaders:
        loader.reset()


@pytest.fixture
def theme():
    forget_templates()
    (settings.THEME / "templates").mkdir(parents=True)
    yield settings.THEME
    shutil.rmtree(settings.THEME)
    forget_templates()


def test_a_template_can_change_one_block_of_ours(client, theme):
    text = '{% extends "base.html" %}{% block head %}<meta name="ours">{% endblock %}'
    (theme / "templates/base.html").write_text(text)
    page = client.get("/").content.decode()
    assert '<meta name="ours">' in page
    assert 'id="main"' in page


def test_the_theme_comes_after_our_styles(client):
    sheet = Path(settings.STATIC_ROOT) / "css/theme.css"
    assert "theme.css" not in client.get("/").content.decode()
    sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet.write_text(":root { --needle: green }")
    try:
        page = client.get("/").content.decode()
    finally:
        sheet.unlink()
    assert page.index("css/longwave.css") < page.index("css/theme.css")


def test_a_file_of_the_theme_stands_before_ours(tmp_path):
    own = tmp_path / "theme/static/icon.svg"
    own.parent.mkdir(parents=True)
    own.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    command = [sys.executable, "manage.py", "findstatic", "icon.svg", "--first", "-v0"]
    environment = {**os.environ, "LONGWAVE_DATA": str(tmp_path)}
    done = subprocess.run(
        command, cwd=settings.BASE, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(own)
