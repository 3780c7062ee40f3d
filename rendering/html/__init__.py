"""HTML in articles: sanitizing (the only security boundary), styles, ids, text direction."""
