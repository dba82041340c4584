import pytest

from connectors.ledger import SqlLedger
from domain.history import Batch
from tests.connectors.ledger.sample import AT, FILES, LATER, LINES, claim

BATCH = "B-2026-11-26-1"


def test_a_proposed_batch_is_frozen(ledger: SqlLedger) -> None:
    ledger.propose(BATCH, LINES, AT)
    ledger.propose(BATCH, LINES, LATER)
    assert ledger.history().batches == (Batch(batch_id=BATCH, state="proposed", lines=LINES, proposed=AT),)
    with pytest.raises(ValueError, match="frozen with other lines"):
        ledger.propose(BATCH, LINES[:1], LATER)


def test_reserved_bytes_come_back_equal(ledger: SqlLedger) -> None:
    ledger.propose(BATCH, LINES, AT)
    number = ledger.next_control_number()
    claims = [claim("CL-0001"), claim("CL-0002")]
    ledger.reserve(BATCH, number, claims, FILES, LATER)
    ledger.reserve(BATCH, number, claims, FILES, LATER)
    assert ledger.reserved_files(BATCH) == FILES
    (told,) = ledger.history().batches
    assert (told.state, told.control_number, told.claims) == ("reserved", 1, tuple(claims))


def test_a_reserved_batch_takes_no_other_bytes(ledger: SqlLedger) -> None:
    ledger.propose(BATCH, LINES, AT)
    ledger.reserve(BATCH, 1, [claim()], FILES, AT)
    with pytest.raises(ValueError, match="reserved with other bytes"):
        ledger.reserve(BATCH, 1, [claim()], {"batch-0001.837": b"other"}, LATER)
    assert ledger.reserved_files(BATCH) == FILES


def test_a_control_number_serves_one_batch(ledger: SqlLedger) -> None:
    for batch_id in ("B-1", "B-2"):
        ledger.propose(batch_id, LINES, AT)
    ledger.reserve("B-1", 1, [claim()], FILES, AT)
    with pytest.raises(RuntimeError, match="the ledger refused"):
        ledger.reserve("B-2", 1, [claim()], FILES, AT)
    assert [x.state for x in ledger.history().batches] == ["reserved", "proposed"]


def test_a_batch_is_written_after_it_is_reserved(ledger: SqlLedger) -> None:
    ledger.propose(BATCH, LINES, AT)
    with pytest.raises(ValueError, match="proposed, so it cannot become written"):
        ledger.written(BATCH, AT)
    ledger.reserve(BATCH, 1, [claim()], FILES, AT)
    ledger.written(BATCH, LATER)
    ledger.written(BATCH, LATER)
    assert ledger.history().batches[0].state == "written"
    assert ledger.verify_audit() == 3


def test_a_declined_batch_may_be_released_after_all(ledger: SqlLedger) -> None:
    ledger.propose(BATCH, LINES, AT)
    ledger.decline(BATCH, LATER)
    ledger.reserve(BATCH, 1, [claim()], FILES, LATER)
    assert ledger.history().batches[0].state == "reserved"
    assert ledger.reserved_files(BATCH) == FILES


def test_a_batch_that_was_never_proposed_goes_nowhere(ledger: SqlLedger) -> None:
    for step in (ledger.decline, ledger.written):
        with pytest.raises(ValueError, match="never proposed"):
            step(BATCH, AT)
    with pytest.raises(ValueError, match="never proposed"):
        ledger.reserve(BATCH, 1, [claim()], FILES, AT)


def test_control_numbers_begin_at_one(ledger: SqlLedger) -> None:
    assert [ledger.next_control_number() for _ in range(3)] == [1, 2, 3]
