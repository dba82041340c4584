"""A texting account that keeps state: what Twilio's Messages resource does, as its OpenAPI file and its pages tell it."""

import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

SID = "AC" + "0" * 31 + "1"
TOKEN = "token-of-the-emulator"
OUR_NUMBER = "+15005550006"
RESOURCE = f"/2010-04-01/Accounts/{SID}/Messages"

NUMBERS_OF_ERRORS = {
    "+15005550001": 21211,
    "+15005550002": 21612,
    "+15005550003": 21408,
    "+15005550004": 21610,
    "+15005550009": 21614,
}
"""Twilio's own test numbers: a create to one of them is always refused so."""

SENDERS_OF_ERRORS = {"+15005550007": 21606, "+15005550008": 21611}
STATUS_OF_CODE = {20003: 401, 20429: 429, 63038: 429, 60728: 429}
"""The HTTP status where it is not 400."""

STOP_WORDS = frozenset({"STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"})
START_WORDS = frozenset({"START", "UNSTOP", "YES"})
LONGEST_BODY, LONGEST_VALID = 1600, 36_000


class Dropped(Exception):  # noqa: N818  it is what happens, not an error of the emulator
    """The connection ends without an answer; ``slow`` when the client gives up waiting for one."""

    def __init__(self, *, slow: bool) -> None:
        super().__init__()
        self.slow = slow


@dataclass
class Reply:
    """What goes back over the wire; ``raw`` replaces the JSON text."""

    status: int
    content: dict[str, Any] | None = None
    raw: str | None = None


@dataclass
class Message:
    sid: str
    to: str
    from_: str
    body: str
    created: datetime
    direction: str
    valid: timedelta = timedelta(hours=10)
    code: int | None = None
    status: str = ""
    callback: str = ""
    pictures: int = 0
    words: str = ""
    """The body as it was, for the judge: a redaction does not reach it."""


