"""The ASGI application of a worker process."""

from blog import database
from blog.serving.gateway import application

database.use_server_timeouts()

__all__ = ["application"]
