"""Tokens of programs open what they are for; forms without a token of CSRF open nothing."""

import pytest
from django.test import Client

from accounts.tokens.access_tokens import AccessToken
from accounts.tokens.token_scopes import TokenScope
from tests.access.access_site import AccessSite
from tests.access.line_reading import Cell, Request, expected, table
from tests.access.roles_and_states import ANONYMOUS, CHIEF, INSIDE
from tests.access.sending import sendings
from tests.access.url_map import all_addresses
from tests.access.walking import Visitor, decisions_only

pytestmark = [pytest.mark.django_db, pytest.mark.either_database, pytest.mark.slow]
OPEN_TO_TOKENS = "desk_markdown"  # of the draft of an article
USES = "accounts_accesstoken"  # when a token was last used
FREE_OF_CSRF = {"git-hook", "preferences", "withdrawn"}  # signed, or of no account


def headers_of(person):
    text = AccessToken.objects.make(person, "token", list(TokenScope), 1)[1]
    return {"headers": {"authorization": f"Bearer {text}"}}


def test_a_token_opens_what_its_user_may_read_and_nothing_else(monkeypatch, media_folders):
    site, nobody = AccessSite(), Visitor(None)
    faults = []
    with decisions_only(monkeypatch):
        for role in INSIDE:
            person = site.people[role]
            token = headers_of(person)
            site.give_to(person)
            for address in all_addresses():
                if address.name == OPEN_TO_TOKENS:
                    cases, asks_as = list(site.cases(address, person)), role
                elif role == CHIEF and address.is_private:
                    cases, asks_as = [next(site.cases(address, None))], ANONYMOUS
                else:
                    continue
                for case in cases:
                    answer, tables = nobody.ask("GET", address.path(case.values), **token)
                    request = Request("GET", address.name)
                    usual = expected(request, Cell(asks_as, case.owner, case.state)) or "302"
                    if str(answer.status_code) not in {usual, "405"} or tables - {USES}:
                        faults.append((role, address.name, case.owner, case.state, answer, tables))
    assert faults == []


def test_every_form_needs_its_token_of_csrf(monkeypatch, media_folders):
    site = AccessSite()
    chief = Visitor(site.people[CHIEF])
    chief.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    names = {request.name for request in table() if request.method == "POST"} - FREE_OF_CSRF
    with decisions_only(monkeypatch):
        for address in [each for each in all_addresses() if each.name in names]:
            case = next(site.cases(address, site.people[CHIEF]))
            for _button, data in sendings(address.name, case.values, {}):
                answer, tables = chief.ask("POST", address.path(case.values), data)
                assert (answer.status_code, tables) == (403, set()), address.name
