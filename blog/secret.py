"""The secret key: made once, kept in the data folder, readable by its owner only."""

import os
import secrets
from pathlib import Path


def kept_in(folder: Path) -> str:
    """The key kept in the folder, made on first use; safe when two processes start at once."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "secret_key"
    if not file.exists():
        write_once(file, secrets.token_urlsafe(64))
    return file.read_text().strip()


def write_once(file: Path, key: str) -> None:
    # A link to a complete file either appears whole or loses to the one that came first.
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
