"""How a member took part, and what a payer wants a claim to say about it."""

from dataclasses import dataclass
from enum import Enum

from domain import codes
from domain.lists import Attends, HomePlace, How, PhoneModifier, VideoModifier
from domain.reasons import Reason, reason
from domain.records import PayerRule


class Way(Enum):
    """How someone takes part."""

    IN_PERSON = "in person"
    VIDEO = "video"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Told:
    """What a line says about the way a member took part: the payer's group modifier, the way's own, the place."""

    group: tuple[str, ...] = ()
    way: tuple[str, ...] = ()
    place: str = ""
    reasons: tuple[Reason, ...] = ()

    @property
    def modifiers(self) -> tuple[str, ...]:
        """All modifiers of a group therapy line; the one that decides the price stands first."""
        return (*self.group, *self.way)


WAYS: dict[Attends, tuple[Way, bool]] = {
    Attends.IN_PERSON: (Way.IN_PERSON, False),
    Attends.VIDEO_HOME: (Way.VIDEO, True),
    Attends.VIDEO_ELSEWHERE: (Way.VIDEO, False),
    Attends.PHONE_HOME: (Way.PHONE, True),
    Attends.PHONE_ELSEWHERE: (Way.PHONE, False),
}
"""The way, and whether the member was at home."""

OF_GROUP: dict[How, Attends] = {
    How.IN_PERSON: Attends.IN_PERSON,
    How.VIDEO: Attends.VIDEO_HOME,
    How.PHONE: Attends.PHONE_HOME,
}
"""How members of a group take part when nobody wrote anything else; a mixed group says nothing about one member."""


def how_attended(visit: Attends | None, member: Attends | None, group: How | None) -> Attends | None:
    """How and from where a member took part: what the visit says, else the roster, else the group."""
    return visit or member or (OF_GROUP.get(group) if group else None)


def told(rule: PayerRule, attended: Attends | None) -> Told:
    """Modifier and place of service for one payer's rule and one way of taking part (billing.md 7.4).

    Its reasons say what is unknown or not paid; modifier and place are then incomplete.
    """
    if attended is None:
        return Told(reasons=(reason("CLAIM_HOW_UNKNOWN"),))
    way, at_home = WAYS[attended]
    group, wrong = _of_group(rule)
    if way is Way.IN_PERSON:
        return Told(group, (), codes.OFFICE, wrong)
    modifiers, missing = _video(rule) if way is Way.VIDEO else _phone(rule)
    place, unknown = _place(rule, at_home=at_home)
    return Told(group, modifiers, place, (*wrong, *missing, *unknown))


def _video(rule: PayerRule) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
    if rule.video_modifier is None:
        return (), (_blank(rule, "Video modifier", "none"),)
    return (() if rule.video_modifier is VideoModifier.NONE else (rule.video_modifier.value,)), ()


def _phone(rule: PayerRule) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
    if rule.phone_modifier is None:
        return (), (_blank(rule, "Phone modifier", "93"),)
    if rule.phone_modifier is PhoneModifier.NOT_COVERED:
        return (), (reason("CLAIM_PHONE_NOT_COVERED", rule=rule.row_id, payer=rule.payer),)
    return (() if rule.phone_modifier is PhoneModifier.NONE else (rule.phone_modifier.value,)), ()


def _place(rule: PayerRule, *, at_home: bool) -> tuple[str, tuple[Reason, ...]]:
    if not at_home:
        return codes.TELEHEALTH, ()
    if rule.home_place is None:
        return "", (_blank(rule, "Home place of service", HomePlace.HOME.value),)
    return rule.home_place.value, ()


def _of_group(rule: PayerRule) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
    text = (rule.group_modifier or "").strip().upper()
    if not text:
        return (), ()
    if codes.is_modifier(text) and text not in codes.NEVER_ON_GROUP:
        return (text,), ()
    return (), (reason("CLAIM_GROUP_MODIFIER", rule=rule.row_id, payer=rule.payer),)


def _blank(rule: PayerRule, column: str, example: str) -> Reason:
    return reason("CLAIM_PAYER_COLUMN", rule=rule.row_id, payer=rule.payer, column=column, example=example)
