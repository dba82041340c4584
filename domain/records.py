"""The rows people keep, one class a tab; a blank cell is None, never No and never zero."""

from datetime import date, datetime, time
from decimal import Decimal

from domain import lists as l
from domain.value import Record

Text = str | None
Day = date | None
Money = Decimal | None
Count = int | None
YesNo = l.YesNo | None


class StaffMember(Record):
    """A person who works here; initials are how rows name them."""

    name: str
    initials: str
    role: l.Role | None = None
    npi: Text = None
    taxonomy: Text = None
    license: Text = None
    license_state: Text = None
    email: Text = None
    supervisor: Text = None
    active: YesNo = None


class Group(Record):
    """A therapy group: when, where, for whom, at what price."""

    group_id: str
    name: str
    type: l.GroupType
    focus: Text = None
    audience: l.Audience | None = None
    facilitator: Text = None
    cofacilitator: Text = None
    weekday: l.Weekday | None = None
    start_time: time | None = None
    minutes: Count = None
    first_session: Day = None
    sessions_in_cycle: Count = None
    skip_dates: tuple[date, ...] = ()
    minimum: Count = None
    maximum: Count = None
    how: l.How | None = None
    place: Text = None
    fee: Money = None
    complexity_fee: Money = None
    self_pay_fee: Money = None
    facilitator_cost: Money = None
    cofacilitator_cost: Money = None
    room_cost: Money = None
    materials_cost: Money = None
    curriculum: Text = None
    sud_program: YesNo = None
    status: l.GroupStatus | None = None
    fee_from: Day = None
    fee_before: Money = None
    complexity_fee_before: Money = None

    def priced_on(self, day: date) -> "Group":
        """The group at the fees of a day: before Fee from, with those of then."""
        if self.fee_from is None or day >= self.fee_from or self.fee_before is None:
            return self
        extra = self.complexity_fee if self.complexity_fee_before is None else self.complexity_fee_before
        return self.model_copy(update={"fee": self.fee_before, "complexity_fee": extra})


class PayerRule(Record):
    """What one payer wants from one day on, as its contract or manual says."""

    payer: str
    payer_id: Text = None
    kind: l.PayerKind
    filing_code: Text = None
    since: date
    network: l.Network | None = None
    minimum_present: Count = None
    maximum_present: Count = None
    presence_rule: l.PresenceRule | None = None
    presence_minutes: Count = None
    grace_minutes: Count = None
    video_modifier: l.VideoModifier | None = None
    phone_modifier: l.PhoneModifier | None = None
    home_place: l.HomePlace | None = None
    pays_90785: YesNo = None
    same_day_individual: l.SameDay | None = None
    rate: Money = None
    days_to_file: Count = None
    no_show_fee_allowed: YesNo = None
    group_modifier: Text = None
    bill_as: l.BillAs | None = None
    per_day: Count = None
    per_week: Count = None
    source: Text = None
    look_again_by: date | None = None
    enrolled: Text = None

    @property
    def row_id(self) -> str:
        """The payer and the day the rule starts, since the tab has no ID column (ruling 6)."""
        return f"{self.payer}|{self.since.isoformat()}"


class Client(Record):
    """A client: how to reach them, what they agreed to, who pays."""

    client_id: str
    first_name: str
    last_name: str
    goes_by: Text = None
    born: date
    sex: l.Sex | None = None
    street: Text = None
    city: Text = None
    state: Text = None
    zip: Text = None
    mobile: Text = None
    text_consent: YesNo = None
    text_risk_accepted: YesNo = None
    consent_date: Day = None
    consent_how: l.ConsentHow | None = None
    consent_version: Text = None
    opted_out_on: Day = None
    reminders: l.OnOff | None = None
    email: Text = None
    emergency_contact: Text = None
    emergency_phone: Text = None
    guardian: Text = None
    payer: Text = None
    member_id: Text = None
    holder: l.Holder | None = None
    holder_first_name: Text = None
    holder_last_name: Text = None
    holder_born: Day = None
    holder_sex: l.Sex | None = None
    self_pay_rate: Money = None
    part2_consent_date: Day = None
    card_on_file: YesNo = None
    payer_from: Day = None
    payer_before: Text = None
    member_id_before: Text = None
    holder_before: l.Holder | None = None

    def insured_on(self, day: date) -> "Client":
        """The client as insured on a day: before Payer from, with the payer and the member ID of then."""
        if self.payer_from is None or day >= self.payer_from or not self.payer_before:
            return self
        then = {"payer": self.payer_before, "member_id": self.member_id_before}
        return self.model_copy(update={**then, "holder": self.holder_before or self.holder})


class Membership(Record):
    """A client's place in a group, with the diagnoses and goals it serves."""

    roster_id: str
    group_id: str
    client_id: str
    start: date
    end: Day = None
    status: l.MembershipStatus | None = None
    diagnoses: tuple[str, ...] = ()
    goals: Text = None
    attends: l.Attends | None = None
    billable: YesNo = None
    end_reason: Text = None
    why_by_phone: Text = None


