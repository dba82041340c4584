"""The outside checker, second part: whether what went out says what stood in the rows, and what people were asked about."""

import csv
import json
import re
from collections.abc import Iterator

from tests.faults.evidence import SAME, Evidence
from tests.faults.world import OnePractice

_REMINDER = re.compile(r": reminder, \w{3} (\w{3} \d+) (\d+:\d\d [AP]M)")
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
        first, last, _ = seen.people.get(said["client_id"], ("", "", ""))
        if said["client_name"] != f"{first} {last}" or said["visit_id"].rpartition("/")[2] != said["client_id"]:
            yield f"{path.name} names somebody else"


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


AS_MEANT = (i02_who_is_expected, i15_own_words, i05_as_asked, i05_corrected_on_a_yes)
