import re

import pytest

from domain.sentences.fees import FEES
from domain.sentences.groups import GROUPS
from domain.sentences.intake import INTAKE
from domain.sentences.notes import NOTES
from domain.sentences.policy import POLICY
from domain.sentences.remittances import REMITTANCES
from domain.sentences.seats import SEATS
from domain.sentences.sessions import SESSIONS
from domain.sentences.texts import TEXTS
from domain.sentences.verification import VERIFICATION

ALL = FEES | GROUPS | INTAKE | NOTES | POLICY | REMITTANCES | SEATS | SESSIONS | TEXTS | VERIFICATION
JARGON = re.compile(r"\b(invalid|null|none|parse|boolean|field|string|format|error|records?)\b", re.IGNORECASE)


@pytest.mark.parametrize("code", sorted(ALL))
def test_every_sentence_is_short_plain_and_whole(code):
    said = re.sub(r"\{\w+\}", "x", ALL[code])
    assert len(said.split()) <= 25
    assert not JARGON.search(said)
    assert said.endswith(".")
    assert re.match(
        r"(CLAIM|PAYMENT|REMIT|SESSION|NOTE|TEXT|REPLY|POLICY|FEE|INTAKE|VERIFY|GROUP|LAUNCH|SEAT|MARKS)_", code
    )
