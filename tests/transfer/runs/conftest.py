"""Files that are uploaded in the admin, and a site to fetch pictures from."""

import io
import zipfile

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.remote_site import asked_site, running_site, site
from transfer.models import ImportRun

__all__ = ["asked_site", "running_site", "site"]
ADD = "admin:transfer_importrun_add"


def zip_of(texts):
    """The bytes of a .zip file with these texts, by their names."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return file.getvalue()


def post(title, text="正文", **head):
    lines = [f"{key}: {value}\n" for key, value in {"title": title, **head}.items()]
    return f"---\n{''.join(lines)}---\n\n{text}\n"


def upload(client, data, name="blog.zip", **chosen):
    """Send the form of the admin, and return the page that answers."""
    file = SimpleUploadedFile(name, data)
    author = client.session["_auth_user_id"]
    return client.post(reverse(ADD), {"file": file, "author": author, **chosen}, follow=True)


def step(client, run, name):
    address = reverse("admin:transfer_importrun_step", args=[run.pk])
    return client.post(address, {"step": name}, follow=True)


def page_of(client, run):
    return client.get(reverse("admin:transfer_importrun_change", args=[run.pk]))


def newest():
    return ImportRun.objects.latest("pk")


def allow_imports(user):
    user.user_permissions.add(Permission.objects.get(codename="run_imports"))
    return user


@pytest.fixture
def owner(client, admin_user):
    """The browser of an administrator, who reads English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(admin_user)
    return client
