"""The calls that Twilio makes to a practice's own address, signed as it signs them."""

from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from tests.emulators.twilio.account import SID, TOKEN, Message

Call = tuple[str, bytes, dict[str, str]]
"""Path with query, body, headers."""


def signed(url: str, form: dict[str, str], token: str = TOKEN) -> Call:
    """A call to this public address."""
    path = "/" + url.split("/", 3)[3]
    headers = {
        "X-Twilio-Signature": str(RequestValidator(token).compute_signature(url, form)),
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return path, urlencode(form).encode(), headers


def status_call(message: Message, status: str, code: int | None = None, token: str = TOKEN) -> Call:
    """What became of a text, told to the address that was given with it."""
    form = _about(message) | {"MessageStatus": status, "SmsStatus": status} | ({"ErrorCode": str(code)} if code else {})
    return signed(message.callback, form, token)


def reply_call(message: Message, base: str = "https://texts.example.com/oak", token: str = TOKEN) -> Call:
    """A text that came in, told to the practice's address."""
    form = _about(message) | {"Body": message.body, "NumMedia": "0", "NumSegments": "1", "SmsMessageSid": message.sid}
    return signed(f"{base}/replies", form, token)


def _about(message: Message) -> dict[str, str]:
    return {
        "AccountSid": SID, "ApiVersion": "2010-04-01", "MessageSid": message.sid, "SmsSid": message.sid, "From": message.from_,
        "To": message.to,
    }  # fmt: skip
