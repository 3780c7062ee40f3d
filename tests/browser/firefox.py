"""Drive Debian's Firefox through WebDriver BiDi: one page, its scripts and screenshots."""

import json
import os
import re
import shutil
import subprocess
import time
from base64 import b64decode
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from websockets.sync.client import connect

# Firefox waits for the fonts of a page, as if they were cached, and makes no requests of its own.
PREFERENCES = {
    "gfx.downloadable_fonts.fallback_delay_short": 10_000,
    "app.update.auto": False,
    "app.normandy.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
SECONDS = 120


class Page:
    """The part of the API of Playwright's page that the tests of formulas use."""

    def __init__(self, socket):
        self.socket, self.numbers = socket, count()
        self.send("session.new", capabilities={})
        self.context = self.send("browsingContext.create", type="tab")["context"]

    def send(self, method, **params):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv(SECONDS))).get("id") != number:
            """Skip events."""
        assert answer["type"] == "success", answer
        return answer["result"]

    def browse(self, method, **params):
        return self.send(f"browsingContext.{method}", context=self.context, **params)

    def goto(self, url):
        self.browse("navigate", url=url, wait="complete")

    def resize(self, width, height, scale):
        size = {"width": width, "height": height}
        self.browse("setViewport", viewport=size, devicePixelRatio=scale)

    def evaluate(self, function, value=None):
        """Call a JavaScript function and return its result; a promise is awaited."""
        answer = self.send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({function})({json.dumps(value)})))()",
            target={"context": self.context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return json.loads(answer["result"].get("value", "null"))

    def screenshot(self, clip=None, full_page=False):
        part = {"clip": {"type": "box", **clip}} if clip else {}
        origin = "document" if full_page else "viewport"
        return b64decode(self.browse("captureScreenshot", origin=origin, **part)["data"])


@contextmanager
def firefox():
    path = shutil.which("firefox-esr") or shutil.which("firefox")
    if path is None:
        pytest.fail(
            "Firefox is missing. Please type: sudo apt-get install firefox-esr"
            " (outside Debian, the package may be called firefox)"
        )
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        lines = (f"user_pref({json.dumps([*pair])[1:-1]});\n" for pair in PREFERENCES.items())
        Path(folder, "user.js").write_text("".join(lines))
        log = Path(folder, "log")
        command = [path, "--headless", "--remote-debugging-port=0", "--profile", folder]
        with log.open("w") as said:
            process = subprocess.Popen(
                command, stdout=said, stderr=said, env=os.environ | {"HOME": folder}
            )
        try:
            with connect(f"{address(process, log)}/session", max_size=None) as socket:
                yield Page(socket)
        finally:
            process.terminate()
            process.wait(SECONDS)


def address(process, log):
    """The address that it listens on, read from its log."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and process.poll() is None:
        if found := re.search(r"BiDi listening on (ws://\S+)", log.read_text()):
            return found[1]
        time.sleep(0.05)
    return pytest.fail(f"Firefox does not start: {log.read_text()}")
