"""The headings of old lists, as people word them, and the field of a row that each one fills."""

import re
from collections.abc import Iterable, Mapping

from pydantic import BaseModel

from sheets_schema.cells.said import shown
from sheets_schema.cells.text import squeezed
from sheets_schema.clients import ClientRow
from sheets_schema.grid import Raw
from sheets_schema.roster import RosterRow
from sheets_schema.tab import Field, fields_of
from sheets_schema.waitlist import WaitlistRow

Vocabulary = dict[str, str]
"""From a heading without case, spaces and marks to the name of the field it fills."""

_NAMES = {
    "name": "Name, Full name, Client, Client name, Member, Member name, Group member, Participant, Patient, Patient name, Nombre",
    "first_name": "First name, First, Given name",
    "last_name": "Last name, Last, Surname, Family name, Apellido, Apellidos",
    "client_id": "Client ID",
}
_PERSON = {
    "goes_by": "Preferred name, Nickname, Preferred",
    "born": "DOB, Birth date, Birthdate, Birthday, D.O.B., Fecha de nacimiento",
    "mobile": "Phone, Phone number, Cell, Cell phone, Cell number, Mobile number, Telephone, Telefono",
    "email": "E-mail, Email address, Correo",
    "payer": "Insurance, Insurance company, Insurance carrier, Carrier, Insurer",
    "member_id": "Insurance ID, Policy number, Member number, Subscriber ID",
    "emergency_contact": "Emergency contact name, Emergency",
    "emergency_phone": "Emergency contact number, Emergency contact phone, Emergency number",
    "text_consent": "OK to text, Consent to text, Text OK",
}
_SEAT = {
    "group": "Group, Group name, Group ID",
    "start": "Started, Start, Enrolled, Enrolled on, Date enrolled, Enrollment date, Date joined, Joined",
    "end": "End, Ended, Ended on, Discharge date",
    "diagnoses": "Diagnosis, Dx, Diagnosis code, Diagnosis codes, ICD-10, ICD-10 code, Diagnostico",
    "goals": "Goals, Treatment goal, Goal",
    "end_reason": "Reason for leaving, Discharge reason",
}
_WAITING = {
    "added": "Added, Added on, Date, Date on list, Fecha",
    "group_interest": "Interested in, Group, Requested group, Group wanted, Interest",
    "prep": "Individual prep, Prep, Prep completed, Individual prep done",
    "verified": "Insurance verified, Verified, Insurance verified?",
    "payer": "Insurance, Insurance company, Carrier",
    "mobile": "Phone, Phone number, Cell, Cell phone, Telephone",
    "note": "Notes, Comments, Remarks",
}
_INSURANCE = {
    "payer": "Insurance, Payer, Insurance company, Carrier, Plan, Payor",
    "copay": "Group copay, Copay, Co-pay, Group co-pay, Copay/coinsurance, Group copay/coinsurance",
    "authorization": "Authorization required, Authorization, Auth required, Auth, Prior authorization, Prior auth required",
    "remaining": "Sessions remaining, Remaining sessions, Sessions left, Visits remaining, Visits left",
    "authorization_number": "Authorization number, Auth #, Authorization #",
    "called_on": "Called on, Verified on, Date verified, Date called",
    "by": "Verified by, Called by",
    "spoke_with": "Spoke with, Representative, Rep",
    "reference_number": "Reference number, Reference #, Reference, Call reference, Ref #",
}
_LOG = {
    "on": "Date, Session date, Day, Fecha",
    "mark": "Mark, Attendance, Status, Attended, Attended?, Present?, Present, Asistencia",
    "arrived": "Arrived, Arrival, Arrival time, Time in, Check in, Checked in, Arrived at",
    "left": "Left, Departed, Time out, Left at, Check out",
    "reason": "Reason, Notes, Note, Comments, Comment, Remarks",
    "group": "Group, Group name, Group ID",
    "number": "Session, Session #, Session number, Session no, Week, Wk",
}


LONGEST_HEADING = 100
"""Letters; what is longer is no heading."""


def key(cell: Raw) -> str:
    """A heading for comparing: what stands in brackets does not count, and # is a word."""
    if not isinstance(cell, str) or len(cell) > LONGEST_HEADING:
        return ""
    words = re.sub(r"\(.*?\)|\[.*?\]", " ", shown(cell))
    return squeezed(words.replace("#", " number ").replace("&", " and "))


def _words(table: Mapping[str, str]) -> dict[str, str]:
    return {key(word): name for name, words in table.items() for word in words.split(",")}


def _declared(row: type[BaseModel], *without: str) -> dict[str, str]:
    """The headings of a tab of the practice itself: a copy of it is an old sheet too."""
    fields: Iterable[Field] = (f for f in fields_of(row) if f.lookup is None and f.name not in without)
    return {key(word): f.name for f in fields for word in (f.column.header, *f.column.synonyms)}


NAMES: Vocabulary = _words(_NAMES)
ROSTER: Vocabulary = (
    _declared(ClientRow) | _declared(RosterRow, "roster_id", "group_id") | NAMES | _words({**_PERSON, **_SEAT})
)
WAITLIST: Vocabulary = _declared(WaitlistRow, "wait_id") | NAMES | _words(_WAITING)
INSURANCE: Vocabulary = NAMES | _words(_INSURANCE)
LOG: Vocabulary = NAMES | _words(_LOG)
