"""The words a dropdown offers, exactly as they stand in the sheet."""

from enum import StrEnum


class YesNo(StrEnum):
    """Yes or No; a blank cell is neither."""

    YES = "Yes"
    NO = "No"


class YesNoUnsure(StrEnum):
    """An answer of a payer's agent; 'Not sure' always means calling again."""

    YES = "Yes"
    NO = "No"
    NOT_SURE = "Not sure"


class Role(StrEnum):
    """What a person of the staff does."""

    CLINICIAN = "Clinician"
    INTAKE = "Intake"
    BILLER = "Biller"
    OWNER = "Owner"


class GroupType(StrEnum):
    """The kinds of group the guide names; psychoeducation is never billed as psychotherapy."""

    SKILLS = "Skills"
    PROCESS = "Process"
    SUPPORT = "Support"
    ADOLESCENT = "Adolescent"
    CHILDREN = "Children"
    PSYCHOEDUCATION = "Psychoeducation"


class Audience(StrEnum):
    """Whom a group is for; the hours that suit them follow from it."""

    WORKING_ADULTS = "Working adults"
    PARENTS = "Stay-at-home parents"
    ADOLESCENTS = "Adolescents"
    OLDER_ADULTS = "Older adults"
    CHILDREN = "Children"
    ANY = "Any"


class How(StrEnum):
    """How a group meets."""

    IN_PERSON = "In person"
    VIDEO = "Video"
    PHONE = "Phone"
    MIXED = "Mixed"


class Attends(StrEnum):
    """How and from where one member takes part in one session."""

    IN_PERSON = "In person"
    VIDEO_HOME = "Video from home"
    VIDEO_ELSEWHERE = "Video elsewhere"
    PHONE_HOME = "Phone from home"
    PHONE_ELSEWHERE = "Phone elsewhere"


class GroupStatus(StrEnum):
    """Where a group stands in its life."""

    PLANNING = "Planning"
    ENROLLING = "Enrolling"
    RUNNING = "Running"
    ENDED = "Ended"


class Weekday(StrEnum):
    """The day a group meets."""

    MONDAY = "Monday"
    TUESDAY = "Tuesday"
    WEDNESDAY = "Wednesday"
    THURSDAY = "Thursday"
    FRIDAY = "Friday"
    SATURDAY = "Saturday"
    SUNDAY = "Sunday"


class PayerKind(StrEnum):
    """What sort of payer it is; no-show fees depend on it."""

    COMMERCIAL = "Commercial"
    MEDICARE = "Medicare"
    MEDICAID = "Medicaid"
    TRICARE = "Tricare"
    SELF_PAY = "Self-pay"
    OTHER = "Other"


class PresenceRule(StrEnum):
    """How much of a session a payer wants a member to be there for."""

    ENTIRE = "Entire session"
    MAJORITY = "Majority"
    AT_LEAST = "At least minutes"
    REVIEW = "Review"


class BillAs(StrEnum):
    """What a payer gets: a claim, nothing but a superbill for the client, or nothing at all."""

    CLAIM = "Claim"
    SUPERBILL = "Superbill"
    NONE = "None"


class SameDay(StrEnum):
    """Whether a payer pays group and individual on one day."""

    YES = "Yes"
    WITH_59 = "With 59"
    WITH_XE = "With XE"
    NO = "No"


class Network(StrEnum):
    """Whether the practice has a contract with the payer."""

    IN = "In"
    OUT = "Out"


class NetworkAnswer(StrEnum):
    """What the payer's agent said about the network."""

    IN = "In"
    OUT = "Out"
    NOT_SURE = "Not sure"


class VideoModifier(StrEnum):
    """The modifier a payer wants on a video visit."""

    M95 = "95"
    GT = "GT"
    NONE = "none"


class PhoneModifier(StrEnum):
    """The modifier a payer wants on a visit by phone, or that it does not pay one."""

    M93 = "93"
    FQ = "FQ"
    NONE = "none"
    NOT_COVERED = "not covered"


class HomePlace(StrEnum):
    """The place of service a payer wants when the client is at home."""

    HOME = "10"
    TELEHEALTH = "02"