@dataclass
class Account:
    """``now`` gives the provider's time; ``faults`` are used up by creates, ``list_faults`` by lists, one each."""

    now: Callable[[], datetime]
    faults: deque[str] = field(default_factory=deque)
    list_faults: deque[str] = field(default_factory=deque)
    refused: dict[str, int] = field(default_factory=dict)
    """Codes with which creates to these numbers are refused."""
    failing: dict[str, int] = field(default_factory=dict)
    """Codes with which texts to these numbers end as undelivered, after they were accepted."""
    arrives_after: timedelta = timedelta(seconds=10)
    listed_after: timedelta = timedelta(0)
    """How late a text that was sent shows in the list; what comes in shows at once."""
    suspended: int | None = None
    messages: list[Message] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)
    calls: list[tuple[str, str]] = field(default_factory=list)
    count: int = 0
    """How many messages there ever were: the ID of a deleted one is given to no other."""

    @property
    def sent(self) -> list[Message]:
        """What was accepted for sending, oldest first: the judge's log."""
        return [m for m in self.messages if m.direction == "outbound-api"]

    def text_in(self, number: str, body: str, to: str = OUR_NUMBER) -> Message:
        """Someone texts us."""
        made = self._make(number, to, body, "inbound")
        word = body.strip().upper()
        if word in STOP_WORDS:
            self.blocked.add(number)
        elif word in START_WORDS:
            self.blocked.discard(number)
        return made

    def text_out(self, number: str, body: str, pictures: int = 0) -> Message:
        """Somebody texts from our number by other means."""
        made = self._make(OUR_NUMBER, number, body, "outbound-api")
        made.pictures = pictures
        return made

    def answer(
        self, method: str, path: str, query: dict[str, str], form: dict[str, str], auth: tuple[str, str]
    ) -> Reply:
        """The reply to one request; raises Dropped where there is none."""
        self.calls.append((method, path))
        if auth != (SID, TOKEN):
            return _error(20003, "Authenticate")
        if path == f"{RESOURCE}.json":
            return self._create(form) if method == "POST" else self._list(query)
        one = re.fullmatch(rf"{RESOURCE}/(\w+)\.json", path)
        found = next((m for m in self.messages if one and m.sid == one[1]), None)
        if found is None:
            return Reply(404, {"code": 20404, "message": "The requested resource was not found", "status": 404})
        match method:
            case "GET":
                return Reply(200, self._shown(found))
            case "DELETE":
                self.messages.remove(found)
                return Reply(204)
            case _:
                return self._update(found, form)

    def _create(self, form: dict[str, str]) -> Reply:
        fault = self.faults.popleft() if self.faults else ""
        match fault:
            case "500" | "503":
                return Reply(int(fault), raw="<html>Internal error</html>")
            case "reset" | "slow":
                raise Dropped(slow=fault == "slow")
        if fault.isdecimal():
            return _error(int(fault), "refused by this test")
        if code := self._refusal(form):
            return _error(code, f"refused: {form.get('To', '')}")
        made = self._make(form.get("From", OUR_NUMBER), form["To"], form["Body"], "outbound-api")
        made.valid = timedelta(seconds=int(form.get("ValidityPeriod", LONGEST_VALID)))
        made.callback = form.get("StatusCallback", "")
        made.code = self.failing.get(made.to)
        match fault:
            case "accept, 500":
                return Reply(500, raw="<html>Internal error</html>")
            case "accept, garbage":
                return Reply(201, raw="<html>Welcome to the hotel's network")
            case "accept, slow" | "accept, reset":
                raise Dropped(slow=fault == "accept, slow")
            case _:
                return Reply(201, self._shown(made))

    def _refusal(self, form: dict[str, str]) -> int | None:
        to, sender, body = form.get("To", ""), form.get("From", ""), form.get("Body", "")
        if self.suspended:
            return self.suspended
        if not to or not body or not (sender or form.get("MessagingServiceSid")):
            return 21604 if not to else 21602 if not body else 21603
        if len(body) > LONGEST_BODY:
            return 21617
        if code := SENDERS_OF_ERRORS.get(sender) or NUMBERS_OF_ERRORS.get(to) or self.refused.get(to):
            return code
        if not re.fullmatch(r"\+[1-9]\d{7,14}", to):
            return 21211
        return 21610 if to in self.blocked else None

    def _make(self, sender: str, to: str, body: str, direction: str) -> Message:
        self.count += 1
        sid = f"SM{self.count:032x}"
        made = Message(sid, to, sender, body, self.now().astimezone(UTC).replace(microsecond=0), direction, words=body)
        self.messages.append(made)
        return made

    def _update(self, found: Message, form: dict[str, str]) -> Reply:
        if form.get("Status") == "canceled":
            found.status = "canceled"
        if form.get("Body") == "":
            if self._status(found) in ("queued", "sent"):
                return _error(20009, "not finished yet")
            found.body = ""
        return Reply(200, self._shown(found))

    def _list(self, query: dict[str, str]) -> Reply:
        match self.list_faults.popleft() if self.list_faults else "":
            case "slow" | "reset" as fault:
                raise Dropped(slow=fault == "slow")
            case "":
                pass
            case "500":
                return Reply(500, raw="<html>Internal error</html>")
            case code:
                return _error(int(code), "refused by this test")
        size = min(int(query.get("PageSize", "50")), 1000)
        page = int(query.get("Page", "0"))
        found = [m for m in reversed(self.messages) if self._is_listed(m, query)]
        shown = found[page * size : (page + 1) * size]
        keep = {k: v for k, v in query.items() if k not in ("Page", "PageToken")}
        more = (
            {**keep, "PageSize": str(size), "Page": str(page + 1), "PageToken": f"PA{shown[-1].sid}"} if shown else {}
        )
        here = f"{RESOURCE}.json?{urlencode({**keep, 'PageSize': size, 'Page': page})}"
        return Reply(
            200,
            {
                "messages": [self._shown(m) for m in shown],
                "page": page,
                "page_size": size,
                "start": page * size,
                "end": page * size + len(shown) - 1,
                "uri": here,
                "first_page_uri": f"{RESOURCE}.json?{urlencode({**keep, 'PageSize': size, 'Page': 0})}",
                "previous_page_uri": None,
                "next_page_uri": f"{RESOURCE}.json?{urlencode(more)}" if len(found) > (page + 1) * size else None,
            },
        )

    def _is_listed(self, m: Message, query: dict[str, str]) -> bool:
        if m.direction != "inbound" and self.now() < m.created + self.listed_after:
            return False
        if query.get("To", m.to) != m.to or query.get("From", m.from_) != m.from_:
            return False
        sent = None if self._status(m) == "queued" else m.created
        for name, holds in (
            ("DateSent", lambda day: sent is not None and sent.date() == day.date()),
            ("DateSent<", lambda at: sent is not None and sent <= at),
            ("DateSent>", lambda at: sent is not None and sent >= at),
        ):
            if name in query and not holds(_moment(query[name])):
                return False
        return True

    def _status(self, m: Message) -> str:
        if m.status or m.direction == "inbound":
            return m.status or "received"
        age = self.now() - m.created
        if age < self.arrives_after:
            return "sent" if age * 2 >= self.arrives_after else "queued"
        return "undelivered" if m.code else "delivered"

    def _shown(self, m: Message) -> dict[str, Any]:
        status, when = self._status(m), _rfc(m.created)
        return {
            "sid": m.sid,
            "account_sid": SID,
            "api_version": "2010-04-01",
            "body": m.body,
            "date_created": when,
            "date_updated": when,
            "date_sent": None if status == "queued" else when,
            "direction": m.direction,
            "error_code": m.code if status == "undelivered" else None,
            "error_message": None,
            "from": m.from_,
            "messaging_service_sid": None,
            "num_media": str(m.pictures),
            "num_segments": "1",
            "price": None,
            "price_unit": "USD",
            "status": status,
            "subresource_uris": {"media": f"{RESOURCE}/{m.sid}/Media.json"},
            "to": m.to,
            "uri": f"{RESOURCE}/{m.sid}.json",
        }


def _error(code: int, message: str) -> Reply:
    status = STATUS_OF_CODE.get(code, 400)
    more = f"https://www.twilio.com/docs/errors/{code}"
    return Reply(status, {"code": code, "message": message, "more_info": more, "status": status})


def _rfc(at: datetime) -> str:
    return at.strftime("%a, %d %b %Y %H:%M:%S +0000")


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
