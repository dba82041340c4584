"""What must hold after a pass in which people worked, judged by what stands in the sheets and went out."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, get_args

from domain.effects import AskDecision
from sheets_schema.tab import TabSpec, fields_of
from sheets_schema.tabs import PEOPLES_TABS
from tests.flows.races.grounds import Site
from tests.flows.races.outcome import Outcome, people, plain, table, texts

NUMBERS = {"Eve": "+15185550172", "John": "+15185550141", "Pat": "+15185550171"}
"""Whose each number may be beside those of Clients: a corrected one, that of who got a seat, that of who came in."""

SPECS = {spec.title: spec for spec in PEOPLES_TABS}
_ID = re.compile(r"\b[A-Z]{1,2}-\d[\w/-]*")
_KINDS = get_args(AskDecision.model_fields["decision_kind"].annotation)
_SURE = {"Decisions": {"Asked on", "Kind", "About"}}
"""The columns that say the same whatever happens: a question about somebody whose row waits has no name in it."""


def faults(site: Site, before: Outcome, *may: Outcome) -> list[str]:
    """All that is wrong now; ``before`` is how it was, ``may`` what else may come of it, undisturbed first."""
    checks: tuple[Callable[[Site, Outcome, Sequence[Outcome]], Iterator[str]], ...] = (
        _wrong_number, _sent_twice, _beside_another, _name_of_another, _garbled_row, _garbled_question, _lost_visit,
        _lost_answer,
    )  # fmt: skip
    return [f"{check.__name__}: {said}" for check in checks for said in check(site, before, may)]


def differences(now: Outcome, first: Outcome, last: Outcome) -> list[str]:
    """What is neither as if people had worked before the pass, nor as if they had worked after it.

    What is about somebody who is asked about now may also wait, and a text that was planned when people came between
    may be told as not sent.
    """
    asked = {
        key[2] for key, shown in now.items() if key[0] == "answers" and not all(_is_fine(answers) for answers in shown)
    }
    new = {key for key in now if key[0] == "To do" and key not in first and key not in last}
    asked |= {one for key in new for one in _ID.findall(key[2])}
    return [
        f"{key}: {now.get(key)} is neither {first.get(key)} nor {last.get(key)}"
        for key in sorted({*now, *first, *last} - new)
        if now.get(key) not in (first.get(key), last.get(key))
        and asked.isdisjoint(key)
        and not _only_told(key, now, first, last)
    ]


def _only_told(key: tuple[str, ...], now: Outcome, first: Outcome, last: Outcome) -> bool:
    """Whether it is a text that nobody gets, with the reason beside it, where otherwise none would have been planned."""
    return (
        key[0] == "Messages"
        and key not in first
        and key not in last
        and all(len(row) > 4 and row[3] == "not sent" for row in now[key])
    )


def _is_fine(shown: Mapping[str, Any]) -> bool:
    return str(shown.get("Check") or "OK").startswith("OK")


def _wrong_number(site: Site, before: Outcome, may: Sequence[Outcome]) -> Iterator[str]:
    """A text that went to a number which is not that person's.

    Who is new is looked for in the tab, or, when nobody can tell its IDs by their heading, in what undisturbed comes.
    """
    known, calm = (
        {key[2]: rows[0] for key, rows in outcome.items() if key[:2] == ("row", "Clients")}
        for outcome in (before, may[0])
    )
    now = calm | {str(typed.get("Client ID")): typed for typed, _ in _rows(site, SPECS["Clients"])}
    for text in texts(site):
        row = known.get(text["client_id"]) or now.get(text["client_id"], {})
        digits = "".join(c for c in str(row.get("Mobile")) if c.isdigit())
        numbers = {NUMBERS.get(str(row.get("First name")))}
        if text["client_id"] in known:
            numbers.add(f"+1{digits[-10:]}")
        if text["to"] not in numbers:
            yield f"{text['client_id']} {text['to']}"


def _sent_twice(site: Site, _: Outcome, __: Sequence[Outcome]) -> Iterator[str]:
    many = Counter((t["to"], t["kind"], t["session_date"]) for t in texts(site))
    yield from (str(what) for what, n in many.items() if n > 1)


def _beside_another(site: Site, _: Outcome, __: Sequence[Outcome]) -> Iterator[str]:
    """An answer that is not the one for the row beside which it stands."""
    status = {str(row[0]): row[1:] for row in table(site, "Status") if row and row[0]}
    for spec in PEOPLES_TABS:
        heads = [f.column.header for f in fields_of(spec.row) if f.lookup is not None]
        for typed, shown in _rows(site, spec):
            said = status.get(f"{spec.title}|{_first(spec, typed)}", [])
            for head, wanted in zip(heads, [*said, *[None] * len(heads)], strict=False):
                if head in shown and shown[head] not in (wanted, "mine"):
                    yield f"{spec.title} {_first(spec, typed)}: {head} says {shown[head]}, not {wanted}"


def _name_of_another(site: Site, _: Outcome, __: Sequence[Outcome]) -> Iterator[str]:
    """A name beside an ID that is not the client's."""
    clients: dict[Any, set[str]] = defaultdict(set)
    for typed, _ in _rows(site, SPECS["Clients"]):
        clients[typed.get("Client ID")] |= {str(said) for said in typed.values()}
    for title in ("Attendance", "Roster"):
        for typed, shown in _rows(site, SPECS[title]):
            cells, name = clients.get(typed.get("Client ID")), str(shown.get("Name") or "")
            if cells and name and not any(name.startswith(cell) or name.endswith(cell) for cell in cells):
                yield f"{title} {_first(SPECS[title], typed)}: {name}"


