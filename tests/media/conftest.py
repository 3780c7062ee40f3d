"""Folders of files for one test."""

import pytest


@pytest.fixture
def media_folders(settings, tmp_path):
    """Both storages in the folder of the test, which also holds what the test makes."""
    settings.MEDIA_ROOT = tmp_path / "uploads"
    storage = settings.STORAGES["originals"]
    options = {**storage["OPTIONS"], "location": tmp_path / "originals"}
    settings.STORAGES = {**settings.STORAGES, "originals": {**storage, "OPTIONS": options}}
    return tmp_path
