"""The outside checker, second part: whether what went out says what stood in the rows, and what people were asked about."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date

from tests.faults.evidence import SAME, Evidence, Row
from tests.faults.place import ZONE
from tests.faults.world import OnePractice

_REMINDER = re.compile(r": reminder, \w{3} (\w{3} \d+) (\d+:\d\d [AP]M)")
_PERSON = re.compile(
    r"NM1\*(?:IL|QC)\*1\*([^*~]*)\*([^*~]*)(?:\*[^~]*)?~\s*(?:(?:N[34]|REF)\*[^~]*~\s*)*DMG\*D8\*(\d{8})"
)
TYPED_OVER = ("ZADIE NEWCOMER",)
"""Who is typed over a row in the histories: whose birth is not of the beginning."""
_CORRECTION = re.compile(r"CLM\*(\w+)\*[^~]*?:B:[78]\*")


def i02_who_is_expected(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """A reminder goes to who is expected there, and names a day and an hour of a session as its row stood."""
    for m in p.account.sent:
        told = _REMINDER.search(m.words)
        if told and (m.to, told[1], told[2]) not in seen.expected[m.sid]:
            yield f"{m.to} {told[0]}"


def i15_own_words(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """A note that nobody wrote in says what was written about that visit, and names the client whose ID it is."""
    for path in (p.folder / "documents").rglob("*.docx"):
        text = path.read_bytes().decode(errors="replace")
        if str(path.relative_to(p.folder / "documents")) in p.edited or not text.startswith('{"visit_id"'):
            continue
        said = json.JSONDecoder().raw_decode(text)[0]
        words = {x["text"] for x in said["subjective"] if x["name"] == "Contributions" and x["text"]}
        if not words <= seen.words.get(said["visit_id"], set()):
            yield f"{path.name} says what was not written about {said['visit_id']}"
        first, last, born = seen.people.get(said["client_id"], ("", "", ""))
        if said["client_name"] != f"{first} {last}" or said["visit_id"].rpartition("/")[2] != said["client_id"]:
            yield f"{path.name} names somebody else"
        elif str(said["client_born"]) != born[:10]:
            yield f"{path.name} says {said['client_born']} for {born[:10]}"


def i15_who_was_there(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """No note is drafted of a visit that was never marked present."""
    for path in (p.folder / "documents").rglob("*.docx"):
        text = path.read_bytes().decode(errors="replace")
        if text.startswith('{"visit_id"'):
            visit = json.JSONDecoder().raw_decode(text)[0]["visit_id"]
            if visit not in seen.present:
                yield f"{path.name} is of {visit}, where nobody was"


def i03_agreed_for_this_number(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """Who was texted at another number before is texted only after a consent that is younger than that text.

    What a ledger that was put back forgot does not count.
    """
    last: dict[str, tuple[str, date]] = {}
    for m in p.account.sent:
        mine = [r for r in seen.rows_at[m.sid] if r.mobile == m.to]
        if mine and not any(_is_agreed(r, m.to, last) for r in mine):
            yield f"{m.to} {[(r.client_id, str(r.agreed_on), last[r.client_id]) for r in mine]}"
        # A phone that several share may have got the text of either; then nothing is known of the others' last one.
        if len(mine) == 1 and not any(since <= m.created <= until for since, until in seen.forgotten):
            last[mine[0].client_id] = (m.to, m.created.astimezone(ZONE).date())


def _is_agreed(row: Row, to: str, last: dict[str, tuple[str, date]]) -> bool:
    number, on = last.get(row.client_id, (to, date.min))
    return number == to or (row.agreed_on is not None and row.agreed_on > on)


def i05_true_person(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """Each claim names a person whom somebody meant, with that person's own date of birth."""
    born: dict[str, set[str]] = {}
    for first, last, day in seen.people.values():
        born.setdefault(f"{first} {last}".upper(), set()).add(re.sub(r"\D", "", day)[:8])
    for path in sorted((p.folder / "claims").glob("[0-9]*.837")):
        for last, first, day in _PERSON.findall(path.read_text()):
            known = born.get(f"{first} {last}")
            if known is None and f"{first} {last}" not in TYPED_OVER:
                yield f"{path.name} is of {first} {last}, who is nobody"
            elif known is not None and day not in known:
                yield f"{path.name} has {day} for {first} {last}"


def i05_as_asked(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """Each line of a claim file is as it was shown when somebody was asked about its batch; corrections are not shown.

    Nor is a claim that a payer's answer held just then, and that goes when that question and the batch get their Yes.
    """
    corrections = _corrections(p)
    for name, row in _lines(p):
        shown = {x for x in seen.asked.get(row["Batch"], ()) if x[0] == row["Claim ID"]}
        if shown and row["Claim ID"] not in corrections and tuple(row[x] for x in SAME) not in shown:
            yield f"{name}: {row['Claim ID']} is not as it was asked about"


def i05_corrected_on_a_yes(p: OnePractice, seen: Evidence) -> Iterator[str]:
    """No claim voids or replaces another unless somebody said so of its visit."""
    corrections = _corrections(p)
    for name, row in _lines(p):
        if row["Claim ID"] in corrections and row["Visit ID"] not in seen.corrected:
            yield f"{name}: {row['Claim ID']}"


def _corrections(p: OnePractice) -> set[str]:
    """The claims that void or replace another, by their files."""
    return {
        claim_id for path in (p.folder / "claims").glob("*.837") for claim_id in _CORRECTION.findall(path.read_text())
    }


def _lines(p: OnePractice) -> Iterator[tuple[str, dict[str, str]]]:
    folder = p.folder / "claims"
    for path in sorted(folder.glob("[0-9]*.csv")) if folder.is_dir() else ():
        yield from ((path.name, row) for row in csv.DictReader(path.read_text().splitlines()))


AS_MEANT = (
    i02_who_is_expected,
    i03_agreed_for_this_number,
    i05_true_person,
    i15_own_words,
    i15_who_was_there,
    i05_as_asked,
    i05_corrected_on_a_yes,
)
