"""The `{% … %}` tags of Hexo and Jekyll in one table; Jekyll's take precedence."""

from . import hexo, jekyll
from .foreign_tag import Handler

VERBATIM = hexo.VERBATIM | jekyll.VERBATIM
HANDLERS: dict[str, Handler] = {**hexo.HANDLERS, **jekyll.HANDLERS}
