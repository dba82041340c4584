"""`circlebook test-text`: one text to yourself, through Twilio's own client, or a sentence that says what to mend."""

from pathlib import Path

import pytest

from domain.phones import phone_key
from flows.cli import main
from flows.composition import ledger_address, open_ledger
from flows.settings import read_settings
from tests.flows.on_twilio import TODAY, YOURS, on_twilio

WORDS = "this is a test. Reply STOP to opt out."


def kept_in(folder: Path):
    settings = read_settings(folder)
    return open_ledger(ledger_address(folder, settings), settings.practice).effects_of("test")


def said(folder: Path, capsys: pytest.CaptureFixture[str], number: str = YOURS) -> tuple[int, str]:
    status = main(["test-text", str(folder), number, "--today", TODAY])
    out = capsys.readouterr()
    return status, out.out + out.err


def test_a_test_goes_out_once_and_stands_in_the_ledger_without_its_number(fresh: Path, monkeypatch, capsys) -> None:
    with on_twilio(fresh, monkeypatch) as account:
        status, told = said(fresh, capsys)
        (sent,) = account.sent
    (kept,) = kept_in(fresh)
    assert (status, sent.to) == (0, YOURS)
    assert WORDS in sent.body
    assert WORDS in told
    assert (kept.state, kept.detail["provider_id"]) == ("done", sent.sid)
    assert kept.detail["phone"] == phone_key(read_settings(fresh).practice, YOURS)
    assert YOURS not in repr(kept)


@pytest.mark.parametrize(
    ("case", "number", "fault", "sent", "state", "wanted"),
    [
        ("a number of nobody's", "+15185550102", "", 0, None, "is not in allow"),
        ("no number", "518-555-0101", "", 0, None, "Type it like +15185550101"),
        ("refused", YOURS, "21606", 0, "failed", "its error 21606"),
        ("for now", YOURS, "20429", 0, "failed", "its error 20429"),
        ("nobody knows", YOURS, "accept, 500", 1, "unknown", "not known whether a text went out"),
    ],
)
def test_what_does_not_go_out_is_said_and_kept(
    fresh: Path, monkeypatch, capsys, case, number, fault, sent, state, wanted
) -> None:
    with on_twilio(fresh, monkeypatch) as account:
        if fault:
            account.faults.append(fault)
        status, told = said(fresh, capsys, number)
        assert (status, len(account.sent)) == (2, sent), case
    assert wanted in told
    assert [t.state for t in kept_in(fresh)] == ([state] if state else [])


def test_s1_while_texts_are_not_live_a_test_stands_in_the_outbox(fresh: Path, capsys) -> None:
    status, told = said(fresh, capsys)
    assert (status, "It stands in outbox/texts.jsonl" in told) == (0, True)
    assert YOURS in (fresh / "outbox" / "texts.jsonl").read_text()
