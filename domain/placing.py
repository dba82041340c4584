"""People who accepted a seat: their rows in Clients and Roster, made once from what they wrote themselves."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from domain.applicants import Applicant, Applicants
from domain.effects import AppendRow, Cell
from domain.fit import asks_for
from domain.fresh import fresh_ids, made_from
from domain.history import History
from domain.lists import Attends, ConsentHow, How, WaitStatus, YesNo
from domain.offers import Offer, client_of, rows_since
from domain.outcome import Outcome
from domain.practice import Practice
from domain.reasons import Reason, Task, reason
from domain.records import Group, IntakeAnswer, WaitlistEntry
from domain.rollcall import was_present
from domain.seats import OPEN_GROUPS, has_seat, next_day


class _Placing:
    """What one pass adds for all who accepted."""

    def __init__(self, practice: Practice, history: History, on: date) -> None:
        self.practice, self.history, self.on = practice, history, on
        self.clients, self.roster = made_from("Clients", history), made_from("Roster", history)
        self.client_ids = fresh_ids("Clients", practice, history)
        self.roster_ids = fresh_ids("Roster", practice, history)
        self.rows: list[AppendRow] = []
        self.tasks: list[Task] = []


def place(practice: Practice, history: History, applicants: Applicants, offered: dict[str, Offer], on: date) -> Outcome:
    """Rows for each person whose seat a person agreed to offer and who accepted; each row is made once."""
    this = _Placing(practice, history, on)
    known = applicants.of_entry
    for entry in sorted(practice.waitlist, key=lambda w: w.wait_id):
        offer = offered.get(entry.wait_id)
        group = practice.group.get(offer.group_id) if offer else None
        accepted = entry.status is WaitStatus.ACCEPTED
        if offer is None or group is None:
            if accepted:
                this.tasks.append(_no_offer(practice, entry, on))
        elif accepted or entry.status is WaitStatus.PLACED:
            _place(this, (entry, group, offer), known.get(entry.wait_id))
        elif entry.status in (WaitStatus.DECLINED, WaitStatus.WITHDRAWN):
            this.tasks += _taken_back(this, entry, offer)
    return Outcome(tuple(this.rows), (), tuple(this.tasks))


def _no_offer(practice: Practice, entry: WaitlistEntry, on: date) -> Task:
    """Who accepted without a question about the seat: a person adds them, or the question comes once they wait."""
    groups = [g.group_id for g in practice.groups if asks_for(entry.group_interest, g) and _open(practice, g, on)]
    words = {"wait": entry.wait_id, "group": groups[0] if len(groups) == 1 else "the group"}
    return Task(about=entry.wait_id, tab="Waitlist", reason=reason("SEAT_NOT_ASKED", rows=(entry.wait_id,), **words))


def _open(practice: Practice, group: Group, on: date) -> bool:
    return group.status in OPEN_GROUPS and next_day(practice, group, on) is not None


Accepted = tuple[WaitlistEntry, Group, Offer]


def _place(this: _Placing, what: Accepted, applicant: Applicant | None) -> None:
    entry, group, _ = what
    said = applicant.own[-1] if applicant and applicant.own else None
    client_id = client_of(entry, this.clients) or (applicant.client_id if applicant else None)
    why = reason("SEAT_ACCEPTED", rows=(entry.wait_id, group.group_id), wait=entry.wait_id, group=group.group_id)
    begun = not entry.client_id and entry.wait_id in this.clients and not _has(this, "Clients", client_id or "")
    if client_id is None or begun:
        if said is None or applicant is None:
            this.tasks.append(_task("SEAT_WHO", entry))
            return
        if any(not d.again for d in applicant.doubts):
            return  # it is being asked whether this is a client who is known
        client_id = client_id or next(this.client_ids)
        this.rows.append(_client_row(this.practice, entry, applicant, client_id, why))
    roster_id = _seat(this, what, client_id, said, why)
    if entry.status is WaitStatus.ACCEPTED or entry.client_id is None:
        this.tasks.append(_task("SEAT_FINISH", entry, client=client_id, roster=roster_id))


def _taken_back(this: _Placing, entry: WaitlistEntry, offer: Offer) -> Iterator[Task]:
    """Who says No after all, before they ever came, and still has the seat that was made of their Yes."""
    roster_id = this.roster.get(f"{entry.wait_id}:{offer.group_id}")
    for member in this.practice.members_of_group.get(offer.group_id, ()):
        visits = this.practice.visits_of_client.get(member.client_id, ())
        if member.roster_id == roster_id and has_seat(member, this.on) and not any(map(was_present, visits)):
            words = {"status": entry.status, "roster": member.roster_id, "client": member.client_id}
            yield _task("SEAT_TAKEN_BACK", entry, **words)


def _has(this: _Placing, tab: str, row_id: str) -> bool:
    return this.history.is_done(f"row:{tab}:{row_id}")


def _seat(this: _Placing, what: Accepted, client_id: str, said: IntakeAnswer | None, why: Reason) -> str:
    """The ID of the member's row of the Roster: the one that stands there since the offer, or a new one."""
    entry, group, offer = what
    if here := rows_since(this.practice, offer, client_id):
        return here[0].roster_id
    source = f"{entry.wait_id}:{group.group_id}"
    roster_id = this.roster.get(source) or next(this.roster_ids)
    if not _has(this, "Roster", roster_id):
        day = next_day(this.practice, group, this.on) or this.on
        cells: dict[str, Cell] = {
            "roster_id": roster_id,
            "group_id": group.group_id,
            "client_id": client_id,
            "start": day,
            "status": "Active",
            "attends": _attends(group, said),
        }
        key = f"row:Roster:{roster_id}"
        this.rows.append(AppendRow(key=key, tab="Roster", row_id=roster_id, source=source, cells=cells, reasons=(why,)))
    return roster_id


