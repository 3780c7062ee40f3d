"""`{% … %}`: what Hexo and Jekyll both write. A name that both have is Hexo's, but for code."""

from . import hexo, jekyll
from .foreign_tag import Handler

VERBATIM = hexo.VERBATIM | jekyll.VERBATIM
HANDLERS: dict[str, Handler] = {**hexo.HANDLERS, **jekyll.HANDLERS}
