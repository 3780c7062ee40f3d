"""docs/deploy.md, block after block, on a machine with systemd, PostgreSQL and nginx."""

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from tests.torture.machine import booted

GUIDE = (Path(settings.BASE) / "docs/deploy.md").read_text()
# What needs the internet, or another server: a certificate is made in its place.
ELSEWHERE = ("certbot", "docker ", "apt-get install -y caddy")
CERTIFICATE = """
mkdir -p /etc/letsencrypt/live/blog.example
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 \
    -subj /CN=blog.example -addext subjectAltName=DNS:blog.example \
    -keyout /etc/letsencrypt/live/blog.example/privkey.pem \
    -out /etc/letsencrypt/live/blog.example/fullchain.pem
cp /etc/letsencrypt/live/blog.example/fullchain.pem /usr/local/share/ca-certificates/blog.crt
update-ca-certificates
"""
# What set-up would fetch: the packages of this checkout, below the Python of the machine.
FETCHED = f"""
python3 -m venv /srv/longwave/.venv
packages=lib/python3.11/site-packages
cp -a {settings.BASE}/.venv/$packages/. /srv/longwave/.venv/$packages/
cp {settings.BASE}/.venv/*.done /srv/longwave/.venv/
cp -a {settings.BASE}/build /srv/longwave/build
rm -f /srv/longwave/.venv/build.done
chown -R longwave:longwave /srv/longwave
"""
SECTIONS = (
    *("Packages", "Account and files", "Database", "Settings", "Program", "Service"),
    *("Certificate", "Behind nginx", "Mail", "Upgrade", "Uploads by the web server"),
)


def blocks(heading):
    """The commands of a section."""
    (section,) = re.findall(rf"^##+ {re.escape(heading)}\n(.*?)(?=^##|\Z)", GUIDE, re.M | re.S)
    return re.findall(r"^```console\n(.*?)^```", section, re.M | re.S)


@pytest.fixture(scope="module")
def machine():
    folder = Path(tempfile.mkdtemp(prefix="longwave-machine-"))
    with booted(folder) as found:
        yield found
    shutil.rmtree(folder)


def run(machine, script):
    done = machine.run(script)
    assert done.returncode == 0, f"{script}\n{done.stdout}"
    return done.stdout


def as_printed(block):
    """The block with this folder as the repository, and without what needs the internet."""
    lines = [line for line in block.splitlines() if not line.startswith(ELSEWHERE)]
    return "\n".join(lines).replace("REPOSITORY", str(settings.BASE))


def test_the_guide_leads_from_a_fresh_machine_to_a_site_and_back(machine):
    run(machine, f"git config --system --add safe.directory {settings.BASE}/.git")
    for heading in SECTIONS:
        if heading == "Program":
            run(machine, FETCHED)
        for block in blocks(heading):
            run(machine, CERTIFICATE if block.startswith("certbot") else as_printed(block))
    page = run(machine, "curl -s https://blog.example/")
    assert "<html" in page
    assert run(machine, "systemctl is-active longwave nginx").split() == ["active", "active"]
    served = run(
        machine, "ps -o user= -C nginx; ps -o user= -p $(systemctl show -P MainPID longwave)"
    )
    assert "longwave" in served
    redirected = run(machine, "curl -s -o /dev/null -w '%{redirect_url}' http://blog.example/a/")
    assert redirected == "https://blog.example/a/"
    assert run(machine, "curl -s http://127.0.0.1:8000/metrics | grep -c ^longwave_").strip() != "0"
    private = machine.run("runuser -u www-data -- cat /var/lib/longwave/secret_key")
    assert private.returncode != 0
    for block in blocks("Uninstall"):
        run(machine, as_printed(block))
    left = run(machine, "id longwave || true; ls -d /srv/longwave /var/lib/longwave || true")
    assert "no such user" in left
    assert left.count("No such file") == 2


def test_a_wrong_password_is_told_in_one_sentence(machine):
    run(machine, "runuser -u postgres -- psql -c \"CREATE ROLE wang LOGIN PASSWORD 'right'\"")
    python = f"{settings.BASE}/.venv/bin/python"
    address = "postgres://wang:wrong@127.0.0.1:5432/postgres"
    command = f"time -p DATABASE_URL={address} LONGWAVE_DATA=/tmp/none {python} manage.py start"
    done = machine.run(f"cd {settings.BASE}; {command.replace('time -p ', 'time -p env ')}")
    assert done.returncode == 1
    said = [line for line in done.stdout.splitlines() if not re.match("real|user|sys|$", line)]
    assert len(said) == 1
    assert said[0].startswith("PostgreSQL refuses the password of wang.")
    print(f"\nA wrong password was told of in {re.search('real (.*)', done.stdout)[1]} seconds.")
