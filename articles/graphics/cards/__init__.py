"""Share cards and icons of the site as PNG.

No models and no requests. `card_png()` draws each card once and stores it.
"""

from articles.graphics.cards.card_store import card_png
from articles.graphics.cards.drawing import SIZE, Card, draw_card
from articles.graphics.cards.logo import site_icon

__all__ = ["SIZE", "Card", "card_png", "draw_card", "site_icon"]
