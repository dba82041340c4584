"""Statements and superbills of the month that is over, made once for each client."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain import rollcall
from domain.account import account
from domain.account_books import PRICE, Books, month_of
from domain.effects import WriteDocument
from domain.history import Happened, History
from domain.lists import YesNo
from domain.outcome import Outcome
from domain.own_share import Unclear
from domain.paper import KIND_WORDS, DocumentKind
from domain.practice import Practice
from domain.reasons import Task, reason
from domain.statement import statement
from domain.superbill import Asked, Found, Made, superbill
from domain.wording import listing

A_DAY = timedelta(days=1)
NAMED = 3
"""So many rows or clients are named in one line; the others are counted."""

Month = tuple[date, date]


@dataclass(frozen=True)
class _Case:
    """One paper of one client: as it was made, and as the rows want it, or what it waits for; neither for none."""

    kind: DocumentKind
    client_id: str
    before: Happened | None
    effect: WriteDocument | None = None
    unclear: tuple[Unclear, ...] = ()

    def is_due(self, history: History) -> bool:
        """Whether it is to be made: for the first time, or its file was deleted and it would say something else."""
        return self._is_other and not self._is_there(history)

    def is_doubtful(self, history: History) -> bool:
        """Whether its file lies there and the rows say otherwise, or want none any more."""
        return self.before is not None and not self.unclear and self._is_other and self._is_there(history)

    @property
    def _is_other(self) -> bool:
        return self.before is None or self.effect is None or self.before.digest != self.effect.digest

    def _is_there(self, history: History) -> bool:
        """Whether a made file lies there; as long as nobody looked, it does."""
        return self.before is not None and history.may_lie(self.before.detail.get("file", ""))


def decide_statements(practice: Practice, history: History, now: datetime) -> Outcome:
    """A statement for each client with money in the last month or still open, a superbill for who gets one.

    None changes once it is made, for its client may have it: a person is told where the rows say otherwise since. A
    file that was deleted is made anew when it would say something else.
    """
    if practice.details.statements is not YesNo.YES:
        return Outcome()
    month = last_month(rollcall.today(practice.details, now))
    if unread := sorted(row for tab, row in practice.in_question if tab == "Payments"):
        why = reason("STATEMENT_PAYMENT", rows=tuple(unread), row=unread[0], month=month_words(month))
        return Outcome(tasks=(Task(about=unread[0], tab="Payments", reason=why),))
    cases = list(_cases(practice, history, month, now))
    due = tuple(c.effect for c in cases if c.effect and c.is_due(history))
    otherwise = (_otherwise(c, month) for c in cases if c.is_doubtful(history))
    return Outcome(due, (), (*otherwise, *_waits(cases, month)))


def last_month(today: date) -> Month:
    """The first and the last day of the month that is over."""
    last = today.replace(day=1) - A_DAY
    return last.replace(day=1), last


def month_words(month: Month) -> str:
    """A month as in a letter: ``February 2026``."""
    return f"{month[0]:%B %Y}"


def _cases(practice: Practice, history: History, month: Month, now: datetime) -> Iterator[_Case]:
    books = Books.of(practice, history, month[0])
    for client_id in sorted(books.clients & practice.client.keys()):  # a row that waits is asked about
        asked = Asked(books, client_id, month)
        made = _made("statement", asked, history)
        stated, bill = _statement(asked, now, was_made=made is not None), superbill(asked)
        if isinstance(bill, Made) and isinstance(stated, tuple):  # neither is clear then
            bill = stated
        yield _case("statement", asked, made, stated)
        yield _case("superbill", asked, _made("superbill", asked, history), bill)


def _made(kind: DocumentKind, asked: Asked, history: History) -> Happened | None:
    before = history.happened.get(_key(kind, asked.client_id, asked.month))
    return before if before and before.state == "done" else None


def _case(kind: DocumentKind, asked: Asked, before: Happened | None, found: Found) -> _Case:
    effect = _effect(kind, asked.client_id, asked.month, found) if isinstance(found, Made) else None
    return _Case(kind, asked.client_id, before, effect, found if isinstance(found, tuple) else ())


def _statement(asked: Asked, now: datetime, *, was_made: bool) -> Found:
    """The statement; one that was made once is wanted still, be it to say that there is nothing to pay."""
    practice, (first, last) = asked.books.practice, asked.month
    found = account(asked.books, asked.client_id, last, now)
    if found.unclear:
        return tuple(dict.fromkeys(found.unclear))
    if not (was_made or found.balance or any(e.on >= first for e in found.entries)):
        return None
    before = account(asked.books, asked.client_id, first - A_DAY, now)
    paper = statement(practice.details, practice.client[asked.client_id], before, found, asked.month)
    stated = asked.books.stated  # an earlier session that was marked late stands in none yet
    mine = {k: x for k, x in found.prices.items() if practice.visit[k].on >= first or k not in stated}
    return Made(paper, {f"{PRICE}{k}": f"{x:f}" for k, x in mine.items()})


def _key(kind: DocumentKind, client_id: str, month: Month) -> str:
    return f"document:{kind}:{client_id}/{month_of(month[0])}"


def _effect(kind: DocumentKind, client_id: str, month: Month, made: Made) -> WriteDocument:
    about = f"{client_id}/{month_of(month[0])}"
    return WriteDocument(
        key=_key(kind, client_id, month),
        document_kind=kind,
        about=about,
        folder=f"statements/{month_of(month[0])}",
        name=f"{client_id}-{kind}",
        content=made.paper,
        keeps=made.keeps,
        reasons=(reason(f"DOCUMENT_{kind.upper()}", rows=(client_id,), client=client_id, month=month_words(month)),),
    )


def _otherwise(case: _Case, month: Month) -> Task:
    words = {"paper": KIND_WORDS[case.kind], "client": case.client_id, "month": month_words(month)}
    about = f"{case.client_id}/{month_of(month[0])}"
    return Task(about=about, tab="Notes", reason=reason("STATEMENT_OTHERWISE", rows=(case.client_id,), **words))


def _waits(cases: Iterable[_Case], month: Month) -> Iterator[Task]:
    """One line for each matter, however many rows and clients it is about; what was made waits for nothing."""
    alike: dict[tuple[DocumentKind, str, str], list[tuple[str, str]]] = defaultdict(list)
    for case in cases:
        for unclear in () if case.before else case.unclear:
            alike[case.kind, unclear.code, unclear.tab].append((unclear.row, case.client_id))
    for (kind, code, tab), found in sorted(alike.items()):
        rows, clients = (sorted(set(x)) for x in zip(*found, strict=True))
        words = {
            "papers": f"{KIND_WORDS[kind]} for {month_words(month)}",
            "row": _some(rows),
            "clients": _some(clients),
        }
        yield Task(about=rows[0], tab=tab, reason=reason(code, rows=tuple(rows), tab=tab, **words))


def _some(names: Sequence[str]) -> str:
    """The first of several names, and how many more there are."""
    more = len(names) - NAMED
    return listing([*names[:NAMED], f"{more} more"] if more > 0 else list(names))
