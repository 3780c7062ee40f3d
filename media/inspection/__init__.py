"""What a file is, by its content and not by its name: `inspect(path, name, limits)`."""

from .header_size import header_size
from .inspecting import inspect
from .naming import name_with_extension
from .refusals import RefusedFile
from .values import Inspected, Limits

__all__ = ["Inspected", "Limits", "RefusedFile", "header_size", "inspect", "name_with_extension"]
