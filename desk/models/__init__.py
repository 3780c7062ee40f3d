"""The tables of the desk."""

from desk.models.drafts import Draft
from desk.models.line_comments import Comment
from desk.models.presence import Presence
from desk.models.preview_links import PreviewLink
from desk.models.reviews import Review
from desk.models.revisions import Revision
from desk.models.texts import StoredText

__all__ = ["Comment", "Draft", "Presence", "PreviewLink", "Review", "Revision", "StoredText"]
