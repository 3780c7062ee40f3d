"""Static files have hashed names, and modules import each other by these."""

import re

from django.conf import settings

from blog.storage import HashedStaticFiles


def test_modules_of_the_desk_import_hashed_files(tmp_path):
    storage = HashedStaticFiles(location=tmp_path)
    folder = settings.BASE / "static/js/desk"
    names = [f"js/desk/{file.name}" for file in folder.glob("*.js")]
    for name in names:
        with (settings.BASE / "static" / name).open("rb") as file:
            storage.save(name, file)
    list(storage.post_process({name: (storage, name) for name in names}))
    made = [file for file in tmp_path.rglob("*.js") if file.name.startswith("write.")]
    imported = re.findall(r'from "./([^"]+)"', made[0].read_text())
    assert len(imported) == len(names) - 1
    assert all((made[0].parent / name).is_file() for name in imported)
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", name) for name in imported)
