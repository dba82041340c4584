"""After a ledger was put back: what may have gone in the gap waits, is found, or is asked (docs/backup.md)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain import records as r
from domain.backup import Gap
from domain.batches import ready_bills
from domain.claims import standing, wanted_claims
from domain.details import Details
from domain.effects import AskDecision, MailContent, SendMail, SendText
from domain.history import Batch, Happened, History
from domain.lists import YesNo
from domain.making import claim_of
from domain.put_back import (
    doubtful_batches,
    found_batch,
    in_doubt,
    is_watched,
    mail_may_have_gone,
    newest_version,
    row_of,
    settled_doubts,
    text_may_have_gone,
    with_doubts,
)
from tests.domain.claims_build import NOW, practice, two_of_aetna, visit

YES, NO = YesNo.YES, YesNo.NO
BACK = datetime(2026, 3, 5, 12, tzinfo=UTC)
"""The first pass after the ledger was put back."""
GAP = Gap(number=1, since=BACK - timedelta(days=2), until=BACK)
OPEN_GAP = GAP.model_copy(update={"until": None})
USUAL = Details()


@pytest.mark.parametrize(
    ("gap", "after", "watched"),
    [
        (None, timedelta(0), False),
        (OPEN_GAP, timedelta(days=300), True),  # no pass has run since
        (GAP, timedelta(days=14), True),
        (GAP, timedelta(days=14, seconds=1), False),
    ],
)
def test_for_fourteen_days_it_is_looked_for_what_happened(gap, after, watched):
    assert is_watched(gap, BACK + after) is watched


def text(kind: str, day: date) -> SendText:
    return SendText(
        key=f"text:C-001:{kind}:{day}", text_kind=kind, client_id="C-001", session_ids=("G-01/05",), session_date=day,
        starts=(time(18),), to="+14155550101", not_after=BACK + timedelta(days=30),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "hours", "day", "asked", "may"),
    [
        ("reminder_24", (72, 24), date(2026, 3, 6), timedelta(0), True),
        ("reminder_72", (72, 24), date(2026, 3, 15), timedelta(0), True),
        ("reminder_72", (72, 24), date(2026, 3, 16), timedelta(0), False),  # it was never due before the first pass
        ("logistics", (24,), date(2026, 3, 12), timedelta(0), True),  # a week ahead
        ("reminder_72", (336, 24), date(2026, 3, 19), timedelta(0), True),  # the practice reminds two weeks ahead
        ("reminder_72", (336, 24), date(2026, 3, 21), timedelta(0), False),
        ("reminder_24", (), date(2026, 3, 16), timedelta(0), False),
        ("moved", (72, 24), date(2026, 5, 1), timedelta(days=1), True),
        ("moved", (72, 24), date(2026, 5, 1), timedelta(days=1, seconds=1), False),
        ("cancelled", (72, 24), date(2026, 5, 1), timedelta(0), True),
    ],
)
def test_a_text_may_have_gone_if_it_was_due_before_the_first_pass_or_follows_an_edit(kind, hours, day, asked, may):
    details = Details(reminder_hours=hours)
    assert text_may_have_gone(text(kind, day), GAP, BACK + asked, details) is may


def test_while_no_pass_has_ended_the_gap_it_reaches_up_to_now():
    reminder = text("reminder_24", date(2026, 3, 20))
    assert not text_may_have_gone(reminder, OPEN_GAP, BACK, USUAL)
    assert text_may_have_gone(reminder, OPEN_GAP, BACK + timedelta(days=5), USUAL)


@pytest.mark.parametrize(
    ("kind", "useful_until", "gap", "may"),
    [
        ("reminder", timedelta(days=2), GAP, True),
        ("reminder", timedelta(days=2, seconds=1), GAP, False),
        ("reminder", timedelta(days=2), OPEN_GAP, True),
        ("morning", timedelta(hours=8), GAP, False),  # the owner's own mail may come twice
        ("crisis", timedelta(hours=8), GAP, False),
    ],
)
def test_only_a_mail_to_a_client_waits_since_no_server_can_be_asked(kind, useful_until, gap, may):
    mail = SendMail(
        key=f"mail:{kind}:x", mail_kind=kind, to="ann@example.com", about="C-001", content=MailContent(),
        not_after=BACK + useful_until,
    )  # fmt: skip
    assert mail_may_have_gone(mail, gap, BACK) is may


def ask(kind="fee", about="C-001, G-01/05/C-001", question="Charge it?") -> AskDecision:
    return AskDecision(
        key=f"ask:{kind}:x", decision_id="", decision_kind=kind, asked_on=BACK.date(), about=about, question=question,
        why="",
    )  # fmt: skip


def rows(*told: tuple[str, str, str]) -> tuple[r.Decision, ...]:
    return tuple(
        r.Decision(decision_id=f"D-{n:04d}", kind=kind, about=about, question=question)
        for n, (kind, about, question) in enumerate(told, start=1)
    )


FEE = ("fee", "C-001, G-01/05/C-001", "Charge it?")


@pytest.mark.parametrize(
    ("asked", "there", "known", "row"),
    [
        (ask(), (), (), None),
        (ask(), (FEE,), (), "D-0001"),
        (ask(), (FEE, FEE), (), "D-0002"),  # the newest
        (ask(), (FEE, ("fee", FEE[1], "Charge $30?")), (), "D-0001"),  # the same words before other words
        (ask(), (("fee", FEE[1], "Charge $30?"),), (), "D-0001"),
        (ask(), (FEE,), ("D-0001",), None),  # that row answers another question
        (ask(), (("fee", "C-002", "Charge it?"), ("contact", FEE[1], "Charge it?")), (), None),
        (ask("release", "B-0001"), (("release", "B-0001", "Charge it?"),), (), None),  # its answer would send a batch
    ],
)
def test_a_question_that_stands_in_decisions_is_not_asked_again(asked, there, known, row):
    history = History({x: happened(x, kind="decision", decision_id=x) for x in known})
    assert row_of(asked, practice(decisions=rows(*there)), history) == row


@pytest.mark.parametrize(
    ("names", "newest"),
    [
        ((), None),
        (("n/C-001.docx",), "n/C-001.docx"),
        (("n/C-001 v2.docx", "n/C-001.docx"), "n/C-001 v2.docx"),
        (("n/C-001 v9.docx", "n/C-001 v10.docx"), "n/C-001 v10.docx"),
        (("n/C-0011.docx", "m/C-001.docx", "n/C-001 v2.pdf", "n/C-001 copy.docx", "n/C-001Xdocx"), None),
    ],
)
def test_the_newest_version_of_a_document_counts(names, newest):
    assert newest_version("n/C-001.docx", names) == newest


def happened(key: str, state="done", kind="doubt", **detail: str) -> Happened:
    return Happened(key=key, kind=kind, state=state, digest="", begun=BACK, detail=detail)


def batch(batch_id="B-0001", state="proposed", claims=()) -> Batch:
    return Batch(batch_id=batch_id, state=state, lines=tuple((c, 1, "x") for c in claims), proposed=BACK)


def wanted(p=None):
    return wanted_claims(p or two_of_aetna(), NOW)


def filed(**changes: object):
    """Two claims as their file says them, the first of them unlike its row by now in some way; one of a row that is gone."""
    p = two_of_aetna(visits=(visit(1), visit(5), visit(6)))
    first, second, gone = (claim_of(b) for b in ready_bills(standing(wanted(p), p, History())).values())
    in_file = {c.claim_id: c for c in (second, first.model_copy(update=changes), gone)}
    p = two_of_aetna(visits=(visit(1), visit(5)))
    return p, ready_bills(standing(wanted(p), p, History())), in_file, (first, second, gone)


def test_a_file_in_the_claims_folder_is_taken_in_as_the_payer_was_told():
    p, bills, in_file, (first, second, gone) = filed()
    found = found_batch("B-0001", in_file, bills, p)
    assert found.claims == (second, first, gone)
    assert found.lines == (
        (second.claim_id, 1, bills[second.claim_id].digest), (first.claim_id, 1, bills[first.claim_id].digest), (gone.claim_id, 1, ""),
    )  # fmt: skip
    assert found.left == ()


@pytest.mark.parametrize("changes", [{"member_id": "W99"}, {"diagnoses": ("F99",)}, {"authorization_number": "A-1"}])
def test_a_claim_whose_row_says_something_else_by_now_is_what_the_payer_was_told(changes):
    p, bills, in_file, (first, *_) = filed(**changes)
    found = found_batch("B-0001", in_file, bills, p)
    assert found.claims[1] == first.model_copy(update=changes)
    assert found.lines[1] == (first.claim_id, 1, "")


@pytest.mark.parametrize("wrong", ["", "G-01/05/C-009"])
def test_whose_claim_it_is_shows_by_its_number_where_the_twin_does_not_say_it(wrong):
    _, bills, in_file, (*_, gone) = filed()
    p = two_of_aetna(visits=(visit(1), visit(5), visit(6, signed=None)))
    nameless = {x: c.model_copy(update={"visit_id": wrong, "client_id": ""}) for x, c in in_file.items()}
    found = found_batch("B-0001", nameless, bills, p)
    assert found.claims == tuple(in_file.values())
    assert found.claims[-1] == gone


def test_of_which_nobody_can_say_whose_or_what_it_was_is_left_over():
    p, bills, _, (first, _, gone) = filed()
    nameless = gone.model_copy(update={"visit_id": "", "client_id": ""})
    unread = {first.claim_id: None, "CGONE": None, gone.claim_id: nameless}
    found = found_batch("B-0001", unread, bills, p)
    assert found.claims == (first,)
    assert found.lines == ((first.claim_id, 1, bills[first.claim_id].digest),)
    assert found.left == ("CGONE", gone.claim_id)


@pytest.mark.parametrize(
    ("kind", "about", "answer", "state", "doubtful"),
    [
        ("release", "B-0001", YES, None, True),  # the ledger does not know the batch at all
        ("release", "B-0001", YES, "proposed", True),
        ("release", "B-0001", YES, "declined", True),
        ("release", "B-0001", YES, "reserved", False),  # its bytes are frozen and written again
        ("release", "B-0001", YES, "written", False),
        ("release", "B-0001", YES, "rejected", False),
        ("release", "B-0001", NO, "proposed", False),
        ("release", "B-0001", None, "proposed", False),
        ("release", None, YES, None, False),
        ("void", "B-0001", YES, None, False),
    ],
)
def test_a_yes_without_a_file_is_a_doubt_until_the_file_is_back_or_the_yes_is_gone(
    kind, about, answer, state, doubtful
):
    p = practice(decisions=(r.Decision(decision_id="D-0001", kind=kind, about=about, answer=answer),))
    noted = happened("doubt:B-0001", "needs_person", row="D-0001")
    history = History({noted.key: noted}, (batch(state=state),) if state else ())
    assert list(doubtful_batches(p, history)) == ([("B-0001", "D-0001")] if doubtful else [])
    assert list(settled_doubts(p, history)) == ([] if doubtful else ["doubt:B-0001"])


def test_a_doubt_that_is_over_is_over_and_one_about_a_changed_claim_stays():
    over, left = happened("doubt:B-0001", "done"), happened("doubt:B-0002:C1", "needs_person", left="C1")
    history = History({x.key: x for x in (over, left)})
    assert list(settled_doubts(practice(), history)) == []
    assert "B-0001" not in in_doubt(history)
    assert "B-0001" in in_doubt(History({over.key: over.model_copy(update={"state": "needs_person"})}))


def held_by(history: History) -> list[tuple[str, str, list[str]]]:
    p = two_of_aetna(visits=(visit(1), visit(5), visit(6, signed=None)))
    seen = with_doubts(wanted(p), history).bills
    return [(b.visit.client_id, b.state, [x.code for x in b.reasons]) for b in seen]


CLAIM = {b.visit.client_id: b.claim_id for b in wanted().bills}
UNSIGNED = ("C-006", "held", ["CLAIM_NOTE_NOT_SIGNED"])


@pytest.mark.parametrize(
    ("doubt", "batches", "held"),
    [
        (None, (), {}),
        (happened("doubt:B-0001", "done", row="D-0001"), (), {}),  # settled
        # Nobody knows which lines were in it, so all that are ready wait.
        (happened("doubt:B-0001", "needs_person", row="D-0001"), (), {"C-001": "CLAIM_PUT_BACK", "C-005": "CLAIM_PUT_BACK"}),
        (happened("doubt:B-0001", "needs_person", row="D-0001"), (batch(claims=(CLAIM["C-005"],)),), {"C-005": "CLAIM_PUT_BACK"}),
        (happened("doubt:B-0001:x", "needs_person", left=CLAIM["C-001"]), (), {"C-001": "CLAIM_PUT_BACK_LEFT"}),
    ],
)  # fmt: skip
def test_what_may_have_been_sent_is_held_and_nothing_else(doubt, batches, held):
    history = History({doubt.key: doubt} if doubt else {}, batches)
    ready = [(c, "held", [held[c]]) if c in held else (c, "ready", []) for c in ("C-001", "C-005")]
    assert held_by(history) == [*ready, UNSIGNED]


def test_the_reason_names_the_batch_and_the_row_of_the_yes_and_takes_the_digest():
    doubt = happened("doubt:B-0007", "needs_person", row="D-0003")
    bill = with_doubts(wanted(), History({doubt.key: doubt})).bills[0]
    (why,) = bill.reasons
    assert (bill.digest, why.rows) == ("", ("D-0003",))
    assert "B-0007" in why.sentence
    assert "D-0003" in why.sentence
