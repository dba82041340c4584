"""How old somebody is, and with whom they sit well."""

from datetime import date

from domain.lists import AgeBand

ADOLESCENT, ADULT, OLDER = 13, 18, 65


def age_on(born: date, on: date) -> int:
    """Whole years on a day; who is born on February 29 turns on March 1."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def is_minor(born: date, on: date) -> bool:
    """Whether a parent or guardian must fill in and sign."""
    return age_on(born, on) < ADULT


def band_on(born: date, on: date) -> AgeBand:
    """The ages that sit well together: child, adolescent (13-17), adult, older adult (65 and more)."""
    age = age_on(born, on)
    if age < ADOLESCENT:
        return AgeBand.CHILD
    if age < ADULT:
        return AgeBand.ADOLESCENT
    return AgeBand.ADULT if age < OLDER else AgeBand.OLDER
