"""The practice itself: who it is, and its own numbers for texts and attendance."""

from datetime import date, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain import lists as l
from domain.value import Record


class Details(Record):
    """The settings of the Practice tab; every number is the practice's own, with the guide's as default."""

    practice_name: str = ""
    text_name: str = ""
    phone: str | None = None
    time_zone: str = "America/New_York"
    street: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    billing_npi: str | None = None
    tax_id: str | None = None
    tax_id_kind: str | None = None
    billing_taxonomy: str | None = None
    entity: str | None = None
    person_first_name: str | None = None
    person_last_name: str | None = None
    submitter_id: str | None = None
    submitter_contact: str | None = None
    submitter_phone: str | None = None
    receiver_name: str | None = None
    receiver_id: str | None = None
    owner_email: str | None = None
    text_hours: tuple[time, time] = (time(9), time(20))
    reminder_hours: tuple[int, ...] = (72, 24)
    notice_hours: int = 24
    max_absences: int = 3
    max_in_a_row: int = 2
    late_limit_minutes: int = 15
    early_limit_minutes: int = 15
    excused_count: l.YesNo = l.YesNo.NO
    no_show_fee: Decimal | None = None
    told_fee: l.YesNo = l.YesNo.NO
    medicare_fee_beside_medicaid: l.YesNo = l.YesNo.NO
    statements: l.YesNo = l.YesNo.NO
    note_due_days: int = 3
    verification_days: int = 90
    verify_ahead_days: int = 14
    call_back_days: int = 7
    offer_days: int = 5
    committed_to_start: int = 5
    old_verification: l.OldVerification = l.OldVerification.WARN
    rows_ahead_days: int = 7
    individual_rate: Decimal | None = None
    individual_minutes: int | None = None
    google_agreement_since: date | None = None
    texting_agreement_since: date | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose wall clock the practice's sheets speak of."""
        return ZoneInfo(self.time_zone)
