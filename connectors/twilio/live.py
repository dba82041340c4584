"""Texts that really go out, through Twilio's Messages resource."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http import HttpClient
from twilio.rest import Client

from connectors.twilio.errors import delivery_of, is_not_there, is_on_its_way, problem_of
from domain.phones import words_key
from domain.texting import CarrierSilent, Delivery, Inbound, PhoneKey, Sought, Went

LONGEST_VALID = timedelta(hours=10)
SHORTEST_VALID = timedelta(minutes=1)
"""Twilio keeps a text that it cannot hand on for so long; ten hours is what it does unasked."""

REACHED_NOBODY = ("failed", "undelivered", "canceled")
PAGE, AT_MOST = 50, 5000


class TwilioTexts:
    """The Texts port over Twilio; ``number`` is the practice's own, ``service`` a Messaging Service or "".

    ``key_of`` gives the mark of a number. Nothing is scheduled at Twilio and no moment is ever sent to it: its client
    drops time zones, and a schedule would not hear of a STOP.
    """

    certain = False
    """A text that its list does not show may still have gone."""

    def __init__(self, client: Client, number: str, key_of: PhoneKey, *, service: str = "", callback: str = "") -> None:
        self._messages = client.messages
        self._number = number
        self._service = service
        self._callback = callback
        self._key_of = key_of

    def send(self, text: Mapping[str, object], valid_for: timedelta) -> str:
        """Hand over one text, of use for so long; its ID.

        Raises SendRefused and SendLater when it surely did not go, SendUnknown when nobody knows.
        """
        sender = {"messaging_service_sid": self._service} if self._service else {"from_": self._number}
        if self._callback:
            sender["status_callback"] = f"{self._callback}?for={words_key(str(text['key']))}"
        valid = min(max(valid_for, SHORTEST_VALID), LONGEST_VALID)
        try:
            made = self._messages.create(
                to=str(text["to"]), body=str(text["body"]), validity_period=int(valid.total_seconds()), **sender
            )
            return _sid(made)
        except Exception as error:  # noqa: BLE001  whatever else happens after the request, the text may have gone
            problem = problem_of(error)
        raise problem  # outside the except block: Twilio's own message repeats the number

    def find(self, sought: Sought) -> str | None:
        """The ID of a text that may have gone, or None while the list does not show it; raises CarrierSilent."""
        return next(
            (
                w.sid
                for w in self.went(sought.since)
                if w.phone == sought.phone and w.words == sought.words and w.sid not in sought.taken
                if sought.until is None or w.at < sought.until
            ),
            None,
        )

    def strayed(self, sought: Sought) -> bool:
        """Whether a text went since then of which nothing is known here, to this phone or to none that a client has.

        Its words may have been taken out since, its session moved, its client's number changed; or it was taken for
        another text, perhaps of the same words. Raises CarrierSilent.
        """
        went = {w.phone for w in self.went(sought.since) if w.sid not in sought.taken or w.words in ("", sought.words)}
        return sought.phone in went or not went <= sought.phones

    def went(self, since: datetime) -> Sequence[Went]:
        """The texts that Twilio took since a moment, whoever handed them over; raises CarrierSilent."""
        sender = {} if self._service else {"from_": self._number}
        return [
            Went(
                sid=str(m.sid),
                phone=self._key_of(m.to),
                words=words_key(m.body or "") if m.body or _has_picture(m) else "",
                at=m.date_created or since,
                failed=str(m.status) in REACHED_NOBODY,
            )
            for m in self._listed(since, **sender)
            if m.sid and str(m.direction).startswith("outbound")
        ]

    def received(self, since: datetime) -> Sequence[Inbound]:
        """The texts that came in since a moment, oldest first; raises CarrierSilent."""
        found = [
            Inbound(sid=m.sid, phone=m.from_, body=m.body or "", at=m.date_created)
            for m in self._listed(since, to=self._number)
            if m.direction == "inbound"
        ]
        return sorted(found, key=lambda m: (m.at, m.sid))

    def delivery(self, provider_id: str) -> Delivery:
        """What became of an accepted text; nothing is said of one that somebody deleted. Raises CarrierSilent."""
        try:
            message = self._messages(provider_id).fetch()
        except Exception as error:  # noqa: BLE001  any other failure means the same: ask again later
            if is_not_there(error):
                return Delivery(state="going", status="deleted")
            problem = _silent(error)
        else:
            return delivery_of(str(message.status), message.error_code)
        raise problem

    def redact(self, provider_id: str) -> bool:
        """Whether a text's words are out of Twilio's log now; not while it is on its way. Raises CarrierSilent."""
        try:
            self._messages(provider_id).update(body="")
        except Exception as error:  # noqa: BLE001  any other failure means the same: try again later
            if is_not_there(error) or is_on_its_way(error):
                return is_not_there(error)
            problem = _silent(error)
        else:
            return True
        raise problem

    def reach(self) -> None:
        """Ask Twilio one small question; raises CarrierSilent with the reason."""
        next(self._listed(None, to=self._number), None)

    def _listed(self, since: datetime | None, **only: str) -> Iterator[Any]:
        """The account's texts, newest first, until one is older than the moment; never filtered by date.

        A queued text has no date of sending, and Twilio does not say what it is for a text that came in.
        """
        try:
            listed = self._messages.stream(page_size=PAGE, limit=AT_MOST, **only)
            if since is not None:
                listed = itertools.takewhile(lambda m: m.date_created is None or m.date_created >= since, listed)
            found = list(listed) if since is not None else list(itertools.islice(listed, 1))
        except Exception as error:  # noqa: BLE001  Twilio's lists fail in three unrelated families
            problem = _silent(error)
        else:
            yield from found
            return
        raise problem


def _has_picture(message: Any) -> bool:
    """Whether somebody sent a picture, which needs no words; Circlebook sends none, so none were taken out of it."""
    return message.num_media not in (None, "", "0")


def _sid(message: Any) -> str:
    if not message.sid:
        raise ValueError("an answer without an ID")
    return str(message.sid)


def _silent(error: Exception) -> CarrierSilent:
    if isinstance(error, TwilioRestException):
        return CarrierSilent("credentials" if error.status in (401, 403) else "busy")
    # A list that is refused raises the bare exception, with the number of the answer in its text alone.
    is_login = isinstance(error, TwilioException) and any(x in str(error) for x in ("401", "403", "Authenticate"))
    return CarrierSilent("credentials" if is_login else "no_network")


def twilio_client(account: str, user: str, secret: str, http: HttpClient) -> Client:
    """Twilio's own client for an account; ``user`` is an API key, or the account itself with its token."""
    return Client(user, secret, account, http_client=http)
