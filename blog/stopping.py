"""Whether this process has been told to stop: it is not ready then, and finishes what it began."""

from threading import Event

STOPPING = Event()
