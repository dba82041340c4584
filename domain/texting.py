"""What passes between the practice and whoever carries its texts."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal

from domain.problems import Problem
from domain.value import Value

Why = Literal[
    "credentials", "suspended", "set_up", "no_network", "busy", "hour_full", "day_full",
    "bad_number", "region", "opted_out", "our_fault", "filtered", "retry", "retry_later", "unexplained",
]  # fmt: skip
"""Why a text did not go, or did not arrive; each leads to one action (``domain.text_failures``)."""


class Texting(Value):
    """How texts go out, as ``circlebook.toml`` says it; ``since`` is the day of the agreement with the carrier."""

    live: bool = False
    since: date | None = None
    allow: tuple[str, ...] = ()
    never_resend: bool = False
    most_a_day: int = 60


class Inbound(Value):
    """A text that someone sent us; ``sid`` is the carrier's ID, ``phone`` E.164, ``at`` when the carrier got it."""

    sid: str
    phone: str
    body: str
    at: datetime


class Sought(Value):
    """A text of which nobody knows whether it went.

    ``phone`` and ``words`` are marks, ``taken`` the IDs of other texts, ``phones`` the marks of all clients' phones;
    what went at ``until`` or later is a later text of the same words.
    """

    key: str
    phone: str
    words: str
    since: datetime
    until: datetime | None = None
    taken: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()


class Went(Value):
    """A text that the carrier took, whoever handed it over; ``words`` is "" once they were taken out of its log.

    ``failed`` is one that surely reached nobody.
    """

    sid: str
    phone: str
    words: str
    at: datetime
    failed: bool = False


class Delivery(Value):
    """What became of a text that was accepted; ``why`` only where it failed."""

    state: Literal["going", "arrived", "failed"]
    status: str
    why: Why | None = None
    code: str = ""


class Reported(Value):
    """What the carrier tells by itself of a text it took: its ID, the mark of the text's key, and how it stands."""

    sid: str
    mark: str
    delivery: Delivery


class CallRefused(Problem):
    """A call that says it comes from the carrier, and does not prove it; nothing of it is kept."""

    code = "CALL_REFUSED"

    def __init__(self) -> None:
        super().__init__("A call to the address of texts did not come from the texting service. Nothing was done.")


class SendRefused(Problem):
    """A text was refused and has not gone out."""

    code = "SEND_REFUSED"

    def __init__(self, why: Why, provider_code: str = "") -> None:
        super().__init__("The texting service did not take a text. The tab Messages says what follows.")
        self.why = why
        self.provider_code = provider_code


class SendLater(Problem):
    """No text can go out for now; the one that was tried has not gone."""

    code = "SEND_LATER"

    def __init__(self, why: Why, provider_code: str = "") -> None:
        super().__init__("No text can go out for now; they wait. To do says why.")
        self.why = why
        self.provider_code = provider_code


class RefusedHost(Problem):
    """Something wanted to reach a host that texts have no business with; nothing was sent."""

    code = "REFUSED_HOST"


class CarrierSilent(Problem):
    """The texting service could not be asked."""

    code = "CARRIER_SILENT"

    def __init__(self, why: Why = "no_network") -> None:
        super().__init__("The texting service could not be asked just now. Circlebook asks again by itself.")
        self.why = why


PhoneKey = Callable[[str], str]
