"""The sample practice with its texts live, through an emulated Twilio on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.composition import open_clock
from tests.emulators.twilio import Account, serving
from tests.emulators.twilio.account import OUR_NUMBER, SID, TOKEN
from tests.flows.sampled import when

YOURS = "+15185550101"


@contextmanager
def on_twilio(
    folder: Path, monkeypatch: pytest.MonkeyPatch, allow: tuple[str, ...] = (YOURS,), more: str = ""
) -> Iterator[Account]:
    """Sign for live texts in this practice's settings; the account that they go through, until the block ends."""
    account = Account(open_clock().now)
    monkeypatch.setenv("CIRCLEBOOK_TWILIO_TOKEN", TOKEN)
    with serving(account) as address:
        settings = f'practice = "sample"\n{live_lines(address, allow)}{more}'
        (folder / "circlebook.toml").write_text(settings, encoding="utf-8")
        yield account


def live_lines(address: str, allow: tuple[str, ...] = (YOURS,)) -> str:
    """The settings of live texts that go to this address."""
    return (
        f'\n[texts]\nlive = true\nsigned = "A. Rivera"\nsince = 2026-01-01\naccount = "{SID}"\nnumber = "{OUR_NUMBER}"\n'
        f'address = "{address}"\nallow = {list(allow)}\n'
    )


TODAY = f"{when():%Y-%m-%dT%H:%M}"
