"""What a visitor and an administrator find at https://blog.example on a machine (machine.py)."""

import json

from tests.torture.machine import Machine
from tests.waiting import wait_until

CLIENT, FORGED = "192.0.2.7", "203.0.113.9"
PAGE = "https://blog.example/desk/sign-in/"
# Signs in from another address than that of the web server, and says that it is a third one.
SIGN_IN = f"""
ip address replace {CLIENT}/32 dev lo
rm -f /root/jar
curl -s -c /root/jar -o /dev/null {PAGE}
token=$(awk '$6 == "csrftoken" {{print $7}}' /root/jar)
curl -s -b /root/jar -c /root/jar -o /dev/null -w '%{{http_code}}' --interface {CLIENT} \\
    -H 'Referer: {PAGE}' -H 'X-Forwarded-For: {FORGED}' \\
    -d "csrfmiddlewaretoken=$token&login=admin&password=PASSWORD" {PAGE}
"""
# Sends a form as the one who is signed in.
SEND = f"""
token=$(awk '$6 == "csrftoken" {{print $7}}' /root/jar)
curl -s -b /root/jar -H 'Referer: {PAGE}' -H "X-CSRFToken: $token" -w '\n%{{http_code}}' \
"""
MAKE_FILE = """
python3 - <<'END'
import os, zipfile
with zipfile.ZipFile("/root/SIZE.zip", "w") as archive:
    archive.writestr("noise", os.urandom(SIZE * 10**6))
END
"""
READ_DURING_RELOAD = """
for _time in $(seq 300); do
    curl -s -o /dev/null -w '%{http_code}\n' https://blog.example/
done >/root/statuses &
systemctl reload longwave
wait
sort -u /root/statuses
"""


class Visitor:
    def __init__(self, machine: Machine, password: str) -> None:
        """`password` is that of the first administrator."""
        self.machine, self.password = machine, password

    def run(self, script: str) -> str:
        done = self.machine.run(script)
        assert done.returncode == 0, f"{script}\n{done.stdout}"
        return done.stdout

    def finds_a_site(self) -> None:
        self.reads()
        self.is_known_by_address()
        self.uploads()
        assert self.run(READ_DURING_RELOAD).split() == ["200"]

    def reads(self) -> None:
        page = self.run("curl -s https://blog.example/")
        assert "<html" in page
        redirect = "curl -s -o /dev/null -w '%{redirect_url}' http://blog.example/a/"
        assert self.run(redirect) == "https://blog.example/a/"
        status = "curl -s -o /dev/null -w '%{http_code}' https://blog.example/metrics"
        assert self.run(status) == "404"
        path = page.partition('rel="stylesheet" href="')[2].partition('"')[0]
        assert path.startswith("/static/"), page[:2000]
        headers = self.run(f"curl -s --compressed -D - -o /dev/null https://blog.example{path}")
        assert "immutable" in headers
        assert "content-encoding: " in headers.lower()
        headers = self.run("curl -s -D - -o /dev/null https://blog.example/")
        assert "strict-transport-security" in headers.lower()  # the site knows of https

    def is_known_by_address(self) -> None:
        assert self.run(SIGN_IN.replace("PASSWORD", "wrong")) == "200"
        log = self.run("journalctl -u longwave -o cat | grep 'Sign-in failed' | tail -n 1")
        assert f"failed from {CLIENT} for admin" in log
        assert self.run(SIGN_IN.replace("PASSWORD", self.password)) == "302"
        assert "Secure" in self.run(f"curl -s -D - -o /dev/null {PAGE} | grep -i set-cookie")

    def uploads(self) -> None:
        """The largest file is taken and comes back whole; a larger one is refused."""
        self.run(MAKE_FILE.replace("SIZE", "50"))
        said = self.run(f"{SEND} -F file=@/root/50.zip https://blog.example/desk/files/")
        answer, _line, status = said.rpartition("\n")
        assert status == "200", said
        address = json.loads(answer)["address"]
        self.run(f"curl -s https://blog.example{address} | cmp - /root/50.zip")
        self.run(MAKE_FILE.replace("SIZE", "70"))
        said = self.run(f"{SEND} -F file=@/root/70.zip https://blog.example/desk/files/")
        assert said.endswith("413"), said

    def is_backed_up_by_the_service(self) -> None:
        """The button of the admin: the service may write into the folder of the guide."""
        address = "https://blog.example/admin/operations/backuprun/now/"
        assert self.run(f"{SEND} -o /dev/null -X POST {address}").strip() == "302"
        listed = "runuser -l longwave -s /bin/bash -c '.venv/bin/python manage.py backup --list'"
        wait_until(lambda: self.run(listed).count("verified") == 2)
