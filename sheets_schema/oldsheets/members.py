"""Which client a name in an old list means, within the roster of a group where there is one."""

from domain.records import Group
from sheets_schema.oldsheets.draft import Draft
from sheets_schema.oldsheets.people import listed
from sheets_schema.oldsheets.said import Place
from sheets_schema.oldsheets.whose import fault, find
from sheets_schema.people import Person


def member_named(draft: Draft, raw: str, place: Place, group: Group | None) -> Person | None:
    """The person a name means, or None when it has to be asked about."""
    ask = draft.proposal.ask
    code = fault(raw) if raw else "NAME_MISSING"
    if code:
        ask(code, place, raw=raw)
        return None
    everyone = tuple(draft.people.values())
    of_group = tuple(p for p in everyone if group is None or (group.group_id, p.client_id) in draft.seats)
    match = find(raw, of_group)
    if match.how == "exact":
        return match.people[0]
    if match.how == "initial":
        draft.proposal.note(
            "NAME_INITIAL", place, raw=raw, client=f"{match.people[0].name} ({match.people[0].client_id})"
        )
        return match.people[0]
    if match.how == "two":
        ask("NAME_TWO_MATCHES", place, raw=raw, matches=listed(match.people), example=match.people[0].name)
        return None
    elsewhere = find(raw, everyone)
    if group and elsewhere.how == "exact":
        ask("NAME_NOT_IN_GROUP", place, raw=raw, group=group.group_id, example=elsewhere.people[0].client_id)
        return None
    guess = f"Did you mean {match.guess or elsewhere.guess}? " if match.guess or elsewhere.guess else ""
    example = everyone[0].name if everyone else "Ana Lopez"
    ask("NAME_NOT_FOUND", place, raw=raw, guess=guess, example=example)
    return None
