"""All tabs of the workbook, in the order in which people see them."""

from sheets_schema.attendance import ATTENDANCE
from sheets_schema.clients import CLIENTS
from sheets_schema.decisions import DECISIONS
from sheets_schema.groups import GROUPS
from sheets_schema.intake import INTAKE
from sheets_schema.launch import LAUNCH
from sheets_schema.other_services import OTHER_SERVICES
from sheets_schema.own_tabs import BENEFITS, CLAIMS, DASHBOARD, GRID, MESSAGES, NOTES, STATUS, TO_DO
from sheets_schema.payers import PAYERS
from sheets_schema.payments import PAYMENTS
from sheets_schema.practice import PRACTICE
from sheets_schema.roster import ROSTER
from sheets_schema.sessions import SESSIONS
from sheets_schema.staff import STAFF
from sheets_schema.tab import TabSpec
from sheets_schema.verifications import VERIFICATIONS
from sheets_schema.waitlist import WAITLIST

PEOPLES_TABS: tuple[TabSpec, ...] = (
    ATTENDANCE, SESSIONS, DECISIONS, ROSTER, CLIENTS, GROUPS, VERIFICATIONS, WAITLIST, INTAKE,
    OTHER_SERVICES, PAYMENTS, LAUNCH, PAYERS, STAFF, PRACTICE,
)  # fmt: skip
"""The tabs that people type in; the ones used every day come first."""

OWN_TABS: tuple[TabSpec, ...] = (TO_DO, CLAIMS, NOTES, MESSAGES, BENEFITS, GRID, DASHBOARD, STATUS)
"""The tabs that Circlebook replaces."""

TABS: tuple[TabSpec, ...] = (
    TO_DO, ATTENDANCE, SESSIONS, DECISIONS, GRID, NOTES, CLAIMS, MESSAGES, BENEFITS, DASHBOARD,
    ROSTER, CLIENTS, GROUPS, VERIFICATIONS, WAITLIST, INTAKE, OTHER_SERVICES, PAYMENTS, LAUNCH, PAYERS, STAFF, PRACTICE,
    STATUS,
)  # fmt: skip
