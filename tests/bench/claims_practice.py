"""A practice of any size whose every visit is ready to be billed: groups of ten that met eight times."""

from datetime import date, timedelta

from domain import lists as l
from domain.practice import Practice
from tests.domain.claims_build import DETAILS, call, client, group, member, payer, practice, session, staff, visit

SEATS, MEETINGS = 10, 8
FIRST = date(2026, 1, 8)


def grown(visits: int) -> Practice:
    """So many visits, ten to a session; a third of the members needs authorization, a fifth of the visits a complexity line."""
    sittings = [(n // MEETINGS, n % MEETINGS) for n in range(visits // SEATS)]
    groups = sorted({g for g, _ in sittings})
    people = [g * SEATS + n + 1 for g in groups for n in range(SEATS)]
    of = {g: f"G-{g + 1:03d}" for g in groups}
    days = [FIRST + timedelta(weeks=n) for n in range(MEETINGS)]
    paid = {"authorization": l.Authorization.HAVE_IT, "authorized_sessions": 12}
    return practice(
        details=DETAILS,
        staff=(staff(),),
        payers=(payer(),),
        groups=tuple(group(of[g]) for g in groups),
        clients=tuple(client(n, payer="Aetna", member_id=f"W{n:09d}") for n in people),
        roster=tuple(member(n, of[(n - 1) // SEATS]) for n in people),
        verifications=tuple(
            call(n, **(paid | {"authorization_number": f"A{n}"} if n % 3 == 0 else {})) for n in people
        ),
        sessions=tuple(session(f"{of[g]}/{n + 1:02d}", days[n]) for g, n in sittings),
        visits=tuple(
            visit(
                g * SEATS + s + 1,
                f"{of[g]}/{n + 1:02d}",
                days[n],
                factor=l.Factor.CAREGIVER if s % 5 == 0 else None,
            )
            for g, n in sittings
            for s in range(SEATS)
        ),
    )
