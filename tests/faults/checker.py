"""The outside checker: what the provider's log, the folders and the sheets show to be wrong; it never reads the ledger.

Each function is one invariant and gives what breaks it; an empty list when it holds.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

from tests.emulators.twilio import Message
from tests.faults.as_meant import AS_MEANT
from tests.faults.evidence import Evidence, note_down, rows_now
from tests.faults.place import ZONE
from tests.faults.world import OnePractice

FIRST_TEXT, LAST_TEXT = time(9), time(20)
A_DAY = timedelta(hours=20)


def all_broken(p: OnePractice, seen: Evidence, others: list[OnePractice]) -> list[str]:
    """Everything that is wrong with one practice now."""
    note_down(p, seen)
    return [
        f"{check.__name__}: {what}" for check in CHECKS for what in check(p, seen)
    ] + [f"i10_no_others_data: {what}" for other in others for what in i10_no_others_data(p, other)]  # fmt: skip


def i01_one_text_each(p: OnePractice, _seen: Evidence) -> Iterator[str]:
    """At most one text per member, session day and kind: the mark in the callback's address is of these."""
    yield from (c for c, n in Counter(m.callback for m in p.account.sent if m.callback).items() if n > 1)


def i01_same_words(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """Nobody gets one reminder twice within a day, whatever the product calls it; people may share a phone."""
    alike: dict[tuple[str, str], list[Message]] = {}
    for m in p.account.sent:
        if ": reminder, " in m.words:
            alike.setdefault((m.to, m.words), []).append(m)
    for (to, words), sent in alike.items():
        for n, last in enumerate(sent[1:], 2):
            close = [m for m in sent[:n] if last.created - m.created < A_DAY]
            theirs = {r.client_id for m in close for r in seen.rows_at[m.sid] if r.mobile == to}
            if len(close) > max(len(theirs), 1):
                yield f"{to} {words[:40]}"


def i02_right_number(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """The number was that of the very person whose ID it went under, as the rows stood and as people meant them."""
    for m in p.account.sent:
        rows = [r for r in seen.rows_at[m.sid] if r.mobile == m.to]
        if not any(r.person == seen.people.get(r.client_id) and r.person in seen.phones.get(m.to, ()) for r in rows):
            yield f"{m.to} {[(r.client_id, r.person[:2]) for r in rows]}"


def i03_wanted_and_in_time(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """No text at night, without consent on the row, or after a STOP."""
    for m in p.account.sent:
        here = m.created.astimezone(ZONE)
        if not FIRST_TEXT <= here.time() <= LAST_TEXT:
            yield f"at {here}"
        if not any(r.agrees for r in seen.rows_at[m.sid] if r.mobile == m.to):
            yield f"without consent {m.to}"
        before = [(at, stop) for number, at, stop in seen.stops if number == m.to and at.sid < m.sid]
        # A STOP of the very same moment may not have been in the list yet; a START that was in it counts.
        said = [stop for at, stop in before if not stop or at.created < m.created]
        if said and said[-1]:
            yield f"after a stop {m.to}"
        if told := re.search(r"reminder, \w{3} (\w{3} \d+) (\d+:\d\d [AP]M)", m.words):
            starts = datetime.strptime(f"{here.year} {told[1]} {told[2]}", "%Y %b %d %I:%M %p").replace(tzinfo=ZONE)
            if here >= starts:
                yield f"after the start {m.words}"
            if told[1] in seen.called_off[m.sid]:
                yield f"called off {m.words}"


def i05_one_claim_each(p: OnePractice, _seen: Evidence) -> Iterator[str]:
    """One claim per person, day and code, and none that replaces or voids another by itself."""
    found = Counter((c["person"], c["day"], c["code"]) for c in claims(p) if c["frequency"] == "1")
    voided = Counter((c["person"], c["day"], c["code"]) for c in claims(p) if c["frequency"] in "78")
    yield from (str(key) for key, n in found.items() if n > 1 + voided[key])


def i05_released(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """No claim file without a person's Yes to its batch, which stood there when it was written."""
    for name, content in claim_files(p).items():
        if name.endswith(".csv"):
            of = {row["Batch"] for row in csv.DictReader(content.decode().splitlines())}
            if not of <= seen.released or (
                seen.looks_often and name not in seen.files and not of <= set.union(*seen.agreed)
            ):
                yield name


def i05_earned(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """No first claim for who was never marked present that day with a note of their own that was signed."""
    for c in claims(p):
        if c["frequency"] == "1" and (c["person"], c["day"]) not in seen.earned:
            yield f"{c['id']} {c['day']}"


def i06_numbers_once(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """No control number and no claim ID twice; a file once seen never differs and never goes."""
    yield from (str(x) for x, n in Counter(c["id"] for c in claims(p)).items() if n > 1)
    now = claim_files(p)
    yield from (f"{name} changed" for name, content in seen.files.items() if now.get(name) != content)
    seen.files.update(now)
    numbers = Counter(b.split(b"*")[13] for name, b in now.items() if name.endswith(".837"))
    yield from (str(x) for x, n in numbers.items() if n > 1)


def i07_edits_stay(p: OnePractice, _seen: Evidence) -> Iterator[str]:
    """What a clinician wrote into a document stands there still."""
    for name, content in p.edited.items():
        path = p.folder / "documents" / name
        if not path.exists() or path.read_bytes() != content:
            yield name


def i08_questions_and_rows_once(p: OnePractice, _seen: Evidence) -> Iterator[str]:
    """No row is added while one with its ID stands there."""
    yield from map(str, p.book.doubled)


def i14_opaque_names(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """No file is named after a person."""
    names = {last.lower() for _, last, _ in seen.people.values()}
    for path in p.folder.rglob("*"):
        if any(name in path.name.lower() for name in names):
            yield path.name


_WAITS = re.compile(r"(?P<tab>[A-Z][\w ]*), (?P<row>[\w/-]+): this row has an open question in To do")


_SAME_IN = "The same in "
_MORE = re.compile(r"The same in .* and \d+ more")
_NUMBER = re.compile(r"\b[A-Z]{1,2}(\d+)\b")


def i12_only_itself(p: OnePractice, _seen: Evidence) -> Iterator[str]:
    """A bad row stops only itself: of a row that is said to wait for an answer, To do asks something."""
    lines = [(str(row[0] or ""), str(row[2])) for row in p.book.tabs["To do"][1:]]
    asking = [(*where.rpartition(" ")[::2], what) for where, what in lines if not _WAITS.search(what)]
    asked = {
        (tab, int(n)) for tab, cell, what in asking for n in _NUMBER.findall(f"{cell} {what.partition(_SAME_IN)[2]}")
    }
    # A line without a cell is about a whole tab, and one for very many rows of one matter names the first of them.
    whole = {tab or cell for tab, cell, what in asking if not tab or _MORE.search(what)}
    for said in (str(row[-1]) for tab in ("Messages", "Claims") for row in p.book.tabs[tab][1:] if row):
        waits = _WAITS.search(said)
        if waits and waits["tab"] not in whole:
            rows = p.book.drawn.get((waits["tab"], waits["row"]), set())
            if asked.isdisjoint((waits["tab"], number) for number in rows):
                yield said


_ELM = re.compile(rb"(?i)\b(?!c[a-z2-7]{11}\b)\w+elm\b")
"""The mark of each name at the second practice; a claim's ID is letters at random, and now and then ends like that."""


def i10_no_others_data(p: OnePractice, other: OnePractice) -> Iterator[str]:
    """Nothing of another practice with equal IDs is here."""
    mark = _ELM if other.name == "elm" else None
    theirs = {m.to for m in other.account.sent} | {r.mobile for r in rows_now(other)} - {""}
    yield from (m.to for m in p.account.sent if m.to in theirs)
    for path in p.folder.rglob("*"):
        if mark and path.is_file() and mark.search(path.read_bytes()):
            yield path.name


def i04_what_is_said_is_true(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """A text that Messages calls sent stands in the provider's log, to a number of that client."""
    for row in p.book.tabs["Messages"][1:]:
        if len(row) > 3 and row[3] in ("sent", "delivered") and str(row[2]).startswith("reminder"):
            numbers = {number for number, whose in seen.phones.items() if seen.people.get(row[1]) in whose}
            if numbers.isdisjoint(m.to for m in p.account.sent):
                yield f"{row[1]} {row[2]} is called {row[3]}"
    called = sum(len(r) > 3 and r[3] in ("sent", "delivered") and r[2] != "reply" for r in p.book.tabs["Messages"][1:])
    if called > len(p.account.sent):
        yield f"{called} are called sent, and {len(p.account.sent)} were"


CHECKS = (
    i04_what_is_said_is_true, i01_one_text_each, i01_same_words, i02_right_number, i03_wanted_and_in_time,
    i05_one_claim_each, i05_released, i05_earned, i06_numbers_once, i07_edits_stay, i08_questions_and_rows_once, i12_only_itself,
    i14_opaque_names, *AS_MEANT,
)  # fmt: skip


def claim_files(p: OnePractice) -> dict[str, bytes]:
    """The files that a biller would upload."""
    folder = p.folder / "claims"
    return {f.name: f.read_bytes() for f in sorted(folder.glob("[0-9]*"))} if folder.is_dir() else {}


def claims(p: OnePractice) -> list[Mapping[str, str]]:
    """Each claim line of each file, read by signs alone."""
    found: list[dict[str, str]] = []
    for name, content in claim_files(p).items():
        if not name.endswith(".837"):
            continue
        person = claim = frequency = code = corrects = charge = ""
        for segment in (s.strip().split("*") for s in content.decode().split("~")):
            match segment:
                case ["NM1", "IL" | "QC", _, last, first, *_]:
                    person = f"{first} {last}"
                case ["CLM", claim, _, _, _, place, *_]:
                    frequency, corrects = place.split(":")[2], ""
                case ["REF", "F8", number]:
                    corrects = number
                case ["SV1", said, charge, *_]:
                    code = said.split(":")[1]
                case ["DTP", "472", _, day]:
                    line = {
                        "person": person,
                        "id": claim,
                        "frequency": frequency,
                        "code": code,
                        "day": day,
                        "file": name,
                    }
                    found.append(line | {"corrects": corrects, "charge": charge, "reference": ""})
                case ["REF", "6R", reference]:
                    found[-1]["reference"] = reference
    return list(found)


def i04_nothing_lost(p: OnePractice, now: datetime) -> list[str]:
    """Each member of a coming session whose reminder is past due stands in Messages, whatever became of it.

    One whose row of Clients is gone has nobody to text: then a person is asked, in To do and by the ID in quotes.
    """
    told = {(str(row[1])) for row in p.book.tabs["Messages"][1:] if len(row) > 1}
    asked = [str(row[2]) for row in p.book.tabs["To do"][1:] if len(row) > 2]
    book, wrong = p.book, []
    soon = [s for s in book.tabs["Sessions"][1:] if s and isinstance(book.cell("Sessions", s, "Date"), datetime)]
    coming = {
        s[0]
        for s in soon
        if timedelta(0) < book.cell("Sessions", s, "Date").replace(tzinfo=ZONE) - now < timedelta(hours=20)
    }
    for visit in book.tabs["Attendance"][1:]:
        client = book.cell("Attendance", visit, "Client ID")
        if (
            visit
            and book.cell("Attendance", visit, "Session ID") in coming
            and client not in told
            and not any(f'"{client}" is not in' in what for what in asked)
        ):
            wrong.append(f"i04_nothing_lost: {client}")
    return wrong


__all__ = ["Evidence", "Path", "all_broken", "i04_nothing_lost", "rows_now"]
