"""docs/deploy.md, block after block, on a machine with systemd, PostgreSQL, nginx and Caddy."""

import re
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings

from tests.torture.guided_site import Visitor
from tests.torture.machine import booted

GUIDE = (Path(settings.BASE) / "docs/deploy.md").read_text()
# What needs the internet, or another server: a certificate is made in its place.
ELSEWHERE = ("certbot", "docker ", "apt-get install -y --no-install-recommends --d")
TRUSTED = """
cp /etc/letsencrypt/live/blog.example/fullchain.pem /usr/local/share/ca-certificates/blog.crt
update-ca-certificates
"""
# Caddy with the file of the guide, and with certificates that it signs itself.
ROOT = "/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt"
LOCAL_CADDY = f"""
mkdir -p /etc/systemd/system/caddy.service.d
cat > /usr/local/bin/local-caddy <<'END'
printf '{{\\nlocal_certs\\n}}\\n' | cat - /etc/caddy/Caddyfile >/tmp/Caddyfile
exec caddy run --adapter caddyfile --config /tmp/Caddyfile
END
cat > /usr/local/bin/trust-caddy <<'END'
until cp {ROOT} /usr/local/share/ca-certificates/caddy.crt; do sleep 0.2; done
update-ca-certificates
END
cat > /etc/systemd/system/caddy.service.d/local.conf <<'END'
[Service]
ExecStart=
ExecStart=/bin/sh /usr/local/bin/local-caddy
ExecStartPost=+/bin/sh /usr/local/bin/trust-caddy
END
systemctl daemon-reload
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
CLONE = f"git config --system --add safe.directory {settings.BASE}/.git"
BEFORE_SERVICE = ("Packages", "Account and files", "Database", "Settings", "Program")
AFTER_NGINX = ("Mail", "Upgrade", "Uploads by the web server", "Backup")


def blocks(heading):
    """The commands of a section."""
    (section,) = re.findall(rf"^##+ {re.escape(heading)}\n(.*?)(?=^##|\Z)", GUIDE, re.M | re.S)
    return re.findall(r"^```console\n(.*?)^```", section, re.M | re.S)


@pytest.fixture
def boot():
    """Boots a machine. All end with the test."""
    with ExitStack() as stack:

        def new_machine():
            folder = Path(tempfile.mkdtemp(prefix="longwave-machine-"))
            stack.callback(shutil.rmtree, folder)
            return stack.enter_context(booted(folder))

        yield new_machine


def run(machine, script):
    done = machine.run(script)
    assert done.returncode == 0, f"{script}\n{done.stdout}"
    return done.stdout


def as_printed(block):
    """The block with this folder as the repository, and without what needs the internet."""
    lines = [line for line in block.splitlines() if not line.startswith(ELSEWHERE)]
    return "\n".join(lines).replace("REPOSITORY", str(settings.BASE))


def follow(machine, *headings):
    """Run the blocks of sections. Return what they print."""
    said = ""
    for heading in headings:
        if heading == "Program":
            run(machine, FETCHED)
        for block in blocks(heading):
            said += run(machine, as_printed(block))
    return said


def has_own_certificate(machine):
    run(machine, blocks("Without internet")[2] + TRUSTED)


def test_the_guide_leads_from_a_fresh_machine_to_a_site_and_back(boot):
    machine = boot()
    run(machine, CLONE)
    said = follow(machine, "What you need", *BEFORE_SERVICE, "Service")
    has_own_certificate(machine)
    follow(machine, "Behind nginx", *AFTER_NGINX)
    assert run(machine, "systemctl is-active longwave nginx").split() == ["active", "active"]
    served = run(
        machine, "ps -o user= -C nginx; ps -o user= -p $(systemctl show -P MainPID longwave)"
    )
    assert "longwave" in served
    assert run(machine, "curl -s http://127.0.0.1:8000/metrics | grep -c ^longwave_").strip() != "0"
    private = machine.run("runuser -u www-data -- cat /var/lib/longwave/secret_key")
    assert private.returncode != 0
    visitor = Visitor(machine, password=re.search(r"Password:\s+(\S+)", said)[1])
    visitor.finds_a_site()
    visitor.is_backed_up_by_the_service()
    run(machine, LOCAL_CADDY)
    follow(machine, "Behind Caddy")
    visitor.finds_a_site()
    run(machine, "systemctl disable --now caddy; systemctl enable --now nginx")
    follow(machine, "Uninstall")
    left = run(machine, "id longwave || true; ls -d /srv/longwave /var/lib/longwave || true")
    assert "no such user" in left
    assert left.count("No such file") == 2


def test_a_machine_without_internet_gets_the_site_from_another_one(boot):
    online, offline = boot(), boot()
    run(online, CLONE)
    follow(online, "Account and files", "Program")
    pack, unpack, _certificate, upgrade = blocks("Without internet")
    run(online, as_printed(pack))
    with_package(offline)
    shutil.copy(online.path("/root/longwave.tar.gz"), offline.path("/root/longwave.tar.gz"))
    run(offline, as_printed(unpack))
    follow(offline, "Database", "Settings", "Service")
    has_own_certificate(offline)
    follow(offline, "Behind nginx")
    run(offline, upgrade)
    page = run(offline, "curl --fail -s https://blog.example/")
    assert "<html" in page
    # It has no way out at all.
    assert offline.run("ip route get 192.0.2.1").returncode != 0


def with_package(machine):
    """One package of Debian in place of all that the guide fetches; the machine has the others."""
    run(machine, "dpkg --purge certbot; mkdir /srv/packages")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "download", "-qq", "certbot"], cwd=folder, check=True)
        (package,) = Path(folder).iterdir()
        shutil.copy(package, machine.path("/srv/packages"))


def test_a_wrong_password_is_told_in_one_sentence(boot):
    machine = boot()
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