class IntakeAnswer(Record):
    """What a person wrote on the intake form."""

    answer_id: str
    submitted: datetime | None = None
    first_name: str
    last_name: str
    goes_by: Text = None
    born: date
    mobile: Text = None
    email: Text = None
    group_interest: Text = None
    how: Text = None
    availability: Text = None
    presenting_issue: Text = None
    individual_therapist: Text = None
    access_needs: Text = None
    paying_by: Text = None
    payer: Text = None
    member_id: Text = None
    holder: l.Holder | None = None
    holder_first_name: Text = None
    holder_last_name: Text = None
    holder_born: Day = None
    emergency_contact: Text = None
    emergency_phone: Text = None
    text_consent: YesNo = None
    text_risk_accepted: YesNo = None
    attendance_policy_accepted: YesNo = None
    financial_policy_accepted: YesNo = None
    telehealth_consent: YesNo = None
    signature: Text = None
    filled_in_by: l.FilledInBy | None = None
    guardian: Text = None
    guardian_phone: Text = None
    referred_by: Text = None
    referrer_phone: Text = None


class WaitlistEntry(Record):
    """A person who waits for a seat."""

    wait_id: str
    name: str
    client_id: Text = None
    added: Day = None
    group_interest: Text = None
    kind: l.WaitKind | None = None
    prep: l.Prep | None = None
    payer: Text = None
    mobile: Text = None
    presenting_issue: Text = None
    functioning: Count = None
    age_band: l.AgeBand | None = None
    availability: Text = None
    status: l.WaitStatus | None = None
    offered_on: Day = None
    note: Text = None


class Verification(Record):
    """One call to a payer about one person's group benefits."""

    verification_id: str
    about: str
    called_on: date
    by: Text = None
    payer: Text = None
    spoke_with: Text = None
    reference_number: Text = None
    plan_active: l.YesNoUnsure | None = None
    in_network: l.NetworkAnswer | None = None
    group_covered: l.YesNoUnsure | None = None
    copay: Money = None
    coinsurance: Money = None
    deductible_applies: l.YesNoUnsure | None = None
    deductible: Money = None
    deductible_met: Money = None
    session_limit: Count = None
    sessions_used: Count = None
    authorization: l.Authorization | None = None
    authorization_number: Text = None
    authorized_sessions: Count = None
    authorized_from: Day = None
    authorized_to: Day = None
    telehealth_covered: l.YesNoUnsure | None = None
    other_coverage: Text = None
    result: l.VerificationResult | None = None
    note: Text = None
    benefit_year_starts: Day = None
    carve_out: Text = None
    call_back_on: Day = None


class Session(Record):
    """One meeting of a group; times are what the clock on the wall says."""

    session_id: str
    group_id: str
    on: date
    number: int
    starts: time | None = None
    ends: time | None = None
    facilitator: Text = None
    cofacilitator: Text = None
    was_held: YesNo = None
    cancelled_because: Text = None
    told_how: Text = None
    topics: Text = None
    content: Text = None
    dynamics: Text = None
    critical_incident: Text = None
    homework: Text = None


class Visit(Record):
    """One member in one session: the row a clinician ticks."""

    visit_id: str
    session_id: str
    on: date
    client_id: str
    mark: l.Mark | None = None
    arrived: time | None = None
    left: time | None = None
    told_us_on: datetime | None = None
    reason: Text = None
    attended: l.Attends | None = None
    participation: l.Participation | None = None
    contributions: Text = None
    observations: Text = None
    progress: Text = None
    plan: Text = None
    factor: l.Factor | None = None
    signed: Text = None
    signed_on: Day = None
    do_not_bill: YesNo = None


class OtherService(Record):
    """A service of the same client on record elsewhere, for the same-day rule."""

    service_id: str
    on: date
    client_id: str
    code: Text = None
    starts: time | None = None
    ends: time | None = None
    clinician: Text = None


class Payment(Record):
    """Money received or given back."""

    payment_id: str
    on: date
    client_id: str
    visit_id: Text = None
    kind: l.PaymentKind | None = None
    amount: Money = None
    method: Text = None
    reference: Text = None


class Decision(Record):
    """A question to a person, and the answer."""

    decision_id: str
    asked_on: Day = None
    kind: Text = None
    about: Text = None
    question: Text = None
    why: Text = None
    proposed_text: Text = None
    answer: YesNo = None
    answered_by: Text = None
    note: Text = None


class LaunchTask(Record):
    """Something to do before a group starts."""

    task_id: str
    group_id: str
    due: Day = None
    when: l.LaunchWhen | None = None
    task: Text = None
    done: YesNo = None
    by: Text = None
    note: Text = None
