"""The answers to a form, each once, edited ones again."""

import json
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.google.account import Account
from connectors.google.forms import GoogleForms, cells
from connectors.google.memory import Memory
from connectors.google.problems import GoogleAccess, GoogleGone, GoogleOthersForm
from connectors.google.questions import numbers, remade
from sheets_schema.form import Form
from sheets_schema.grid import Written

PAGE = 1000
_AT_ONCE = timedelta(seconds=1)
"""A first answer has two times that differ by a part of a second."""


@dataclass(frozen=True)
class Answer:
    """One response: the ID of the row that it becomes, when it was sent, and its cells by field."""

    row_id: str
    sent: datetime
    cells: dict[str, Written]


@contextmanager
def lost_of(form: Form) -> Iterator[None]:
    """Say of a form's answers that they cannot be reached, rather than of the practice's file."""
    try:
        yield
    except (GoogleAccess, GoogleGone) as lost:
        raise type(lost)(f'the file with answers to "{form.title}"') from None


OFFERED = ("group_interest", "payer")
"""The fields whose choices come from the tabs of groups and payers."""

Build = Callable[[Sequence[str], Sequence[str]], Form]
"""A form with these groups and payers to choose from."""

Editor = tuple[GoogleForms, Build]


class FormAnswers:
    """The responses of one form since the last time; with ``editor`` (somebody who may change it) also its choices.

    Questions are known by their ID, whatever their title is; one that a person took out and made anew by its title or
    by ``words``, the headings that a field goes by. The cursor is kept as Google said it: cut to milliseconds, it
    would bring the last response again for ever.
    """

    def __init__(  # noqa: PLR0913  what a form is, and how its answers are known
        self,
        account: Account,
        form_id: str,
        form: Form,
        memory: Memory,
        editor: Editor | None = None,
        words: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._account, self._id, self.form, self._memory = account, form_id, form, memory
        self._editor, self._words, self._numbers = editor, words or {}, numbers(form)
        self._mark = f"form {form.name} {form_id}"
        self._seen: dict[str, dict[str, Any]] = {}
        self.unread: Sequence[str] = ()
        """The questions that a person made in the place of ours, by words that nobody knows."""
        self.undated = 0
        """None: Google says when each was sent."""

    @property
    def tab(self) -> str:
        """The title of the tab whose rows they become."""
        return self.form.tab

    def new(self) -> Sequence[Answer]:
        """What was sent or edited since ``taken``, oldest first.

        Raises GoogleProblem; GoogleOthersForm where questions were answered and none of them is ours.
        """
        kept = self._memory.get(self._mark, {})
        known = set(kept.get("known", []))
        with lost_of(self.form):
            found = {_key(response): response for response in self._responses(kept.get("cursor", ""))}
            fresh = sorted((r for key, r in found.items() if key not in known), key=lambda r: _order(_sent(r)))
            ours = self._made_anew(fresh)
        self._seen = found
        new = [Answer(_row_id(self.form, r), _order(_sent(r)), self._cells(r, ours)) for r in fresh]
        if any(r.get("answers") and not one.cells for r, one in zip(fresh, new, strict=True)):
            raise GoogleOthersForm(self.form.title)
        return new

    def offer(self, groups: Sequence[str], payers: Sequence[str]) -> None:
        """Let people choose among these; asks Google only when they are others than last time. Raises GoogleProblem."""
        said = zlib.crc32(json.dumps([list(groups), list(payers)]).encode())
        if self._editor is None or not (groups or payers) or self._memory.get(f"{self._mark} offers") == said:
            return
        forms, build = self._editor
        forms.offer(self._id, build(groups, payers), OFFERED)
        self._memory.put(**{f"{self._mark} offers": said})

    def taken(self) -> None:
        """What ``new`` brought stands in the tab now; only later answers are asked for from here on."""
        kept = self._memory.get(self._mark, {})
        latest = max([kept.get("cursor", ""), *map(_sent, self._seen.values())], key=_order)
        # The filter takes the moment itself in, so that what was sent in it is remembered by name.
        last = sorted(key for key, response in self._seen.items() if _sent(response) == latest)
        if latest:
            known = last if latest != kept.get("cursor", "") else sorted({*kept.get("known", []), *last})
            self._memory.put(**{self._mark: {"cursor": latest, "known": known}})

    def _cells(self, response: dict[str, Any], ours: Mapping[str, str]) -> dict[str, Written]:
        answers = {ours.get(number, number): said for number, said in response.get("answers", {}).items()}
        said = cells(self.form, answers)
        if said and "respondentEmail" in response and self.form.number("email") in self._numbers:
            said.setdefault("email", response["respondentEmail"])  # a form may be set to collect it without a question
        return said

    def _made_anew(self, fresh: Sequence[dict[str, Any]]) -> Mapping[str, str]:
        """Which questions of ours those are that were answered and have other IDs; the form is asked where there are such."""
        mark = f"{self._mark} unread"
        if not self._memory.get(mark) and all(self._numbers >= r.get("answers", {}).keys() for r in fresh):
            self.unread = ()
            return {}
        forms = self._account.service("forms")
        said = self._account.ask(lambda: forms.forms().get(formId=self._id, fields="items"), kind="forms")
        found = remade(said.get("items", []), self.form, self._words)
        self.unread = found.unknown
        self._memory.put(**{mark: bool(found.unknown)})
        return found.ours

    def _responses(self, cursor: str) -> Iterator[dict[str, Any]]:
        forms = self._account.service("forms")
        more = {"filter": f"timestamp >= {cursor}"} if cursor else {}
        page = ""
        while True:
            part = {**more, **({"pageToken": page} if page else {})}
            said = self._list(forms, part)
            yield from said.get("responses", [])
            page = said.get("nextPageToken", "")
            if not page:
                return

    def _list(self, forms: Any, part: dict[str, str]) -> Any:
        return self._account.ask(
            lambda: forms.forms().responses().list(formId=self._id, pageSize=PAGE, **part), kind="forms expensive"
        )


def _sent(response: dict[str, Any]) -> str:
    return str(response["lastSubmittedTime"])


def _order(sent: str) -> datetime:
    """The moment of a time as Google writes it; it leaves zeros at the end off, so that text does not sort."""
    return datetime.fromisoformat(sent) if sent else datetime.min.replace(tzinfo=UTC)


def _key(response: dict[str, Any]) -> str:
    return f"{response['responseId']} {_sent(response)}"


def _row_id(form: Form, response: dict[str, Any]) -> str:
    """The same for the same answer, on any machine; an edited one gets a second row beside the first."""
    base = f"{form.prefix}-{zlib.crc32(response['responseId'].encode()) % 10**8:08d}"
    if _order(_sent(response)) - _order(response.get("createTime", _sent(response))) < _AT_ONCE:
        return base
    return f"{base}-{zlib.crc32(_sent(response).encode()) % 10**4:04d}"
