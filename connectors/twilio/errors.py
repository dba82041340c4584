"""Twilio's error numbers and what each means for a text; from its error pages and texting.md, read 2026-11-23.

Numbers of 2xxxx come with the request, those of 3xxxx later, as the status of a text that was accepted.
"""

import requests
from twilio.base.exceptions import TwilioRestException

from domain.problems import Problem, SendUnknown
from domain.text_failures import PAUSES
from domain.texting import Delivery, SendLater, SendRefused, Why

TABLE: dict[int, Why] = {
    20003: "credentials",
    20429: "busy",
    21211: "bad_number",
    21212: "set_up",
    21408: "region",
    21602: "our_fault",
    21603: "our_fault",
    21604: "our_fault",
    21606: "set_up",
    21608: "set_up",
    21610: "opted_out",
    21611: "busy",
    21612: "bad_number",
    21614: "bad_number",
    21617: "our_fault",
    21635: "bad_number",
    21659: "set_up",
    30001: "retry",
    30002: "suspended",
    30003: "retry_later",
    30004: "bad_number",
    30005: "bad_number",
    30006: "bad_number",
    30007: "filtered",
    30008: "retry",
    30022: "busy",
    30024: "set_up",
    30032: "set_up",
    30034: "set_up",
    30047: "retry",
    35114: "our_fault",
    35115: "our_fault",
    35117: "our_fault",
    35125: "our_fault",
    60728: "hour_full",
    63038: "day_full",
}
"""Each number that the product knows; a number it does not know is never tried again by itself."""

ARRIVED = ("delivered", "read")
FAILED = ("undelivered", "failed", "canceled")

_NOT_THERE, _ON_ITS_WAY = 404, 20009
_SERVER_FAILED = 500
_TOO_MANY, _NOT_LET_IN = 429, (401, 403)
_UNKNOWN = "It is not known whether a text went out. Circlebook looks for it in the texting service's list by itself."


def why_not_arrived(code: int | None) -> Why:
    """Why an accepted text did not arrive; whatever delays it for the moment is worth one more try."""
    why = TABLE.get(code or 0, "unexplained")
    return "retry" if why == "busy" else why


def delivery_of(status: str, code: int | None) -> Delivery:
    """What Twilio's word for the state of an accepted text says."""
    if status in FAILED:
        return Delivery(state="failed", status=status, why=why_not_arrived(code), code=str(code or ""))
    return Delivery(state="arrived" if status in ARRIVED else "going", status=status)


def is_not_there(error: Exception) -> bool:
    """Whether Twilio has no such text, or has it no longer: somebody deleted it there."""
    return isinstance(error, TwilioRestException) and error.status == _NOT_THERE


def is_on_its_way(error: Exception) -> bool:
    """Whether Twilio lets go of a text's words only once it is known what became of it."""
    return isinstance(error, TwilioRestException) and error.code == _ON_ITS_WAY


def problem_of(error: Exception) -> Problem:
    """What an error of a request to send says: the text surely did not go, or nobody knows."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, TwilioRestException) and error.status < _SERVER_FAILED:
        why = _why_refused(error)
        code = str(error.code or "")
        return SendLater(why, code) if why in PAUSES else SendRefused(why, code)
    if never_connected(error):
        return SendLater("no_network")
    return SendUnknown(_UNKNOWN)


def _why_refused(error: TwilioRestException) -> Why:
    if error.code in TABLE:
        return TABLE[error.code]
    if error.status == _TOO_MANY:
        return "busy"
    return "credentials" if error.status in _NOT_LET_IN else "unexplained"


def never_connected(error: Exception) -> bool:
    """Whether a request ended before a connection stood: nothing of it reached the other side."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, requests.ConnectionError) and type(reason).__name__ in (
        "NewConnectionError",
        "NameResolutionError",
    )
