"""A test that went to everyone in the book."""

import tomllib
from pathlib import Path

import pytest

from connectors.twilio import Outbox
from domain.problems import Problem
from flows.composition import open_texts
from flows.settings import FILE_NAME, Settings, read_settings
from tests.emulators.twilio.account import TOKEN
from tests.flows.on_twilio import live_lines
from tests.flows.test_live_texts import DUE, TO, waits
from tests.flows.test_live_texts import world as signed_world
from tests.flows.text_story import Story


def test_S26_test_sends_to_real_people_is_a_dry_run_unless_somebody_signed(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("CIRCLEBOOK_TWILIO_TOKEN", TOKEN)
    assert isinstance(open_texts(tmp_path, Settings(practice="oak")), Outbox)
    signed = live_lines("http://127.0.0.1:1")
    for left_out in ("signed", "since", "account", "number"):
        unsigned = "\n".join(line for line in signed.splitlines() if not line.startswith(f"{left_out} ="))
        assert left_out not in tomllib.loads(unsigned)["texts"]
        (tmp_path / FILE_NAME).write_text(f'practice = "oak"\n{unsigned}\n')
        with pytest.raises(Problem, match=f'wants "{left_out}" too'):
            read_settings(tmp_path)


@pytest.mark.parametrize("allow", [(), (TO,)])
def test_S26_on_the_first_day_only_listed_numbers_get_a_text(allow: tuple[str, ...]) -> None:
    story = Story(signed_world(DUE, number=5, allow=allow))
    for minutes in (0, 1, 30):
        story.go(minutes=minutes)
    assert [to for to, _ in story.sent] == list(allow)
    assert waits(story.of) & {"TEXT_FIRST_DAY", "TEXT_NOT_ALLOWED"}
