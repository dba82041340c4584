import re
from pathlib import Path

import pytest

from domain.sentences.claims import CLAIMS
from domain.sentences.remittances import REMITTANCES

JARGON = re.compile(r"\b(invalid|null|parse|boolean|field|string|format|error|records?)\b", re.IGNORECASE)
ROOM = Path(__file__).parents[2] / "domain"


@pytest.mark.parametrize("code", sorted(CLAIMS))
def test_every_sentence_is_short_plain_and_whole(code):
    said = re.sub(r"\{\w+\}", "x", CLAIMS[code])
    assert len(said.split()) <= 25
    assert not JARGON.search(said)
    assert said.endswith((".", "}", "x"))
    assert re.match(r"(CLAIM|COVER|BATCH)_", code)


def test_every_sentence_is_used_and_every_code_has_one():
    written = "".join(p.read_text() for p in ROOM.rglob("*.py") if "sentences" not in p.parts)
    used = set(re.findall(r'"((?:CLAIM|COVER|BATCH|REMIT|PAYMENT)_[A-Z0-9_]+)"', written))
    assert used == {*CLAIMS, *REMITTANCES}
