"""Asks the server in this container whether it is ready. Ends with 0 if it is, else with 1."""

import os
import sys
from http.client import HTTPConnection, HTTPException


def is_ready() -> bool:
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=2)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False


if __name__ == "__main__":
    sys.exit(not is_ready())
