"""One walk over the URL map: who gets which answer, about what."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from typing import Any

from django.http import HttpResponse

from articles.models import User
from tests.access.access_site import AccessSite, Case
from tests.access.line_reading import Cell, Request, expected, table
from tests.access.line_writing import Answers
from tests.access.roles_and_states import CHIEF, NOBODY, OUTSIDE, OWN
from tests.access.sending import Sent, sendings
from tests.access.url_map import Address
from tests.access.walking import Visitor, answer_of, decisions_only

# Pages of django-allauth about one's own account, which answer other methods as POST
AS_POST = {"mfa_reauthenticate_webauthn", "mfa_generate_recovery_codes"}
Seen = dict[Request, Answers]


class AccessWalk:
    """`faults` are sentences about answers that no line can make right."""

    def __init__(self, monkeypatch: Any) -> None:
        self.site, self.monkeypatch = AccessSite(), monkeypatch
        self.forms: dict[str, Sent] = {}
        self.faults: list[str] = []
        self.chief = Visitor(self.site.people[CHIEF])
        self.number = 0

    def answers(
        self,
        addresses: Sequence[Address],
        requests: Container[Request] | None = None,
        *,
        all_states: bool = False,
    ) -> Seen:
        """Of these requests, about a third of the states of articles: each role about another third
        at the next address, and of its own articles. Of all requests and states, if none are given.
        """
        seen: Seen = defaultdict(dict)
        with decisions_only(self.monkeypatch):
            for turn, (role, person) in enumerate(self.site.people.items()):
                visitor = Visitor(person)
                if person:
                    self.site.give_to(person)
                for number, address in enumerate(addresses):
                    third = None if requests is None or all_states else turn + number
                    cases = self.cases(address, role, person, third)
                    for request, case, data in self.asked_for(address, cases):
                        if requests is None or request in requests:
                            cell = Cell(role, case.owner, case.state)
                            seen[request][cell] = self.ask(visitor, request, address, case, data)
        return seen

    def cases(
        self, address: Address, role: str, person: User | None, third: int | None
    ) -> list[Case]:
        """`third` modulo 3 chooses a third of the states; None means all."""
        cases = list(self.site.cases(address, person))
        if third is None or not address.has_states:
            return cases
        if role in OUTSIDE and address.is_private:
            return cases[third % len(cases) :][:1]  # they are refused whatever it is
        return [
            case
            for number, case in enumerate(cases)
            if (number + third + (case.owner == OWN)) % 3 == 0
        ]

    def asked_for(
        self, address: Address, cases: list[Case]
    ) -> Iterator[tuple[Request, Case, Sent | None]]:
        for number, case in enumerate(cases):
            if address.parts or number == 0:
                plain = case if address.parts else Case("", "", case.values)
                yield Request("GET", address.name), plain, None
            path = address.path(case.values)
            for button, data in sendings(address.name, case.values, self.form_of(address, path)):
                yield Request(*("POST", address.name, button)), case, data

    def ask(
        self, visitor: Visitor, request: Request, address: Address, case: Case, data: Sent | None
    ) -> str:
        return self.asked(visitor, request.method, address.path(case.values), data)

    def asked(self, visitor: Visitor, method: str, path: str, data: Sent | None = None) -> str:
        self.number += 1
        response, tables = visitor.ask(method, path, data)
        if response.status_code >= 500:
            self.faults.append(f"{method} {path} fails: {response.status_code} {data}")
        return answer_of(response, tables)

    def form_of(self, address: Address, path: str) -> Sent:
        """The form of an admin page as an administrator sees it."""
        if not address.name.startswith("admin:") or not address.name.endswith(("_add", "_change")):
            return {}
        if path not in self.forms:
            response, _tables = self.chief.ask("GET", path)
            self.forms[path] = form_data(response)
        return self.forms[path]

    # Methods without a line

    def ask_other_methods(self, addresses: Sequence[Address], *, all_states: bool = False) -> None:
        """They are refused, or answer as GET does; and write nothing, whoever asks: an
        administrator by all methods, `nobody` by another one at each address, or by all too.
        """
        with decisions_only(self.monkeypatch):
            for role in (NOBODY, CHIEF):
                visitor, person = Visitor(self.site.people[role]), self.site.people[role]
                for turn, address in enumerate(addresses):
                    if address.name not in AS_POST:
                        methods = self.methods_without_line(address)
                        if role == NOBODY and not all_states:
                            methods = [methods[turn % len(methods)]]
                        case = next(self.site.cases(address, person))
                        self.ask_with_methods(methods, visitor, address, role, case)

    def ask_with_methods(
        self, methods: list[str], visitor: Visitor, address: Address, role: str, case: Case
    ) -> None:
        path, cell = address.path(case.values), Cell(role, case.owner, case.state)
        got = expected(Request("GET", address.name), cell)
        for method in methods:
            answer = self.asked(visitor, method, path)
            if answer not in {got.rstrip("+"), "405"}:
                self.faults.append(f"{method} {path} answers {role} {answer}, GET {got}")

    def methods_without_line(self, address: Address) -> list[str]:
        written = {request.method for request in table() if request.name == address.name}
        return ["HEAD", "PUT", "PATCH", "DELETE", *sorted({"GET", "POST"} - written)]


def form_data(response: HttpResponse) -> Sent:
    context = getattr(response, "context_data", None) or {}
    if "adminform" not in context:
        return {}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return {name: value for form in forms for name, value in values_of(form)}


def values_of(form: Any) -> Iterator[tuple[str, Any]]:
    for bound in form:
        value, widget = bound.value(), bound.field.widget
        if hasattr(widget, "decompress"):
            for number, part in enumerate(widget.decompress(value)):
                if part is not None:
                    yield f"{bound.html_name}_{number}", part
        elif not (value is None or value is False or widget.needs_multipart_form):
            yield bound.html_name, value
