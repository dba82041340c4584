"""Texts to clients: their words, their length, and what they never tell."""

import re
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from domain.details import Details
from domain.effects import SendText
from templates.texts import TextRefused, plain, render_text, segments

KINDS = ("reminder_72", "reminder_24", "moved", "cancelled", "logistics")
NEVER = re.compile(r"group|therap|session|diagnos|office|room|clinic", re.IGNORECASE)


def details(name="Oak Street", phone="+14155550101"):
    return Details(text_name=name, phone=phone)


def text(kind="reminder_24", starts=(time(17),), day=date(2026, 12, 1)):
    return SendText(
        key="text:C-001:x:2026-12-01",
        text_kind=kind,
        client_id="C-001",
        session_ids=("G-01/05",),
        session_date=day,
        starts=starts,
        to="+14155550102",
        not_after=datetime(2026, 12, 1, 20, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (
            "reminder_72",
            "Oak Street: reminder, Tue Dec 1 5:00 PM. Reply 1 = coming, 2 = can't make it. Questions 415-555-0101. Reply STOP to opt out.",
        ),
        (
            "reminder_24",
            "Oak Street: reminder, Tue Dec 1 5:00 PM. Reply 1 = coming, 2 = can't make it. Questions 415-555-0101. Reply STOP to opt out.",
        ),
        (
            "moved",
            "Oak Street: your appointment has moved to Tue Dec 1 5:00 PM. Reply 1 = coming, 2 = can't make it. Questions 415-555-0101. Reply STOP to opt out.",
        ),
        (
            "cancelled",
            "Oak Street: your appointment on Tue Dec 1 5:00 PM is cancelled. Questions 415-555-0101. Reply STOP to opt out.",
        ),
        (
            "logistics",
            "Oak Street: your first appointment is Tue Dec 1 5:00 PM. Reply 1 = coming, 2 = can't make it. Questions 415-555-0101. Reply STOP to opt out.",
        ),
    ],
)
def test_m1_m6_each_kind_of_text_says_exactly_this(kind, body):
    assert render_text(text(kind), details()) == body
    assert segments(body) == ("GSM-7", len(body), 1)


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ((time(17), time(19)), "Tue Dec 1 5:00 PM and 7:00 PM."),
        ((time(19), time(17), time(19)), "Tue Dec 1 5:00 PM and 7:00 PM."),
        ((time(9, 5), time(12), time(0, 30)), "Tue Dec 1 12:30 AM, 9:05 AM and 12:00 PM."),
    ],
)
def test_all_times_of_one_day_stand_in_one_text(starts, said):
    assert said in render_text(text(starts=starts), details())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("length", range(2, 60, 3))
def test_a_longer_name_takes_words_away_but_never_the_facts(kind, length):
    name = ("Oak Street " * 6)[:length].strip()
    body = render_text(text(kind), details(name))
    wanted = [name, "Tue Dec 1", "5:00 PM", "STOP"] + ([] if kind == "cancelled" else ["1 = coming", "2 = can't"])
    assert [fact for fact in wanted if fact not in body] == []
    assert segments(body).parts == 1


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "no Text name"),
        ("  \u200b ", "no Text name"),
        ("🌳", "no Text name"),
        ("Oak Street and the long road that leads to the river " * 3, "longer than one message"),
        ("北京", "letters that texts cannot carry"),
        ("Дуб", "letters that texts cannot carry"),
        ("Oak Street Group", "tells what kind of care"),
        ("Psychotherapy on Oak", "tells what kind of care"),
        ("Sober Oak", "tells what kind of care"),
    ],
)
def test_m4_a_name_no_text_can_carry_is_refused_in_one_or_two_sentences(name, why):
    with pytest.raises(TextRefused, match=why) as refused:
        render_text(text(), details(name))
    assert len(str(refused.value).split()) <= 25


def test_a_text_without_a_time_waits():
    with pytest.raises(TextRefused, match="no start time"):
        render_text(text(starts=()), details())


@pytest.mark.parametrize("phone", [None, ""])
def test_without_a_number_to_call_the_rest_is_said(phone):
    assert "Questions" not in render_text(text(), details(phone=phone))


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("Zoë\u2019s Place", "Zoe's Place"),
        ("Oak\u00a0Street\u202fWest", "Oak Street West"),
        ("Peña & Muñoz", "Peña & Muñoz"),
        ("Pen\u0303a", "Peña"),
        ("García \u2013 Río", "Garcia - Rio"),
        ("“Oak”", '"Oak"'),
        ("Oak\nStreet\t1", "Oak Street 1"),
        ("Oak 🌳 Street", "Oak Street"),
        ("O\u200bak", "Oak"),
        ("\uff2f\uff41\uff4b", "Oak"),
        ("Łódź", "Lodz"),
        ("Дуб", "Дуб"),
    ],
)
def test_words_are_put_into_letters_that_cost_nothing(written, sent):
    assert plain(written) == sent


@pytest.mark.parametrize(
    ("body", "alphabet", "units", "parts"),
    [
        ("", "GSM-7", 0, 1),
        ("a" * 160, "GSM-7", 160, 1),
        ("a" * 161, "GSM-7", 161, 2),
        ("a" * 306, "GSM-7", 306, 2),
        ("a" * 307, "GSM-7", 307, 3),
        ("€" * 80, "GSM-7", 160, 1),
        ("[" * 81, "GSM-7", 162, 2),
        ("\u2019" * 70, "UCS-2", 70, 1),
        ("\u2019" * 71, "UCS-2", 71, 2),
        ("🌳" * 35, "UCS-2", 70, 1),
        ("á", "UCS-2", 1, 1),
        ("é", "GSM-7", 1, 1),
    ],
)
def test_segments_are_counted_as_phone_companies_do(body, alphabet, units, parts):
    assert segments(body) == (alphabet, units, parts)


@given(
    kind=st.sampled_from(KINDS),
    name=st.text(max_size=90),
    phone=st.none() | st.text(max_size=20),
    starts=st.lists(st.times(), max_size=5).map(tuple),
    day=st.dates(date(2020, 1, 1), date(2100, 1, 1)),
)
def test_f4_a_text_is_one_segment_or_refused(kind, name, phone, starts, day):
    try:
        body = render_text(text(kind, starts, day), details(name, phone))
    except TextRefused:
        event("refused")
    else:
        event("written")
        assert segments(body)[0] == "GSM-7"
        assert segments(body).parts == 1
        assert len(body) <= 160
        assert "\n" not in body
        assert plain(name) in body
        assert body.endswith("STOP to opt out.")


@given(
    kind=st.sampled_from(KINDS),
    name=st.lists(st.sampled_from(["Oak", "Elm", "Street", "12th", "Group", "therapy", "SESSIONS"])),
)
def test_m2_no_text_ever_tells(kind, name):
    try:
        body = render_text(text(kind), details(" ".join(name)))
    except TextRefused:
        return
    assert NEVER.search(body) is None
