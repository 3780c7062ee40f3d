"""Static files under names made of their content, precompressed."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """Fonts that set-up could not fetch keep their plain name, and nobody answers to it."""
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            if name.startswith("fonts/"):
                return name
            raise


def nosniff(headers: Any, path: str, url: str) -> None:
    """As Django's pages say it: a file is of the type that it is sent as."""
    headers["X-Content-Type-Options"] = "nosniff"