def _garbled_row(site: Site, before: Outcome, may: Sequence[Outcome]) -> Iterator[str]:
    """A row of ours that says something else than it should, or stands there twice, without being asked about."""
    waiting = stopped(site)
    for spec in PEOPLES_TABS:
        wanted: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for key, rows in ((key, rows) for outcome in may for key, rows in outcome.items() if key not in before):
            if key[:2] == ("row", spec.title):
                wanted[key[2]] += rows
        found = [(row_id, typed, shown) for row_id, typed, shown in people(site, spec) if row_id in wanted]
        many = Counter(row_id for row_id, _, _ in found)
        for row_id, typed, shown in found:
            right = any(_same(spec, typed, row) for row in wanted[row_id])
            if (not right or many[row_id] > 1) and spec.title not in waiting and not _asked(site, spec, shown):
                yield f"{spec.title} {row_id}: {typed}"


def _garbled_question(site: Site, _: Outcome, __: Sequence[Outcome]) -> Iterator[str]:
    """A question of a kind that there is not: its cells stand under wrong headings, and its ID does not stand twice."""
    rows = [(row_id, typed) for row_id, typed, _shown in people(site, SPECS["Decisions"])]
    many = Counter(typed.get("Decision ID") for _, typed in rows)
    for row_id, typed in rows:
        if "Kind" in typed and typed["Kind"] not in _KINDS and many[typed.get("Decision ID")] == 1:
            yield f"{row_id}: {typed}"


def _same(spec: TabSpec, typed: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    heads = _SURE.get(spec.title, set(wanted)) & typed.keys()
    return all(plain(typed[head]) == wanted.get(head) for head in heads)


def _lost_visit(site: Site, before: Outcome, may: Sequence[Outcome]) -> Iterator[str]:
    """A visit with no answer beside it, where there was or would be one, and nothing asked that would explain it."""
    if stopped(site):
        return  # the whole tab waits, and says so
    for typed, shown in _rows(site, SPECS["Attendance"]):
        visit = ("answers", "Attendance", str(typed.get("Visit ID")))
        wanted = {head for o in (before, may[0]) for head in ("Note", "Claim") if o.get(visit, [{}])[0].get(head)}
        if wanted and not wanted & {h for h, said in shown.items() if said} and not _asked_anywhere(site, typed):
            yield f"{typed.get('Visit ID')}: {shown}"


def _lost_answer(site: Site, _: Outcome, __: Sequence[Outcome]) -> Iterator[str]:
    """An answered form that has no row."""
    names = {said for typed, _ in _rows(site, SPECS["Intake"]) for said in typed.values()}
    for response in site.place.world.forms[site.form]["responses"].values():
        said = {value["value"] for a in response["answers"].values() for value in a["textAnswers"]["answers"]}
        if not said & names & {"Nina", "Otto"}:
            yield response["responseId"]


def _rows(site: Site, spec: TabSpec) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each row as it was typed, and the answers beside it whose heading is whole."""
    for _, typed, shown in people(site, spec):
        yield typed, shown


def _first(spec: TabSpec, typed: Mapping[str, Any]) -> Any:
    return typed.get(fields_of(spec.row)[0].column.header)


def stopped(site: Site) -> set[str]:
    """The tabs that wait as a whole: To do names them without a cell, or with that of a heading and says so."""
    asked = [[str(cell) for cell in row] for row in table(site, "To do")[1:] if row]
    of_a_cell = {where.rpartition(" ")[0] for where, _, _, waits, *_ in asked if waits == "This tab waits."}
    return {row[0] for row in asked if row[0] in SPECS} | of_a_cell & set(SPECS)


def _asked(site: Site, spec: TabSpec, shown: Mapping[str, Any]) -> bool:
    """Whether something is asked about a row: its Check says so, or To do where the tab has no Check."""
    if "Check" in {f.column.header for f in fields_of(spec.row)}:
        return not _is_fine(shown)
    return any(str(row[0]).startswith(spec.title) and "same ID" in str(row[2]) for row in table(site, "To do")[1:])


def _asked_anywhere(site: Site, visit: Mapping[str, Any]) -> bool:
    """Whether something is asked about a visit, its client, the session or the member's row."""
    ids = {visit.get(head) for head in ("Visit ID", "Client ID", "Session ID")}
    told = " ".join(str(row[2]) for row in table(site, "To do")[1:] if len(row) > 2)
    return any(str(one) in told for one in ids if one) or any(
        ids & set(typed.values()) and _asked(site, SPECS[title], shown)
        for title in ("Attendance", "Clients", "Sessions", "Roster")
        for typed, shown in _rows(site, SPECS[title])
    )
