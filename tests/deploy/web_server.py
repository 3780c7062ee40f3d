"""nginx or Caddy with a file of deploy/, on free ports, with a certificate of its own."""

import os
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from getpass import getuser
from grp import getgrgid
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import NamedTuple

from tests.postgres import free_port
from tests.processes import running
from tests.waiting import SECONDS, wait_until

# Its workers may read the folders of tests, which belong to this user alone.
USER, GROUP = getuser(), getgrgid(os.getgid()).gr_name
AROUND = """
user {user} {group}; daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 1024; }}
http {{
access_log off; default_type text/plain;
client_body_temp_path {folder}/bodies; proxy_temp_path {folder}/proxied;
fastcgi_temp_path {folder}/t1; uwsgi_temp_path {folder}/t2; scgi_temp_path {folder}/t3;
{sites}
}}
"""

# Without Let's Encrypt, and without a change to this machine.
BEFORE_CADDYFILE = """{{
    admin off
    local_certs
    skip_install_trust
    default_sni blog.example
    default_bind 127.0.0.1
    http_port {http}
    https_port {https}
}}
"""


class Ports(NamedTuple):
    http: int
    https: int


def certificate(folder: Path, name: str) -> None:
    """Where certbot would put it, below this folder."""
    (folder / "live" / name).mkdir(parents=True)
    key, chain = (folder / "live" / name / f"{part}.pem" for part in ("privkey", "fullchain"))
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", f"/CN={name}", "-keyout", key, "-out", chain]
    subprocess.run(command, check=True, capture_output=True)


@contextmanager
def nginx(folder: Path, text: str, servers: Sequence[int]) -> Iterator[Ports]:
    """Run nginx with a site in front of the servers at these ports of this machine."""
    ports = Ports(free_port(), free_port())
    (folder / "nginx.conf").write_text(
        AROUND.format(
            user=USER, group=GROUP, folder=folder, sites=moved(text, folder, ports, servers)
        )
    )
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    command = [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]
    subprocess.run([*command, "-t", "-q"], check=True)
    with running(command):
        wait_until(lambda: accepts(ports.https))
        yield ports


@contextmanager
def caddy(folder: Path, text: str, servers: Sequence[int]) -> Iterator[Ports]:
    """The same with Caddy. It keeps its certificates in the folder."""
    ports = Ports(free_port(), free_port())
    (folder / "Caddyfile").write_text(BEFORE_CADDYFILE.format(**ports._asdict()) + text)
    given = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    given["BLOGS"] = " ".join(f"127.0.0.1:{port}" for port in servers)
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with (folder / "errors").open("wb") as log, running(command, env=given, stderr=log):
        wait_until(lambda: accepts(ports.https))
        yield ports


def moved(text: str, folder: Path, ports: Ports, servers: Sequence[int]) -> str:
    """The configuration with free ports, and with the certificate of this folder."""
    changes = {
        "listen 80;": f"listen 127.0.0.1:{ports.http};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{ports.https} ssl http2;",
        "listen [::]:80;": "",
        "listen [::]:443 ssl http2;": "",
        "/etc/letsencrypt/": f"{folder}/",
        "server 127.0.0.1:8000;": "".join(f"server 127.0.0.1:{port};" for port in servers),
    }
    for former, new in changes.items():
        assert former in text, former
        text = text.replace(former, new)
    return text


def accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def trusting() -> ssl.SSLContext:
    """Of a client that trusts any certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def ask(port, path, headers=None, method="GET", body=None, host="blog.example"):
    """Status, headers and body. Speaks TLS where the port does, and trusts any certificate."""
    for kind, options in ((HTTPSConnection, {"context": trusting()}), (HTTPConnection, {})):
        with closing(kind("127.0.0.1", port, timeout=SECONDS, **options)) as connection:
            try:
                connection.connect()
            except ssl.SSLError:
                continue
            connection.request(method, path, body, {"Host": host, **(headers or {})})
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, names, answer.read()
    raise AssertionError(f"nothing answers on port {port}")