def _attends(group: Group, said: IntakeAnswer | None) -> str | None:
    """Only a meeting in the room is sure; from where somebody joins by video, nobody has said yet."""
    wants = said.how if said else None
    in_room = group.how is How.IN_PERSON and wants in (None, How.IN_PERSON.value, "Either")
    return Attends.IN_PERSON.value if in_room else None


TAKEN_OVER = (
    *("first_name", "last_name", "goes_by", "born", "mobile", "email", "emergency_contact", "emergency_phone"),
    *("guardian", "member_id", "holder_first_name", "holder_last_name", "holder_born"),
)
"""What a client's row takes over from the newest answer of the person themselves."""


def _client_row(
    practice: Practice, entry: WaitlistEntry, applicant: Applicant, client_id: str, why: Reason
) -> AppendRow:
    said = applicant.own[-1]
    cells: dict[str, Cell] = {"client_id": client_id, **{name: getattr(said, name) for name in TAKEN_OVER}}
    cells["holder"] = said.holder.value if said.holder else None
    cells["payer"] = entry.payer or said.payer
    cells |= _consents(practice, applicant)
    return AppendRow(
        key=f"row:Clients:{client_id}",
        tab="Clients",
        row_id=client_id,
        source=entry.wait_id,
        cells={name: value for name, value in cells.items() if value is not None},
        reasons=(why,),
    )


def _consents(practice: Practice, applicant: Applicant) -> dict[str, Cell]:
    """The newest explicit answers about texts, with their day and the versions they name."""
    said = {
        "text_consent": _newest(applicant, "text_consent"),
        "text_risk_accepted": _newest(applicant, "text_risk_accepted"),
    }
    days = [a.submitted.date() for a in islice(filter(None, said.values()), 2) if a.submitted]
    versions = {v: None for a in said.values() if a for v in practice.consent_versions.get(a.answer_id, ())}
    of_texts = [v for v in versions if v.startswith(("SMS", "TXT"))]
    cells: dict[str, Cell] = {name: _yes_no(getattr(a, name)) for name, a in said.items() if a}
    if not cells:
        return {}
    # The older of the two days, so that an opt-out in between counts.
    return cells | {
        "consent_date": min(days, default=None),
        "consent_how": ConsentHow.FORM.value,
        "consent_version": ", ".join(of_texts) or None,
    }


def _yes_no(said: YesNo | None) -> str | None:
    return said.value if said else None


def _newest(applicant: Applicant, name: str) -> IntakeAnswer | None:
    return next((a for a in reversed(applicant.own) if getattr(a, name) is not None), None)


def _task(code: str, entry: WaitlistEntry, **words: object) -> Task:
    why = reason(code, rows=(entry.wait_id,), rule=None, wait=entry.wait_id, **words)
    return Task(about=entry.wait_id, tab="Waitlist", reason=why)
