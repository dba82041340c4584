"""Which calls are Twilio's: signed for the address that it was given, in names that it sends, about this practice."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from connectors.twilio.webhook import MOST_FIELDS, TwilioCalls
from domain.texting import CallRefused
from tests.connectors.twilio.lines import NOON, TO
from tests.emulators.twilio.account import OUR_NUMBER, SID, TOKEN

ADDRESS = "https://texts.example.com/oak"
SERVICE = "MG" + "a" * 32
SM = "SM" + "0" * 31 + "7"
MARK = "0123456789abcdef0123"
CALLS = TwilioCalls(TOKEN, ADDRESS, SID, frozenset({OUR_NUMBER, SERVICE}))
REPLY = {
    "AccountSid": SID, "ApiVersion": "2010-04-01", "Body": "STOP", "From": TO, "FromCity": "", "MessageSid": SM, "NumMedia": "0",
    "NumSegments": "1", "OptOutType": "STOP", "SmsMessageSid": SM, "SmsSid": SM, "SmsStatus": "received", "To": OUR_NUMBER,
}  # fmt: skip
STATUS = {
    "AccountSid": SID, "ApiVersion": "2010-04-01", "From": OUR_NUMBER, "MessageSid": SM, "MessageStatus": "delivered", "SmsSid": SM,
    "SmsStatus": "delivered", "To": TO,
}  # fmt: skip

Form = dict[str, str]


def signature(form: Form, place: str = "replies", token: str = TOKEN, address: str = ADDRESS) -> str:
    return str(RequestValidator(token).compute_signature(f"{address}/{place}", form))


def reply(form: Form, sign: str | None = None, sent: bytes | None = None):
    sign = signature(form) if sign is None else sign
    return CALLS.reply(urlencode(form).encode() if sent is None else sent, sign, NOON)


def status(form: Form, query: str = f"for={MARK}", sign: str | None = None):
    return CALLS.status(query, urlencode(form).encode(), sign or signature(form, f"status?{query}"))


def test_a_signed_call_is_read_with_its_blank_fields() -> None:
    heard = reply(REPLY)
    assert (heard.sid, heard.phone, heard.body, heard.at) == (SM, TO, "STOP", NOON)
    assert reply(REPLY | {"Body": "Can\u2019t make it 😀 & sorry=1"}).body == "Can\u2019t make it 😀 & sorry=1"
    assert reply(REPLY | {"Body": ""}).body == ""
    assert reply(REPLY | {"NumMedia": "1", "MediaUrl0": "https://x", "MediaContentType0": "image/png"}).sid == SM


FORGED: dict[str, Callable[[], object]] = {
    "no signature": lambda: reply(REPLY, ""),
    "no header at all": lambda: CALLS.reply(urlencode(REPLY).encode(), None, NOON),
    "signed with another token": lambda: reply(REPLY, signature(REPLY, token="other")),
    "signed for plain http": lambda: reply(REPLY, signature(REPLY, address=ADDRESS.replace("https", "http"))),
    "signed for another host": lambda: reply(REPLY, signature(REPLY, address="https://evil.example.com/oak")),
    "signed for another practice": lambda: reply(REPLY, signature(REPLY, address="https://texts.example.com/elm")),
    "signed as a status": lambda: reply(REPLY, signature(REPLY, f"status?for={MARK}")),
    "one letter changed": lambda: reply(REPLY | {"Body": "STOp"}, signature(REPLY)),
    "a letter moved from a value into its name": lambda: reply(
        {k: v for k, v in REPLY.items() if k != "Body"} | {"BodyS": "TOP"}, signature(REPLY)
    ),
    "a letter moved from a name into its value": lambda: reply(
        {k: v for k, v in REPLY.items() if k != "Body"} | {"Bod": "ySTOP"}, signature(REPLY)
    ),
    "one field hidden in the value before it": lambda: reply(
        {k: v for k, v in REPLY.items() if k not in ("ApiVersion", "Body")} | {"ApiVersion": "2010-04-01BodySTOP"}, signature(REPLY)
    ),
    "a name that Twilio does not send": lambda: reply(REPLY | {"Extra": "1"}),
    "a field twice": lambda: reply(REPLY, sent=urlencode([*REPLY.items(), ("Body", "STOP")]).encode()),
    "another account": lambda: reply(REPLY | {"AccountSid": "AC" + "9" * 32}),
    "to another number": lambda: reply(REPLY | {"To": "+15005550099"}),
    "from no number": lambda: reply(REPLY | {"From": "whatsapp:+17035550101"}),
    "an ID that is none": lambda: reply(REPLY | {"MessageSid": "../../etc"}),
    "no words": lambda: reply({k: v for k, v in REPLY.items() if k != "Body"}),
    "no form": lambda: reply(REPLY, sent=b"{}"),
    "no letters": lambda: reply(REPLY, sent=b"\xff\xfe"),
    "too many fields": lambda: reply(REPLY | {f"MediaUrl{n}": "x" for n in range(MOST_FIELDS)}),
    "a status of another sender": lambda: status(STATUS | {"From": "+15005550099"}),
    "a status that does not exist": lambda: status(STATUS | {"MessageStatus": "exploded"}),
    "a status of no text": lambda: status(STATUS, query="for="),
    "a status with more in its address": lambda: status(STATUS, query=f"for={MARK}&x=1"),
    "a status with the mark of another text": lambda: status(STATUS, sign=signature(STATUS, f"status?for={MARK[::-1]}")),
    "a status with words for a code": lambda: status(STATUS | {"ErrorCode": "30003 "}),
}  # fmt: skip


@pytest.mark.parametrize("case", FORGED)
def test_threat_11_a_call_that_does_not_prove_itself_is_refused(case: str) -> None:
    with pytest.raises(CallRefused) as refused:
        FORGED[case]()
    assert TO not in str(refused.value)
    assert refused.value.__cause__ is None


@pytest.mark.parametrize(
    ("told", "code", "state", "why"),
    [
        ("queued", "", "going", None),
        ("sent", "", "going", None),
        ("delivered", "", "arrived", None),
        ("undelivered", "30003", "failed", "retry_later"),
        ("undelivered", "30006", "failed", "bad_number"),
        ("failed", "30999", "failed", "unexplained"),
    ],
)
def test_a_status_names_the_text_by_its_mark_and_leads_where_asking_would(told, code, state, why) -> None:
    found = status(STATUS | {"MessageStatus": told} | ({"ErrorCode": code} if code else {}))
    assert (found.sid, found.mark, found.delivery.status) == (SM, MARK, told)
    assert (found.delivery.state, found.delivery.why) == (state, why)
    of_service = {k: v for k, v in STATUS.items() if k != "From"} | {"MessagingServiceSid": SERVICE}
    assert status(of_service).sid == SM
