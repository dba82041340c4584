"""What is put away is out of sight of passes, and found again by its words or its key, on both databases."""

from datetime import date, timedelta

from connectors.ledger import SqlLedger, open_ledger
from tests.connectors.ledger.sample import AT

DAY = date(2026, 3, 12)
NOTE, TEXT, ASK = "note:V-1", "text:C-1:moved:2025-01-01", "ask:void:C1:ab"
LINES = (("C1", 1, "d"),)


def _filled(ledger: SqlLedger) -> None:
    for key in (NOTE, TEXT, ASK):
        ledger.begin(key, key.partition(":")[0], "d", AT, {"file": "f.docx"})
        ledger.finish(key, "done", AT)
    for batch in ("B-0001", "B-0002"):
        ledger.propose(batch, LINES, AT)
    assert not ledger.has_put_away()
    assert ledger.tidied() is None
    ledger.put_away({NOTE: {"V-1"}, TEXT: ()}, {"B-0001": {"C1", "V-1"}}, DAY)


def test_passes_see_what_is_at_hand_and_everything_is_still_there(ledger: SqlLedger) -> None:
    _filled(ledger)
    assert set(ledger.history().happened) == {ASK}
    assert [b.batch_id for b in ledger.batches()] == ["B-0002"] == [b.batch_id for b in ledger.history().batches]
    whole = ledger.whole_history()
    assert set(whole.happened) == {NOTE, TEXT, ASK}
    assert len(whole.batches) == 2
    assert ledger.effects_of("note") == ()
    assert ledger.effect(NOTE) == whole.happened[NOTE]
    assert ledger.effect("note:V-9") is None
    assert ledger.has_put_away()
    assert ledger.tidied() == DAY
    assert ledger.verify_audit()


def test_it_is_found_by_any_of_its_words_or_by_its_key(ledger: SqlLedger) -> None:
    _filled(ledger)
    for words, keys, effects, batches in (
        (["V-1", "other"], [], {NOTE}, ["B-0001"]),
        (["C1"], [], set(), ["B-0001"]),
        ([], [TEXT, ASK, "note:V-9"], {TEXT}, []),
        (["nothing"], [], set(), []),
    ):
        found = ledger.recalled(words, keys)
        assert (set(found.happened), [b.batch_id for b in found.batches]) == (effects, batches), (words, keys)
    assert set(ledger.history().happened) == {ASK}, "asking changes nothing"


def test_taken_in_hand_it_is_no_longer_away(ledger: SqlLedger) -> None:
    _filled(ledger)
    ledger.take_in_hand([NOTE, TEXT], ["B-0001"])
    assert set(ledger.history().happened) == {NOTE, TEXT, ASK}
    assert len(ledger.batches()) == 2
    assert not ledger.has_put_away()
    assert not ledger.recalled(["V-1"], [NOTE]).happened


def test_what_happens_again_is_at_hand_with_all_that_is_known_of_it(ledger: SqlLedger) -> None:
    _filled(ledger)
    ledger.begin(NOTE, "note", "e", AT + timedelta(days=500))
    told = ledger.history().happened[NOTE]
    assert (told.attempts, told.detail) == (2, {"file": "f.docx"})
    assert not ledger.recalled(["V-1"]).happened


def test_more_words_than_one_question_holds(ledger: SqlLedger) -> None:
    _filled(ledger)
    assert set(ledger.recalled([f"W-{n}" for n in range(2_000)] + ["V-1"]).happened) == {NOTE}


def test_practices_put_away_for_themselves(address: str, ledger: SqlLedger) -> None:
    _filled(ledger)
    other = open_ledger(address, "river-groups")
    assert not other.has_put_away()
    assert not other.recalled(["V-1", "C1"], [NOTE, TEXT]).happened
    other.close()
