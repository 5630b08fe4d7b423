"""Somebody signed in, or with a private link, with an answer form open, who changes it again and again."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from app.demo import PASSWORD
from bench.client import Answer, Connection
from bench.council import Place

HTMX = {"HX_Request": "true", "HX_Request_Type": "partial"}
NOTE = "Change {}. Reported to the corporate leadership team in March; the paper and the figures are in the system."
_hidden = re.compile(rb'name="(csrf_token|form_id|row_version|terms)"[^>]* value="([^"]*)"')
_row_version = re.compile(rb'name="row_version" value="(\d+)"')


class Person:
    def __init__(self, port: int, place: Place) -> None:
        self.place = place
        self.connection = Connection(port)
        self.changes = self.acknowledged = 0
        if place.token:
            self._open_link()
        else:
            self._sign_in()
        self._fields = hidden_fields(self.get(place.form).body)

    def _sign_in(self) -> None:
        fields = {"email": self.place.email, "password": PASSWORD, "next": "", "carried": ""}
        answer = self.connection.post("/sign-in", hidden_fields(self.get("/sign-in").body) | fields)
        assert answer.status == HTTPStatus.SEE_OTHER, f"{self.place.email} could not sign in: {answer.status}"

    def _open_link(self) -> None:
        """For the first time: with a return code of their own, and what says who will see what."""
        link, before = f"/r/{self.place.token}", f"{self.place.assessment}/before"
        fields = hidden_fields(self.get(link).body) | {"return_code": PASSWORD}
        answer = self.connection.post(link, fields)
        assert answer.location.endswith(before), f"the link led to {answer.location}: {answer.status}"
        answer = self.connection.post(before, hidden_fields(self.get(before).body))
        assert answer.status == HTTPStatus.SEE_OTHER, f"{answer.status} for {before}"

    def get(self, path: str, **headers: str) -> Answer:
        answer = self.connection.get(path, **headers)
        assert answer.status == HTTPStatus.OK, f"{answer.status} for {path}"
        return answer

    def save(self) -> Answer:
        """Change every field and have it saved, as htmx does it. The note says which change it is."""
        self.changes += 1
        level = self.changes % 3 + 1
        answer = self.connection.post(
            self.place.form,
            self._fields
            | {"change_number": str(self.changes), "current": str(level), "target": str(level + 1), "evidence": "2"}
            | {"note": self.note, "reason": "", "is_priority": "y"},
            **HTMX,
        )
        assert answer.status == HTTPStatus.OK, f"{answer.status} for a save"
        self._take_row_version(answer)
        self.acknowledged = self.changes
        return answer

    @property
    def note(self) -> str:
        return NOTE.format(self.changes)

    def _take_row_version(self, answer: Answer) -> None:
        found = _row_version.search(answer.body)
        assert found, "the answer holds no version"
        assert b"Saved at" in answer.body, "the answer does not say that it is saved"
        assert int(found[1]) > int(self._fields["row_version"]), "nothing was written"
        self._fields["row_version"] = found[1].decode()


def hidden_fields(page: bytes) -> dict[str, str]:
    """Of the last form of the page: the first may be the one that signs out."""
    return {name.decode(): value.decode() for name, value in _hidden.findall(page)}


@contextmanager
def signed_in(port: int, places: list[Place]) -> Iterator[list[Person]]:
    people = [Person(port, place) for place in places]
    try:
        yield people
    finally:
        for person in people:
            person.connection.close()
