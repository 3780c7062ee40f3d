"""SECRET_KEY in a file of the data folder, which only its owner can read."""

import os
import secrets
from pathlib import Path


def read_or_create_key(folder: Path) -> str:
    """Return the key of the folder. Create it at the first start.

    Two processes that start at the same time get the same key.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "secret_key"
    if not file.exists():
        create_key_file(file, secrets.token_urlsafe(64))
    return file.read_text().strip()


def create_key_file(file: Path, key: str) -> None:
    # Linking a complete file is atomic: it fails if another process has created the key before.
    draft = file.with_name(f".{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(key)
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
