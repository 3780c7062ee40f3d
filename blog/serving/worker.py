"""The application in a process of the server, where people wait for answers."""

from blog import database
from blog.serving.gateway import application

database.be_impatient()

__all__ = ["application"]
