"""What mails say: IDs and numbers to the owner, no more than a text to a client, and nothing in a subject."""

from datetime import UTC, date, datetime, time

import pytest

from domain.details import Details
from domain.effects import Forecast, MailContent, SendMail
from templates.mails import render_mail
from templates.mails.letter import SUBJECTS
from templates.texts import TextRefused, telling_words

DETAILS = Details(text_name="Oak Street", phone="+17035550100", practice_name="Oak Street Therapy Groups")


def mail(kind, **content):
    return SendMail(
        key=f"mail:{kind}:x", mail_kind=kind, to="someone@example.com", about="x", content=MailContent(**content),
        not_after=datetime(2026, 3, 3, tzinfo=UTC),
    )  # fmt: skip


def forecast(**more):
    usual = {
        "session_id": "G-01/05",
        "on": date(2026, 3, 3),
        "starts": time(18),
        "expected": 4,
        "cannot_come": 0,
        "needs": 3,
        "break_even": 4,
    }
    return Forecast(**usual | more)


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({}, "  G-01/05, Tue Mar 3, 6:00 PM: 4 expected. Enough."),
        (
            {"expected": 2},
            "  G-01/05, Tue Mar 3, 6:00 PM: 2 expected. Below the minimum of 3 and below break-even at 4.",
        ),
        (
            {"expected": 3, "cannot_come": 1},
            "  G-01/05, Tue Mar 3, 6:00 PM: 3 expected (1 cannot come). Below break-even at 4.",
        ),
        ({"starts": None, "needs": None, "break_even": None}, "  G-01/05, Tue Mar 3: 4 expected. No minimum is set."),
    ],
)
def test_the_owner_reads_each_session_against_what_it_needs(cells, line):
    assert line in render_mail(mail("morning", forecasts=(forecast(**cells),)), DETAILS).body.splitlines()


def test_the_owners_mail_says_what_waits():
    body = render_mail(
        mail("morning", waiting=(("D-0001", "release"), ("D-0002", "?")), counts=(("Clients", 2),)), DETAILS
    ).body
    assert "  D-0001: batch of claims to release\n  D-0002: question\n" in body
    assert "Things to do, by tab\n  Clients: 2\n" in body
    assert "No session today or tomorrow." in body
    assert "Nothing waits in Decisions." in render_mail(mail("morning"), DETAILS).body


def test_a_client_reads_what_a_text_would_say():
    letter = render_mail(mail("reminder", starts=(time(18), time(10)), day=date(2026, 3, 3)), DETAILS)
    assert letter.subject == "Oak Street: reminder"
    assert letter.body.startswith(
        "Oak Street: reminder of your appointment, Tue Mar 3 10:00 AM and 6:00 PM. Questions, or if you cannot come: 703-555-0100."
    )
    assert telling_words(letter.body) == ()


def test_a_name_that_tells_keeps_a_clients_mail_back_too():
    with pytest.raises(TextRefused):
        render_mail(mail("reminder", starts=(time(18),), day=date(2026, 3, 3)), Details(text_name="Hope Recovery"))


@pytest.mark.parametrize("kind", ["crisis", "unread"])
def test_an_alarm_says_what_to_do_and_names_nobody(kind):
    letter = render_mail(mail(kind), DETAILS)
    assert letter.subject == SUBJECTS[kind]
    assert "This mail holds no names." in letter.body


@pytest.mark.parametrize("subject", SUBJECTS.values())
def test_no_subject_tells_what_kind_of_care_it_is(subject):
    assert telling_words(subject) == ()
