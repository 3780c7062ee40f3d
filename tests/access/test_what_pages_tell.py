"""What pages show: an author nothing hidden of others; nobody anything that runs in a browser."""

import pytest

from tests.access.access_site import AccessSite
from tests.access.owned import HIDDEN
from tests.access.roles_and_states import CHIEF, OTHERS
from tests.access.sending import sendings
from tests.access.url_map import all_addresses
from tests.access.walking import Visitor
from tests.attacks.hostile_site import dangers, fill_texts
from tests.headers import header_faults

LINKS = {"preview", "preview_markdown"}  # show a draft to everybody who has the link

pytestmark = [pytest.mark.django_db, pytest.mark.either_database, pytest.mark.slow]


def pages_of(site, person):
    """Each address, about the draft of somebody else where it names an article."""
    for address in all_addresses():
        case = next(site.cases(address, person))
        assert case.owner in {"", OTHERS}
        yield address, case, address.path(case.values)


def told(response):
    """All that an answer discloses: text, headers and messages."""
    text = "" if response.streaming else response.content.decode(errors="replace")
    context = getattr(response, "context", None) or {}
    return text + str(dict(response.headers)) + str([*context.get("messages", ())])


def test_no_address_tells_an_author_of_what_is_hidden(media_folders):
    site = AccessSite()
    author = site.people["author"]
    visitor, faults = Visitor(author), set()
    for address, case, path in pages_of(site, author):
        requests = [("GET", None)]
        requests += [("POST", data) for _button, data in sendings(address.name, case.values, {})]
        for method, data in requests:
            response, _tables = visitor.ask(method, path, data)
            assert response.status_code < 500, (method, path)
            if HIDDEN in told(response) and address.name not in LINKS:
                faults.add(f"{method} {path} tells of {HIDDEN}")
            faults.update(header_faults(response))
    assert faults == set()


def test_no_address_shows_an_administrator_what_would_run(media_folders):
    site = AccessSite()
    chief = site.people[CHIEF]
    fill_texts()
    visitor, faults = Visitor(chief), set()
    for _address, _case, path in pages_of(site, chief):
        response, _tables = visitor.ask("GET", path)
        assert response.status_code < 500, path
        faults.update(f"{path}: {danger}" for danger in dangers(response))
    assert faults == set()
