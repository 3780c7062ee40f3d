"""Storage of static files with hashed names, compressed in advance."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    # Imports in modules name the hashed files, too: a page never mixes two versions of them.
    support_js_module_import_aggregation = True

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """A font that set-up could not download keeps its plain name, and its URL answers 404."""
        try:
            return super().hashed_name(name, content, filename)
        except ValueError:
            if name.startswith("fonts/"):
                return name
            raise


def add_nosniff_header(headers: Any, path: str, url: str) -> None:
    """For WhiteNoise: SecurityMiddleware adds this header to Django's responses only."""
    headers["X-Content-Type-Options"] = "nosniff"
