"""What authors are told: codes with parameters, and the English sentence of each code.

    in_words(message("id-repeated", id="a"))
    in_words(warning, translate=gettext)

The engine says codes, so that what is stored can be read in any language. The parameters are plain
JSON: texts, numbers, other messages, and lists of these. What a message quotes is a parameter.
"""

from .message import Message, in_words, message, texts_in, with_texts

__all__ = ["Message", "in_words", "message", "texts_in", "with_texts"]