class Sex(StrEnum):
    """As on the insurance card."""

    FEMALE = "F"
    MALE = "M"
    UNKNOWN = "U"


class Holder(StrEnum):
    """What the client is to the person who holds the policy."""

    SELF = "Self"
    SPOUSE = "Spouse"
    CHILD = "Child"
    OTHER = "Other"


class ConsentHow(StrEnum):
    """How a client agreed to texts."""

    FORM = "Form"
    PAPER = "Paper"
    SPOKEN = "Spoken"


class OnOff(StrEnum):
    """A switch of one client."""

    ON = "On"
    OFF = "Off"


class MembershipStatus(StrEnum):
    """Where a member stands in a group."""

    ACTIVE = "Active"
    PAUSED = "Paused"
    ENDED = "Ended"
    REMOVED = "Removed"


class FilledInBy(StrEnum):
    """Who answered the intake form."""

    MYSELF = "Myself"
    GUARDIAN = "Parent or guardian"
    REFERRER = "Someone who refers"


class WaitKind(StrEnum):
    """What a person on the waitlist waits for."""

    NEXT_CYCLE = "Next cycle"
    REPLACEMENT = "Replacement"
    PREP = "Needs individual prep"


class Prep(StrEnum):
    """How far individual preparation has come."""

    YES = "Yes"
    NO = "No"
    IN_PROGRESS = "In progress"


class AgeBand(StrEnum):
    """The ages that sit well together."""

    CHILD = "Child"
    ADOLESCENT = "Adolescent"
    ADULT = "Adult"
    OLDER = "Older adult"


class WaitStatus(StrEnum):
    """Where a person on the waitlist stands."""

    WAITING = "Waiting"
    OFFERED = "Offered"
    ACCEPTED = "Accepted"
    DECLINED = "Declined"
    WITHDRAWN = "Withdrawn"
    PLACED = "Placed"


class Authorization(StrEnum):
    """What the payer's agent said about authorization."""

    NOT_NEEDED = "Not needed"
    HAVE_IT = "Have it"
    MUST_ASK = "Must ask"
    NOT_SURE = "Not sure"


class VerificationResult(StrEnum):
    """How a call to a payer ended."""

    VERIFIED = "Verified"
    NOT_COVERED = "Not covered"
    CALL_BACK = "Call back"


class Mark(StrEnum):
    """What a clinician ticks for one member and one session."""

    PRESENT = "Present"
    LATE = "Late"
    LEFT_EARLY = "Left early"
    ABSENT_TOLD = "Absent - told us"
    ABSENT_EXCUSED = "Absent - excused"
    NO_SHOW = "No-show"
    LATE_CANCEL = "Late cancel"
    ABSENT = "Absent"


OFFERED_MARKS = tuple(m.value for m in Mark if m is not Mark.ABSENT)
"""The marks of the dropdown; a plain "Absent" is read where people type it, but does not say how."""


class Participation(StrEnum):
    """How a member took part."""

    ACTIVE = "Active"
    PASSIVE = "Passive"
    RESISTANT = "Resistant"


class Factor(StrEnum):
    """A recorded reason for interactive complexity (90785)."""

    NONE = "none"
    COMMUNICATION = "Communication"
    CAREGIVER = "Caregiver"
    SENTINEL = "Sentinel event"
    EQUIPMENT = "Equipment"


class PaymentKind(StrEnum):
    """What a payment was for."""

    COPAY = "Copay"
    COINSURANCE = "Coinsurance"
    DEDUCTIBLE = "Deductible"
    SELF_PAY = "Self-pay"
    NO_SHOW_FEE = "No-show fee"
    INSURANCE = "Insurance"
    REFUND = "Refund"
    ADJUSTMENT = "Adjustment"


class LaunchWhen(StrEnum):
    """How long before the first session a task is due."""

    WEEKS_8 = "8 weeks"
    WEEKS_4 = "4 weeks"
    WEEK_1 = "1 week"


class OldVerification(StrEnum):
    """What happens to a line whose coverage was checked too long ago."""

    WARN = "Warn"
    HOLD = "Hold"
