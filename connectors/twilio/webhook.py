"""Twilio's calls about one practice: nothing in them counts before the signature fits the address that Twilio was given."""

import re
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator

from connectors.twilio.errors import delivery_of
from domain.text_reports import ORDER
from domain.texting import CallRefused, Inbound, Reported

NAMES = re.compile(
    r"AccountSid|ApiVersion|MessageSid|SmsSid|SmsMessageSid|MessagingServiceSid|From|To|Body|NumMedia|NumSegments"
    r"|MessageStatus|SmsStatus|ErrorCode|ErrorMessage|OptOutType|RawDlrDoneDate|ChannelPrefix|ChannelToAddress"
    r"|(From|To)(City|State|Zip|Country)|(MediaContentType|MediaUrl)\d{1,2}"
)
"""The names that Twilio sends (messaging/guides/webhook-request). Another name may be a value in disguise: the signature
joins names and values without anything between them, so it is the same for ``a=bc`` and ``ab=c``."""

MOST_FIELDS = 60
_SID, _PHONE, _MARK = (
    re.compile(r"[SM]M[0-9a-f]{32}"),
    re.compile(r"\+[1-9]\d{7,14}"),
    re.compile(r"for=([0-9a-f]{20})"),
)
_CODE = re.compile(r"\d{0,6}")


class TwilioCalls:
    """``address`` is where Twilio calls the practice, as it was configured: what a request says of its own host is not asked."""

    def __init__(self, token: str, address: str, account: str, sender: frozenset[str]) -> None:
        self._validator = RequestValidator(token)
        self._address = address
        self._account = account
        self._sender = sender

    def reply(self, body: bytes, signature: str | None, at: datetime) -> Inbound:
        """The text that came in; raises CallRefused."""
        form = self._signed("replies", body, signature)
        sid, phone, to = form.get("MessageSid", ""), form.get("From", ""), form.get("To", "")
        if not (_SID.fullmatch(sid) and _PHONE.fullmatch(phone) and to in self._sender and "Body" in form):
            raise CallRefused
        return Inbound(sid=sid, phone=phone, body=form["Body"], at=at)

    def status(self, query: str, body: bytes, signature: str | None) -> Reported:
        """What became of a text of ours, with the mark of its key from the address; raises CallRefused."""
        mark = _MARK.fullmatch(query)
        form = self._signed(f"status?{query}", body, signature)
        sid, status, code = form.get("MessageSid", ""), form.get("MessageStatus", ""), form.get("ErrorCode", "")
        ours = {form.get("From"), form.get("MessagingServiceSid")} & self._sender
        if not (mark and _SID.fullmatch(sid) and status in ORDER and _CODE.fullmatch(code) and ours):
            raise CallRefused
        return Reported(sid=sid, mark=mark[1], delivery=delivery_of(status, int(code or 0) or None))

    def _signed(self, place: str, body: bytes, signature: str | None) -> Mapping[str, str]:
        """The fields of a call that Twilio signed, each a name that it sends and none twice."""
        try:
            pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, strict_parsing=True)
        except ValueError:  # no letters, no form, or too many fields
            raise CallRefused from None
        form = dict(pairs)
        if not signature or len(form) < len(pairs):
            raise CallRefused
        if not self._validator.validate(f"{self._address}/{place}", form, signature):
            raise CallRefused
        if form.get("AccountSid") != self._account or not all(map(NAMES.fullmatch, form)):
            raise CallRefused
        return form
