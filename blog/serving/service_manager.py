"""Tells systemd what the server does, if it asks (sd_notify(3), `Type=notify`)."""

import os
from contextlib import suppress
from socket import AF_UNIX, SOCK_DGRAM, socket


def notify(state: str) -> None:
    """Send a state such as READY=1."""
    if address := os.environ.get("NOTIFY_SOCKET"):
        with suppress(OSError), socket(AF_UNIX, SOCK_DGRAM) as manager:
            manager.connect(f"\0{address[1:]}" if address[0] == "@" else address)
            manager.send(state.encode())
