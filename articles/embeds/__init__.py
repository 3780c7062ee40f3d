"""Asks services for the title, author and picture of a page that an article shows as a card.

    fetch_embed("youtube:dQw4w9WgXcQ", Transport())

Nothing else of the site sends requests to them, and readers never do. It uses no model or setting.
"""

from articles.embeds.service_answers import FetchedEmbed, fetch_embed
from articles.embeds.thumbnails import HEIGHT, WIDTH
from articles.embeds.transport import EmbedUnavailable, Transport

__all__ = ["HEIGHT", "WIDTH", "EmbedUnavailable", "FetchedEmbed", "Transport", "fetch_embed"]
