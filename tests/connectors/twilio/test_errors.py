"""Each error number leads to its action: through Twilio's own client, the emulator and the pass."""

import pytest

from connectors.twilio.errors import TABLE, why_not_arrived
from domain.text_failures import AGAIN, PAUSED, PAUSES, TASKS, WHYS
from domain.texting import SendLater, SendRefused
from tests.connectors.twilio.lines import HOUR, Hands, direct, line
from tests.emulators.twilio import Account

NAMED = """20003 20429 21211 21614 21612 21635 21602 21603 21604 21617 21606 21659 21212 21408 21608 21610 35114 35115 35117
35125 63038 60728 30001 30002 30003 30004 30005 30006 30007 30008 30022 30024 30032 30034 30047"""
"""The numbers of the table in the knowledge page on texting."""

HANDLED_BY_CONSENT = {"opted_out"}


@pytest.mark.parametrize("code", [int(code) for code in NAMED.split()])
def test_each_number_of_the_table_is_known(code: int) -> None:
    assert code in TABLE


@pytest.mark.parametrize("why", WHYS)
def test_each_why_leads_to_an_action(why) -> None:
    assert (why in PAUSES) + (why in TASKS) + (why in HANDLED_BY_CONSENT) >= 1
    assert set(PAUSED) <= set(PAUSES)
    assert set(AGAIN) <= set(TASKS)


@pytest.mark.parametrize("code", [c for c in TABLE if not 30000 <= c < 35000])
def test_a_number_that_comes_with_the_request_stops_all_or_one(code: int) -> None:
    account = Account(Hands())
    account.faults.append(str(code))
    why = TABLE[code]
    with pytest.raises(SendLater if why in PAUSES else SendRefused) as raised:
        direct(account).send(line(), HOUR)
    assert (raised.value.why, raised.value.provider_code) == (why, str(code))
    assert account.sent == []


@pytest.mark.parametrize("code", [c for c in TABLE if 30000 <= c < 35000])
def test_a_number_that_comes_later_is_read_from_the_texts_own_status(code: int) -> None:
    clock = Hands()
    account = Account(clock, failing={"+17035550101": code})
    texts = direct(account)
    sid = texts.send(line(), HOUR)
    clock.on(minutes=1)
    found = texts.delivery(sid)
    assert (found.state, found.why, found.code) == ("failed", why_not_arrived(code), str(code))


@pytest.mark.parametrize("code", [None, 0, 30999, 12345])
def test_a_number_that_nobody_knows_is_put_to_a_person(code: int | None) -> None:
    assert why_not_arrived(code) == "unexplained"
