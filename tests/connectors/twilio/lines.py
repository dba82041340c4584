"""A text as the port takes it, a texting account to send it through, and a clock that only tests move."""

from datetime import UTC, datetime, timedelta
from functools import partial

from connectors.twilio.live import TwilioTexts, twilio_client
from connectors.twilio.transport import BoundedClient
from domain.phones import phone_key, words_key
from domain.texting import Sought
from tests.emulators.twilio import Account, DirectClient
from tests.emulators.twilio.account import OUR_NUMBER, SID, TOKEN

NOON = datetime(2026, 3, 2, 17, tzinfo=UTC)
TO = "+17035550101"
KEY = "text:C-001:reminder_24:2026-03-03"
HOUR = timedelta(hours=1)
mark = partial(phone_key, "oak")


class Hands:
    """A clock whose hands a test moves."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def on(self, **span: float) -> None:
        self.at += timedelta(**span)


def line(key: str = KEY, to: str = TO, body: str = "Oak Street: reminder, Tue Mar 3 6:00 PM.") -> dict[str, object]:
    return {
        "key": key,
        "kind": "reminder_24",
        "client_id": "C-001",
        "session_ids": ["G-01/05"],
        "session_date": "2026-03-03",
        "to": to,
        "body": body,
        "sent_at": NOON.isoformat(),
    }


def sought(text: dict[str, object], since: datetime = NOON, taken: frozenset[str] = frozenset()) -> Sought:
    return Sought(
        key=str(text["key"]), phone=mark(str(text["to"])), words=words_key(str(text["body"])), since=since, taken=taken
    )


def direct(account: Account, **more: str) -> TwilioTexts:
    """Twilio's own client on the emulator, without a network."""
    return TwilioTexts(twilio_client(SID, SID, TOKEN, DirectClient(account)), OUR_NUMBER, mark, **more)


def over_http(address: str, token: str = TOKEN, timeout: float = 0.35) -> TwilioTexts:
    """Twilio's own client on the emulator, over real HTTP through our own transport."""
    return TwilioTexts(twilio_client(SID, SID, token, BoundedClient(address, timeout)), OUR_NUMBER, mark)
