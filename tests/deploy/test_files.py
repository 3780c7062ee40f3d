"""The files of deploy/: systemd, nginx, Docker and compose take them, and they say what is true."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import boto3
import pytest
import yaml
from django.conf import settings

from scripts import ask_health
from scripts.make_bucket import make_bucket
from tests.deploy.web_server import ask, caddy, certificate, nginx
from tests.serving.server import application, client, signed_in
from tests.test_architecture import APPS

__all__ = ["application", "client", "signed_in"]

pytestmark = [pytest.mark.slow, pytest.mark.either_database]

DEPLOY = Path(settings.BASE) / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
# The file, and what it makes of X-Forwarded-For: 203.0.113.9 from this machine.
FILES = {
    nginx: ("nginx/longwave.conf", "203.0.113.9, 127.0.0.1"),
    caddy: ("Caddyfile", "127.0.0.1"),
}


def analyze(*arguments):
    command = ["systemd-analyze", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_systemd_takes_the_unit_and_finds_it_safe(tmp_path):
    text = (DEPLOY / "systemd/longwave.service").read_text()
    unit = tmp_path / "longwave.service"
    unit.write_text(text.replace("/srv/longwave/.venv/bin/python", sys.executable))
    verified = analyze("verify", unit)
    assert (verified.returncode, verified.stderr) == (0, "")
    assert analyze("security", "--offline=yes", "--threshold=20", unit).returncode == 0


@pytest.mark.parametrize("served_by", [nginx, caddy], ids=["nginx", "Caddy"])
def test_a_web_server_passes_requests_on_with_what_the_site_trusts(
    client, application, tmp_path, served_by, monkeypatch
):
    certificate(tmp_path, "blog.example")
    file, clients = FILES[served_by]
    # Both go on sending requests while the database is unreachable: pages in memory are served.
    monkeypatch.setattr("blog.serving.health.looked_up_conditions", lambda: ["database"])
    with served_by(tmp_path, (DEPLOY / file).read_text(), [client.port]) as ports:
        status, headers, _body = ask(ports.http, "/articles/a/?b=c")
        assert status in {301, 308}
        assert re.sub(r":\d+", "", headers["location"]) == "https://blog.example/articles/a/?b=c"
        forged = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}
        forged |= {"X-Request-ID": "0123456789", "Cookie": "sessionid=x"}
        assert ask(ports.https, "/desk/", forged)[0] == 200
        assert ask(ports.https, "/pieces/")[2] == b"onetwo"
        assert ask(ports.https, "/metrics")[0] == 404
        assert uploaded(tmp_path, ports.https, 65 * 10**6) == "413"
    asked = next(each for each in application.asked if each["PATH_INFO"] == "/desk/")
    assert asked["HTTP_HOST"] == "blog.example"
    assert asked["HTTP_X_FORWARDED_PROTO"] == "https"
    assert asked["HTTP_X_FORWARDED_FOR"] == clients
    assert re.fullmatch("[0-9a-f-]{32,36}", asked["HTTP_X_REQUEST_ID"])


def uploaded(folder, port, length):
    """The status for a body of so many bytes, which are sent as a browser sends them (HTTP/2)."""
    with (folder / "body").open("wb") as body:
        body.truncate(length)
    command = ["curl", "-sk", "-o", os.devnull, "-w", "%{http_code}", "-H", "Host: blog.example"]
    command += ["-T", folder / "body", "-X", "POST", f"https://127.0.0.1:{port}/desk/"]
    return subprocess.run(command, stdout=-1, text=True, check=True).stdout


def test_nginx_serves_uploads_without_scripts_and_without_what_is_hidden(client, tmp_path):
    certificate(tmp_path, "blog.example")
    uploads = tmp_path / "uploads"
    (uploads / "content/ab").mkdir(parents=True)
    for name in ("a.svg", ".hidden", "content/ab/c.png"):
        (uploads / name).write_text("<svg/>")
    (uploads / "link").symlink_to("/etc/passwd")
    text = (DEPLOY / "nginx/longwave.conf").read_text()
    snippet = (DEPLOY / "nginx/longwave-uploads.conf").read_text()
    snippet = snippet.replace("/var/lib/longwave/uploads", str(uploads))
    text = text.replace("# include snippets/longwave-uploads.conf;", snippet)
    with nginx(tmp_path, text, [client.port]) as ports:
        for path, age in (("a.svg", "86400"), ("content/ab/c.png", "31536000, immutable")):
            status, headers, _body = ask(ports.https, f"/uploads/{path}")
            assert status == 200, path
            assert headers["cache-control"] == f"public, max-age={age}"
            assert headers["content-security-policy"].endswith("sandbox")
            assert headers["x-content-type-options"] == "nosniff"
        assert ask(ports.https, "/uploads/.hidden")[0] == 404
        assert ask(ports.https, "/uploads/link")[0] == 403


def test_an_image_has_no_secret_and_runs_as_nobody_of_importance():
    ignored = (settings.BASE / ".dockerignore").read_text().splitlines()
    assert {"**/.env", ".git", "var", ".venv", "build"} <= {*ignored}
    runs = re.findall(r"^RUN (.*)$", DOCKERFILE.replace("\\\n", ""), re.MULTILINE)
    (setup,) = (run for run in runs if "scripts/setup.sh" in run)
    assert "LONGWAVE_DATA=/tmp/build" in setup  # where settings leave a secret key
    assert "rm -rf /tmp/build" in setup
    assert {*APPS} <= {*setup.split()}
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert "USER 10001\n" in last
    assert last.index("USER") < last.index("CMD")
    named = re.findall(r"scripts/\w+\.(?:py|sh)", DOCKERFILE)
    assert all((settings.BASE / name).is_file() for name in named)


def test_compose_files_name_what_is_there_and_ask_for_each_secret():
    known = (settings.BASE / ".env.example").read_text()
    for name in ("compose.yaml", "compose.cluster.yaml"):
        text = (DEPLOY / name).read_text()
        services = yaml.safe_load(text)["services"]
        for service in services.values():
            assert {*service.get("depends_on", ())} <= services.keys()
            files = [v.split(":")[0] for v in service.get("volumes", ()) if v.startswith("./")]
            assert all((DEPLOY / file).is_file() for file in files)
            if "build" in service:
                assert service["read_only"]
                assert service["cap_drop"] == ["ALL"]
                variables = {v for v in service["environment"] if v.startswith("LONGWAVE_")}
                assert {v for v in variables if f"#{v}=" not in known} == set()
        required = {*re.findall(r"\$\{(\w+):\?", text)}
        optional = {*re.findall(r"\$\{(\w+):-", text)}
        assert {*re.findall(r"\$\{(\w+)\}", text)} <= required | optional


def test_a_container_asks_whether_it_is_ready(client, monkeypatch):
    monkeypatch.setattr("blog.serving.health.looked_up_conditions", list)
    monkeypatch.setenv("PORT", str(client.port))
    assert ask_health.is_ready()
    monkeypatch.setattr("blog.serving.health.looked_up_conditions", lambda: ["database"])
    assert not ask_health.is_ready()
    monkeypatch.setenv("PORT", "1")
    assert not ask_health.is_ready()


def test_a_bucket_is_made_once(s3_server):
    for _time in range(2):
        make_bucket(f"{s3_server}/made-once", "key", "secret")
    given = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    client = boto3.client("s3", endpoint_url=s3_server, region_name="us-east-1", **given)
    assert client.list_objects_v2(Bucket="made-once")["KeyCount"] == 0


def test_programs_that_these_tests_run_are_there():
    assert {
        name for name in ("systemd-analyze", "openssl", "caddy", "curl") if not shutil.which(name)
    } == set()
    assert os.path.exists("/usr/sbin/nginx")
