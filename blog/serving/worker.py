"""The ASGI application of a worker process."""

from blog import database
from blog.serving.gateway import application
from desk.housekeeping import Housekeeping

database.use_server_timeouts()
Housekeeping().start()

__all__ = ["application"]
