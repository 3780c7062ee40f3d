"""The tables of the desk."""

from desk.models.drafts import Draft
from desk.models.revisions import Revision
from desk.models.texts import StoredText

__all__ = ["Draft", "Revision", "StoredText"]
