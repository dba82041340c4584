"""What a pass has at hand of all that happened, and under which words the rest is looked for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.at_hand import led_to, out_of_hand, words_of, words_of_batch, words_of_sheets
from domain.claim import Claim
from domain.claims import claim_lines, wanted_claims
from domain.history import Batch, Happened, History
from domain.lists import YesNo
from domain.phones import phone_key
from tests.domain.claims_build import NOW as CLAIMS_NOW
from tests.domain.claims_build import answered, carried_out, client, decided, practice, two_of_aetna

NOW = datetime(2026, 3, 12, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=401)
LATELY = NOW - timedelta(days=399)
VISIT = "G-01/05/C-001"
PHONE = phone_key("oak", "+15185550101")


def did(key: str, kind: str, when: datetime = LONG_AGO, state: str = "done", **detail: str) -> Happened:
    return Happened.model_validate(
        {"key": key, "kind": kind, "state": state, "digest": "", "begun": when, "finished": when, "detail": detail}
    )


def history(*happened: Happened, batches: tuple[Batch, ...] = ()) -> History:
    return History({h.key: h for h in happened}, batches)


NOTE = did(f"note:{VISIT}", "note")
TEXT = did("text:C-001:reminder_24:2025-01-30", "text", session_ids="G-01/05", phone=PHONE)
REPLY = did("reply:SM1", "reply", phone=PHONE, said="opt_out", at="2025-01-29T12:00:00Z", visit_ids=VISIT, visit_id="")
CASES = [
    ("a note of a visit whose row is gone", NOTE, [], "away"),
    ("a note of a visit that stands in the sheet", NOTE, [VISIT], "at hand"),
    ("what happened within 400 days", did("mail:morning:2025-02-06", "mail", LATELY), [], "at hand"),
    ("an old mail", did("mail:reminder:C-001:2025-01-30", "mail"), ["C-001"], "away"),
    ("what is not over", did("text:C-9:moved:2025-01-30", "text", state="unknown"), [], "at hand"),
    ("what was looked at again within 400 days", NOTE.model_copy(update={"finished": LATELY}), [], "at hand"),
    ("the newest text to a client who is here", TEXT, ["C-001"], "at hand"),
    ("the newest text to a phone that is here", TEXT, [PHONE], "at hand"),
    ("a text to nobody who is here", TEXT, ["C-002"], "away"),
    ("a text about a session that stands in the sheet", TEXT, ["G-01/05"], "at hand"),
    ("a STOP of a phone that somebody has", REPLY, [PHONE], "at hand"),
    ("a STOP of a phone that nobody has", REPLY, [], "away"),
    ("an opt-out of a phone that somebody has", did("optout:x:2025-01-01", "optout", phone=PHONE, on="2025-01-01"), [PHONE], "at hand"),
    ("a question whose row stands in Decisions", did(f"ask:fee:{VISIT}:25.00", "decision", decision_id="D-X"), ["D-X"], "at hand"),
    ("a question whose row is gone", did(f"ask:fee:{VISIT}:25.00", "decision", decision_id="D-X"), ["fee", "25.00"], "away"),
    ("a row made of another row that stands", did("row:Waitlist:W", "row", source="A-7"), ["A-7"], "at hand"),
    ("the sessions of a group that is here", did("row:Sessions:G-01/05", "row"), ["G-01"], "at hand"),
    ("the row of a visit of a group that is here", did(f"row:Attendance:{VISIT}", "row"), ["G-01"], "away"),
    ("the highest number of a kind of row", did("row:Clients:C-017", "row"), [], "at hand"),
    ("the highest number of a question", did("ask:seat:W-1", "decision", decision_id="D-0917"), [], "at hand"),
    ("the first text that really went", did("test:1", "text", provider_id="SM9"), [], "at hand"),
    ("a text that was only written down", did("text:C-1:moved:2025-01-01", "text", provider_id="dry-1"), [], "away"),
    ("the newest answer of a payer", did("answer:C1:277:ab", "answer"), [], "at hand"),
    ("a pause", did("pause:texts", "pause"), [], "at hand"),
    ("the paper about all groups", did("document:dynamics:", "document"), [], "at hand"),
    ("a statement of who has a row", did("document:statement:C-001/2024-02", "document"), ["C-001"], "at hand"),
    ("a statement of who has none", did("document:statement:C-001/2024-02", "document"), ["C-002", "C-001/2024-02"], "away"),
    ("a summary of a session that is gone", did("document:summary:G-01/05", "document"), [], "away"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "happened", "sheets", "wanted"), CASES, ids=[case[0] for case in CASES])
def test_what_ended_long_ago_and_is_about_nothing_in_the_sheets_is_put_away(
    what: str, happened: Happened, sheets: list[str], wanted: str
) -> None:
    away = out_of_hand(history(happened), frozenset(sheets), NOW)
    assert ("away" if happened.key in away.effects else "at hand") == wanted, what


def test_of_each_sort_of_fact_about_a_phone_the_newest_stays() -> None:
    first = did("reply:SM0", "reply", phone=PHONE, said="opt_out", at="2024-12-01T12:00:00Z")
    start = did("reply:SM2", "reply", phone=PHONE, said="opt_in", at="2024-12-24T12:00:00Z")
    refused = did("text:C-001:moved:2025-01-02", "text", state="failed", phone=PHONE, why="opted_out")
    away = out_of_hand(history(first, REPLY, start, TEXT, refused), frozenset({PHONE}), NOW)
    assert set(away.effects) == {first.key}
    assert PHONE not in away.effects[first.key], "else it would come back with the phone, and be put away again"


def test_a_withdrawn_question_is_forgotten_only_together_with_the_question() -> None:
    ask = did(f"ask:fee:{VISIT}:25.00", "decision", decision_id="D-X")
    gone = did(f"withdrawn:{ask.key}", "withdrawn")
    assert not out_of_hand(history(ask, gone), frozenset({"D-X"}), NOW).effects
    assert set(out_of_hand(history(ask, gone), frozenset(), NOW).effects) == {ask.key, gone.key}


def _claim() -> Claim:
    sheets, past, _ = carried_out(two_of_aetna(), History())
    _, past, _ = carried_out(answered(sheets, "release", YesNo.YES), past)
    return past.batches[0].claims[0]


CLAIM = _claim()
BATCH = Batch(batch_id="B-0001", state="written", lines=((CLAIM.claim_id, 1, "d"),), proposed=LONG_AGO, claims=(CLAIM,))
LAST = BATCH.model_copy(update={"batch_id": "B-0002", "lines": (), "claims": ()})
RELEASE = did("ask:release:B-0001", "decision", decision_id="D-X")
BATCHES = [
    ("none of its visits stands", {}, [], "away"),
    ("a visit of it stands", {}, [CLAIM.visit_id], "at hand"),
    ("another visit of its client on its day stands", {}, [f"{CLAIM.client_id}|{CLAIM.lines[0].on}"], "at hand"),
    ("a session of it stands", {}, [CLAIM.visit_id.rpartition("/")[0]], "at hand"),
    ("it is of this year", {"proposed": LATELY}, [], "at hand"),
    ("nobody has answered yet", {"state": "proposed"}, [], "at hand"),
    ("its question stands in Decisions", {}, ["D-X"], "at hand"),
]


@pytest.mark.parametrize(("what", "change", "sheets", "wanted"), BATCHES, ids=[case[0] for case in BATCHES])
def test_a_batch_goes_with_its_claims_and_their_answers(
    what: str, change: dict[str, object], sheets: list[str], wanted: str
) -> None:
    batch = BATCH.model_copy(update=change)
    old = [did("answer:x:277:a", "answer", batch_id="B-0001"), did("batch:B-0001", "batch"), RELEASE]
    newest = did("answer:y:277:b", "answer", LATELY)
    away = out_of_hand(history(*old, newest, batches=(batch, LAST)), frozenset(sheets), NOW)
    assert (set(away.batches) == {"B-0001"}) is (wanted == "away"), what
    assert ("batch:B-0001" in away.effects) is (wanted == "away"), what
    day = f"{CLAIM.client_id}|{CLAIM.lines[0].on.isoformat()}"
    assert {CLAIM.claim_id, CLAIM.visit_id, day, "B-0001"} <= words_of_batch(batch)


@pytest.mark.parametrize("after", [timedelta(0), timedelta(days=365)], ids=["right clock", "a clock a year ahead"])
def test_the_batch_with_the_highest_number_stays_whichever_clock_stamped_the_others(after: timedelta) -> None:
    highest = LAST.model_copy(update={"batch_id": "B-10000", "state": "declined"})
    ahead = LAST.model_copy(update={"batch_id": "B-9999", "proposed": LONG_AGO + after})
    batches = sorted((BATCH, highest, ahead), key=lambda b: (b.proposed, b.batch_id))
    away = out_of_hand(history(batches=tuple(batches)), frozenset(), NOW).batches
    assert "B-0001" in away
    assert "B-10000" not in away, "else its number would be given once more, and no pass could propose a batch"


def test_what_was_found_leads_to_what_belongs_to_it() -> None:
    found = history(did(f"ask:void:{CLAIM.claim_id}:ab12", "decision", decision_id="D-X"), NOTE, batches=(BATCH,))
    assert {CLAIM.claim_id, "B-0001"} <= led_to(found)
    assert "void" not in led_to(found)
    assert words_of(RELEASE, facts=False) == {"B-0001", "D-X"}


def test_the_words_of_the_sheets_are_rows_phones_and_days() -> None:
    sheets = practice(clients=(client(mobile="+15185550101"),))
    words = words_of_sheets(sheets, ["C-001", ""])
    visit = sheets.visits[0]
    assert {"C-001", phone_key(sheets.slug, "+15185550101"), f"{visit.client_id}|{visit.on.isoformat()}"} <= words
    assert "" not in words


def test_a_claim_of_long_ago_whose_row_is_gone_is_no_error_and_is_still_found_when_asked_for() -> None:
    sheets, past, _ = carried_out(two_of_aetna(), History())
    sheets, past, _ = carried_out(answered(sheets, "release", YesNo.YES), past)
    cleared = replace(sheets, visits=())
    for days, asked in ((0, True), (399, True), (401, False)):
        now = CLAIMS_NOW + timedelta(days=days)
        voids = [e for e in decided(cleared, past, now).effects if e.key.startswith("ask:void:")]
        assert bool(voids) is asked, days
    wanted = wanted_claims(cleared, now, (), frozenset())
    assert not claim_lines(wanted, cleared, past)
    assert len(claim_lines(wanted, cleared, past, past=True)) == 2
