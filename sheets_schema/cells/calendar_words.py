"""The words of the calendar: months and weekdays as people write them in English and Spanish."""

from datetime import date

_MONTH_WORDS = {
    1: "jan january ene enero", 2: "feb february febrero", 3: "mar march marzo", 4: "apr april abr abril", 5: "may mayo",
    6: "jun june junio", 7: "jul july julio", 8: "aug august ago agosto", 9: "sep sept september septiembre",
    10: "oct october octubre", 11: "nov november noviembre", 12: "dec december dic diciembre",
}  # fmt: skip
_WEEKDAY_WORDS = (
    "mon monday lunes", "tue tues tuesday martes", "wed weds wednesday miercoles",
    "thu thur thurs thursday jueves", "fri friday viernes", "sat saturday sabado", "sun sunday domingo",
)  # fmt: skip

MONTHS = {word: number for number, words in _MONTH_WORDS.items() for word in words.split()}
"""Month by its word, from 1."""

WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAY_WORDS) for word in words.split()}
"""Weekday by its word; Monday is 0."""


def day_words(day: date) -> str:
    """A day the way Americans type it: 1/15/2026."""
    return f"{day.month}/{day.day}/{day.year}"


def day_example(day: date) -> str:
    """A day that cannot be misread: Jan 15, 2026."""
    return f"{day:%b} {day.day}, {day.year}"
