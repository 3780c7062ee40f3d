"""What a file is, by its content and not by its name: `inspect(path, name, limits)`."""

from .inspecting import inspect
from .naming import name_with_extension
from .refusals import RefusedFile
from .values import Inspected, Limits

__all__ = ["Inspected", "Limits", "RefusedFile", "inspect", "name_with_extension"]
