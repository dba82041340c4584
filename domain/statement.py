"""What stands on a client's statement: no group's name, no diagnosis, nobody else."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from domain.account import Account, Entry
from domain.details import Details
from domain.paper import Figures, Paper, Passage
from domain.records import Client
from domain.remittance import NOTHING
from domain.wording import day_words, phone_words

COLUMNS = (("Date", 22), ("What", 38), ("Charge", 13), ("Paid", 13), ("Balance", 14))


def statement(details: Details, client: Client, before: Account, now: Account, month: tuple[date, date]) -> Paper:
    """A client's month: what was open before, each charge and payment, what is open at its end.

    ``before`` is the account at the end of the month before, ``now`` at the end of this one.
    """
    first, last = month
    return Paper(
        title="Statement",
        practice_name=details.practice_name,
        reference=f"{client.client_id}, {first:%B %Y}",
        about=about_client(details, client, (("Until", day_words(last)),)),
        blocks=tuple(_blocks(details, before, now, first)),
    )


def about_client(details: Details, client: Client, more: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Who a paper is for and who sent it."""
    return (
        ("Client", f"{client.first_name} {client.last_name}"),
        ("From", details.practice_name),
        ("Address", address(client.street, client.city, client.state, client.zip)),
        ("Practice's address", address(details.street, details.city, details.state, details.zip)),
        ("Client ID", client.client_id),
        ("Phone", phone_words(details.phone) if details.phone else ""),
        *((("Guardian", client.guardian),) if client.guardian else ()),
        *more,
    )


def address(street: str | None, city: str | None, state: str | None, zip_code: str | None) -> str:
    """An address in one line, without what is not known; a ZIP of nine digits has its hyphen."""
    short = len("12345")
    code = f"{zip_code[:short]}-{zip_code[short:]}" if zip_code and zip_code[short:].isdigit() else zip_code
    place = " ".join(filter(None, (state, code)))
    return ", ".join(filter(None, (street, city, place)))


def _blocks(details: Details, before: Account, now: Account, first: date) -> Iterator[Figures | Passage]:
    rows = tuple(_rows(before.balance, now, first))
    total = ("", _end_words(now), "", "", money(abs(now.balance)))
    yield Figures(columns=COLUMNS, rows=(*rows, total), figures=3, total=True)
    waiting = [a for a in now.ahead if a.on >= first or a.paid]
    if waiting:
        yield Figures(
            heading="Waiting for your plan",
            columns=(("Session of", 36), ("What", 38), ("Paid so far", 26)),
            rows=tuple((day_words(a.on), "Your plan has not settled it yet.", money(a.paid)) for a in waiting),
            figures=1,
        )
    phone = f" {phone_words(details.phone)}" if details.phone else " us"
    asks = f"What you pay after this day is on the next statement. Questions, or something is not right? Call{phone}."
    yield Passage(paragraphs=(("", asks),))


def _end_words(now: Account) -> str:
    if now.balance > 0:
        return "Please pay"
    if now.balance < 0:  # a copay whose row names no visit is no debt of the practice while the plan is still to settle
        return "Paid ahead" if now.ahead else "Yours: we owe it to you"
    return "Nothing to pay"


def _rows(opening: Decimal, now: Account, first: date) -> Iterator[tuple[str, ...]]:
    """The lines of the month with the balance after each; what an earlier session costs otherwise by now stands first."""
    balance = opening
    shown = [e for e in now.entries if e.on >= first]
    changed = now.balance - opening - sum((e.amount for e in shown), NOTHING)
    if opening:
        yield "", "Open from before", "", "", money(balance)
    for entry in ([Entry(first, "Correction of earlier sessions", changed)] if changed else []) + shown:
        balance += entry.amount
        charge, paid = (money(entry.amount), "") if entry.amount > 0 else ("", money(-entry.amount))
        yield day_words(entry.on), entry.what, charge, paid, money(balance)


def money(value: Decimal) -> str:
    """A sum in a column: ``$1,045.00``, ``-$5.00``."""
    return f"{'-' if value < 0 else ''}${abs(value):,.2f}"
