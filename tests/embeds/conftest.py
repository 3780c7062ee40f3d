"""A server that stands in for the services that know titles and pictures."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread

import pytest
from PIL import Image

from articles.embeds import Transport


class Services:
    """`answers`: address without its scheme -> (status, body, headers). `asked`: what was."""

    def __init__(self):
        self.answers, self.asked = {}, []

    def answer(self, address, body, status=200, **headers):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers[address] = (status, content, headers)

    def answer_for_video(self, video="aaaaaaaaaaa", **values):
        page = f"https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3D{video}"
        found = {"title": "A talk", "author_name": "Ada", **values}
        self.answer(f"www.youtube.com/oembed?format=json&url={page}", found)


@pytest.fixture
def services():
    found = Services()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found.asked.append(self.path[1:])
            status, content, headers = found.answers.get(self.path[1:], (404, b"", {}))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_given):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    found.base = f"http://127.0.0.1:{server.server_port}"
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def transport(services):
    return Transport(services.base)


def picture(size=(640, 480), kind="JPEG"):
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, kind)
    return file.getvalue()
