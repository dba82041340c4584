"""Answers to a form, asked of the form itself or read from the spreadsheet it is linked to: the same, each once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from connectors.google import FormAnswers, Memory
from connectors.google.emulator import Hands, World
from connectors.google.emulator.forms import submit
from connectors.google.emulator.linked import Linked
from connectors.google.emulator.updates import batch_update
from connectors.google.emulator.world import SERVICE
from connectors.google.forms import GoogleForms
from connectors.google.problems import GoogleEmpty, GoogleNoQuestions, GoogleNoStamp, GoogleOthersForm
from connectors.google.response_tabs import AskedForm, ResponseTabs, TabAnswers, answers_of
from sheets_schema.intake import INTAKE
from sheets_schema.intake_form import intake_form
from sheets_schema.tab import words_of
from sheets_schema.verification_form import verification_form
from sheets_schema.verifications import VERIFICATIONS
from tests.connectors.google.place import Place, google

FORM = intake_form(["Calm Mondays", "Grief, mornings"], ["Aetna", "BCBS"])
Answers = FormAnswers | TabAnswers


class Clock:
    at = datetime(2026, 3, 12, 13, 0, 0, 123456, UTC)
    step = timedelta(milliseconds=1)

    def now(self) -> datetime:
        self.at += self.step
        return self.at


@dataclass
class Source:
    """One of the two ways of an answer: how a person sends it, and how it is read; each reader has this memory."""

    place: Place
    clock: Clock
    submit: Callable[[dict[str, list[str]], str], str]
    reader: Callable[[Memory], Answers]
    linked: Linked

    def send(self, response_id: str = "", **said: str) -> str:
        answers = {FORM.number(field.replace("__", ".")): value.split("|") for field, value in said.items()}
        return self.submit(answers, response_id)

    @property
    def hands(self) -> Hands:
        return self.place.hands


def opened(place: Place, clock: Clock, *, by_tab: bool) -> Source:
    form_id = GoogleForms(place.account("owner-token")).make(FORM)
    place.world.files[form_id].rights[SERVICE] = {"id": "9", "type": "user", "role": "writer"}
    place.hands.book.properties["timeZone"] = "America/New_York"
    linked = Linked(place.world, form_id, place.id)
    if by_tab:
        return Source(place, clock, linked.submit, lambda memory: of_tab(place, memory), linked)
    return Source(
        place,
        clock,
        lambda answers, response: submit(place.world, form_id, answers, response),
        lambda memory: FormAnswers(place.account(), form_id, FORM, memory, words=words_of(INTAKE)),
        linked,
    )


def of_tab(place: Place, memory: Memory) -> TabAnswers:
    return TabAnswers(ResponseTabs(place.account(), place.id), FORM, words_of(INTAKE), memory)


@pytest.fixture(params=["form", "tab"])
def source(request: pytest.FixtureRequest) -> Iterator[Source]:
    clock = Clock()
    with google(World(clock.now)) as place:
        yield opened(place, clock, by_tab=request.param == "tab")


@pytest.fixture
def form() -> Iterator[Source]:
    clock = Clock()
    with google(World(clock.now)) as place:
        yield opened(place, clock, by_tab=False)


@pytest.fixture
def tab() -> Iterator[Source]:
    clock = Clock()
    with google(World(clock.now)) as place:
        yield opened(place, clock, by_tab=True)


def first_names(answers: Answers) -> list[object]:
    return [answer.cells["first_name"] for answer in answers.new()]


def test_answers_become_cells(source: Source) -> None:
    source.send(
        first_name="Ana", last_name="Example", born="1990-04-12", mobile="4155550132", group_interest="Calm Mondays|Grief mornings",
        availability__Monday="Evening (5-8)", availability__Tuesday="Lunch (12-2)|Evening (5-8)", filled_in_by="Myself, I am 18 or older",
        holder="My husband, wife or partner", text_consent="Yes, I agree (SMS v1)", text_risk_accepted="No", presenting_issue='=IMPORTXML("x")',
    )  # fmt: skip
    (answer,) = source.reader(Memory()).new()
    assert answer.cells == {
        "first_name": "Ana", "last_name": "Example", "born": date(1990, 4, 12), "mobile": "4155550132", "holder": "Spouse",
        "group_interest": "Calm Mondays, Grief mornings", "text_consent": "Yes, I agree (SMS v1)", "text_risk_accepted": "No",
        "availability": "Monday Evening (5-8); Tuesday Lunch (12-2), Evening (5-8)", "presenting_issue": '=IMPORTXML("x")',
        "filled_in_by": "Myself",
    }  # fmt: skip
    assert answer.row_id.startswith("A-")
    assert abs(answer.sent - source.clock.at) < timedelta(seconds=1)


def test_each_answer_comes_once(source: Source) -> None:
    answers = source.reader(Memory())
    for number in range(5):
        source.send(first_name=f"Person {number}")
        assert first_names(answers) == [f"Person {number}"]
        answers.taken()
        assert answers.new() == []


def test_what_was_not_taken_comes_again(source: Source) -> None:
    memory = Memory()
    source.send(first_name="Ana")
    first = source.reader(memory).new()
    again = source.reader(memory)
    assert again.new() == first
    again.taken()
    assert source.reader(memory).new() == []


def test_two_answers_of_one_moment_come_both(source: Source) -> None:
    source.clock.step = timedelta(0)
    answers = source.reader(Memory())
    source.send(first_name="Ana")
    answers.new()
    answers.taken()
    source.send(first_name="Bea")
    assert first_names(answers) == ["Bea"]


def test_an_edited_answer_comes_again_as_a_row_of_its_own(source: Source) -> None:
    answers = source.reader(Memory())
    sent = source.send(first_name="Ana")
    (first,) = answers.new()
    answers.taken()
    source.clock.at += timedelta(hours=1)
    source.send(sent, first_name="Anna")
    (second,) = answers.new()
    answers.taken()
    assert second.row_id != first.row_id
    assert second.cells["first_name"] == "Anna"
    assert answers.new() == []


def test_answers_come_in_the_order_in_which_they_were_sent(source: Source) -> None:
    for name in ("Cora", "Ana", "Ben"):
        source.send(first_name=name)
    assert first_names(source.reader(Memory())) == ["Cora", "Ana", "Ben"]


PEOPLE: list[tuple[str, Callable[[Source], None]]] = [
    ("sort the tab", lambda s: s.hands.sort(s.linked.title, "First name, as on the insurance card")),
    ("copy a row", lambda s: s.hands.copy_row(s.linked.title, 2, 3)),
    ("rename the tab", lambda s: s.hands.rename_tab(s.linked.title, "New people")),
    ("insert a column", lambda s: s.hands.insert_column(s.linked.title, 1, "Called back")),
    ("move a column", lambda s: s.hands.move_column(s.linked.title, "Mobile phone", 1)),
    ("write beside an answer", lambda s: s.hands.put(s.linked.title, 2, 60, "called")),
    ("write a line of their own", lambda s: s.hands.put(s.linked.title, 9, 1, "from here on April")),
    ("give a question the name of its column", lambda s: heading(s, "Mobile phone", "Mobile")),
    ("delete a row", lambda s: s.hands.delete_row(s.linked.title, 3)),
]


def heading(source: Source, old: str, new: str) -> None:
    source.hands.put(source.linked.title, 1, source.hands.column_of(source.linked.title, old), new)


@pytest.mark.parametrize(("what", "act"), PEOPLE, ids=[what for what, _ in PEOPLE])
def test_nothing_comes_again_when_people(tab: Source, what: str, act: Callable[[Source], None]) -> None:
    memory = Memory()
    tab.send(first_name="Zoe", mobile="4155550132")
    tab.send(first_name="Ana", mobile="4155550133")
    answers = tab.reader(memory)
    assert first_names(answers) == ["Zoe", "Ana"]
    answers.taken()
    act(tab)
    assert tab.reader(memory).new() == [], what
    tab.send(first_name="Ben", mobile="4155550134")
    (new,) = tab.reader(memory).new()
    assert new.cells["mobile"] == "4155550134"


def test_a_form_that_was_linked_anew_brings_what_is_new_alone(tab: Source) -> None:
    memory, answers = Memory(), {FORM.number("first_name"): ["Ana"]}
    tab.submit(answers, "")
    reader = tab.reader(memory)
    assert first_names(reader) == ["Ana"]
    reader.taken()
    book = tab.hands.book
    copied = book.titled(tab.linked.title)
    assert copied is not None
    again = Linked(tab.place.world, next(iter(tab.place.world.forms)), tab.place.id)
    again.sheet.rows[:] = [{column: dict(cell) for column, cell in row.items()} for row in copied.rows]
    again.submit({FORM.number("first_name"): ["Bea"]})
    assert first_names(tab.reader(memory)) == ["Bea"]


def test_answers_that_were_taken_do_not_come_again_when_a_heading_gets_words_that_nobody_knows(tab: Source) -> None:
    memory = Memory()
    tab.send(first_name="Zoe", mobile="4155550132")
    answers = tab.reader(memory)
    assert first_names(answers) == ["Zoe"]
    answers.taken()
    heading(tab, "Mobile phone", "Where do we reach you?")
    answers = tab.reader(memory)
    assert answers.new() == []
    answers.taken()
    tab.send(first_name="Ana", mobile="4155550133")
    answers = tab.reader(memory)
    assert first_names(answers) == ["Ana"]
    answers.taken()
    heading(tab, "Where do we reach you?", "Mobile")
    again = tab.reader(memory).new()
    assert [one.cells["mobile"] for one in again] == ["4155550132", "4155550133"], "more is known of them now"


@pytest.mark.parametrize("call", ["sheets.spreadsheets.get", "sheets.spreadsheets.values.batchGetByDataFilter"])
def test_an_answer_with_nothing_in_it_is_no_tab_without_answers(tab: Source, call: str) -> None:
    tab.send(first_name="Ana")
    tab.place.world.faults.add("nothing in it", call)
    with pytest.raises(GoogleEmpty):
        tab.reader(Memory()).new()
    assert first_names(tab.reader(Memory())) == ["Ana"]


def test_a_zone_may_be_a_distance_alone(tab: Source) -> None:
    tab.send(first_name="Ana")
    (there,) = tab.reader(Memory()).new()
    tab.hands.book.properties["timeZone"] = "GMT-07:00"
    (answer,) = tab.reader(Memory()).new()
    assert answer.sent - there.sent == timedelta(hours=3), "New York is four hours behind in March"


def test_a_form_with_other_questions_becomes_no_empty_rows() -> None:
    with google() as place:
        form_id = GoogleForms(place.account("owner-token")).make(FORM)
        place.world.files[form_id].rights[SERVICE] = {"id": "9", "type": "user", "role": "writer"}
        submit(place.world, form_id, {FORM.number("first_name"): ["Ana"]}, "")
        with pytest.raises(GoogleOthersForm, match="form_answers"):
            FormAnswers(place.account(), form_id, verification_form(), Memory()).new()


def test_a_tab_without_the_questions_is_said(tab: Source) -> None:
    tab.hands.delete_tab(tab.linked.title)
    with pytest.raises(GoogleNoQuestions, match="New client form"):
        tab.reader(Memory()).new()


@pytest.mark.parametrize("word", ["Marca temporal", "Zeitstempel", " TIMESTAMP"])
def test_the_times_of_answers_are_known_in_other_languages(tab: Source, word: str) -> None:
    tab.send(first_name="Ana", last_name="Sample", mobile="518-555-0132")
    heading(tab, "Timestamp", word)
    assert first_names(tab.reader(Memory())) == ["Ana"]


def test_a_tab_whose_times_somebody_renamed_is_said_to_be_one(tab: Source) -> None:
    memory = Memory()
    tab.send(first_name="Ana", last_name="Sample", mobile="518-555-0132")
    heading(tab, "Timestamp", "Came on")
    with pytest.raises(GoogleNoStamp, match="no column Timestamp"):
        tab.reader(memory).new()
    heading(tab, "Came on", "Timestamp")
    assert first_names(tab.reader(memory)) == ["Ana"]


def test_a_question_that_nobody_knows_is_named_as_long_as_one_of_ours_is_missing(tab: Source) -> None:
    tab.send(first_name="Ana", mobile="4155550132", email="ana@example.com")
    answers = tab.reader(Memory())
    answers.new()
    assert answers.unread == ()
    tab.hands.insert_column(tab.linked.title, 1, "How did you hear of us?")
    tab.hands.put(tab.linked.title, 2, 1, "A friend")
    answers.new()
    assert answers.unread == (), "a question more is the practice's own"
    heading(tab, "Mobile phone", "Where do we reach you?")
    answers.new()
    assert answers.unread == ("How did you hear of us?", "Where do we reach you?")


@pytest.mark.parametrize(
    ("time", "undated"),
    [("last night", 1), ("3/11 evening", 1), (None, 0)],
    ids=["words", "half a time", "a person's own line"],
)
def test_an_answer_whose_time_nobody_can_read_is_counted(tab: Source, time: str | None, undated: int) -> None:
    tab.send(first_name="Ana", mobile="4155550132", email="ana@example.com")
    tab.send(first_name="Ben", mobile="4155550133", email="ben@example.com")
    stamp = tab.hands.column_of(tab.linked.title, "Timestamp")
    tab.hands.put(tab.linked.title, 2, stamp, time)
    answers = tab.reader(Memory())
    assert [one.cells["first_name"] for one in answers.new()] == ["Ben"]
    assert answers.undated == undated
    tab.hands.put(tab.linked.title, 2, stamp, datetime(2026, 3, 11, 18, 30))
    assert len(answers.new()) == 2
    assert answers.undated == 0


def both(tab: Source, memory: Memory) -> tuple[Answers, Answers]:
    asked = (
        AskedForm(None, lambda *_: FORM, words_of(INTAKE)),
        AskedForm(None, lambda *_: verification_form(), words_of(VERIFICATIONS)),
    )
    intake, calls = answers_of(tab.place.account(), asked, memory, None, tab.place.id)
    return intake, calls


def test_a_practice_need_not_have_both_forms(tab: Source) -> None:
    memory = Memory()
    tab.send(first_name="Ana")
    intake, calls = both(tab, memory)
    assert first_names(intake) == ["Ana"]
    assert calls.new() == []
    intake.taken()
    calls.taken()
    batch_update(tab.hands.book, [{"addSheet": {"properties": {"title": "Calls"}}}])
    for column, word in enumerate(("Timestamp", "Who was called?", "What did they say?")):
        tab.hands.put("Calls", 1, column, word)
    _, calls = both(tab, memory)
    with pytest.raises(GoogleNoQuestions, match="Benefits call"):
        calls.new()
    tab.hands.delete_tab("Calls")
    tab.hands.delete_tab(tab.linked.title)
    intake, calls = both(tab, memory)
    for answers in (intake, calls):
        with pytest.raises(GoogleNoQuestions):
            answers.new()


def test_a_tab_belongs_to_the_form_with_more_of_its_questions(tab: Source) -> None:
    """The sheet of a call begins with who it is about, in words that the intake form has too."""
    tab.hands.delete_tab(tab.linked.title)
    batch_update(tab.hands.book, [{"addSheet": {"properties": {"title": "Calls"}}}])
    said = {
        "Timestamp": 46000.5, "First name": "Ana", "Last name": "Example", "Date of birth": 33000, "About": "C-001",
        "Called on": 46000, "By": "II", "Reference number": "none given",
    }  # fmt: skip
    for column, (word, value) in enumerate(said.items()):
        tab.hands.put("Calls", 1, column, word)
        tab.hands.put("Calls", 2, column, value)
    intake, calls = both(tab, Memory())
    assert intake.new() == []
    assert [answer.cells["about"] for answer in calls.new()] == ["C-001"]


def test_the_tabs_are_read_once_for_both_forms(tab: Source) -> None:
    place, call = tab.place, verification_form()
    form_id = GoogleForms(place.account("owner-token")).make(call)
    Linked(place.world, form_id, place.id).submit({call.number("about"): ["C-001"], call.number("by"): ["II"]})
    tab.send(first_name="Ana")
    asked = (AskedForm(None, lambda *_: FORM, words_of(INTAKE)), AskedForm(None, lambda *_: call, {}))
    memory, before = Memory(), place.world.calls.copy()
    intake, calls = answers_of(place.account(), asked, memory, None, place.id)
    assert first_names(intake) == ["Ana"]
    assert [a.cells["about"] for a in calls.new()] == ["C-001"]
    assert (place.world.calls - before).total() == 2
    intake.offer(["Calm"], ["Aetna"])
    assert (place.world.calls - before).total() == 2
    assert first_names(intake) == ["Ana"]
    assert (place.world.calls - before).total() == 4


def make_anew(source: Source, field: str, title: str) -> str:
    """Somebody takes a question out and asks it anew: the new one has another ID."""
    (made,) = source.place.world.forms.values()
    item = next(i for i in made["items"] if question_in(i) == FORM.number(field))
    item["questionItem"]["question"]["questionId"] = "7f00ff01"
    item["title"] = title
    return "7f00ff01"


def question_in(item: dict[str, Any]) -> str:
    return str(item.get("questionItem", {}).get("question", {}).get("questionId", ""))


@pytest.mark.parametrize(("field", "title", "unread"), [
    ("mobile", "Mobile phone", ()),
    ("mobile", " mobile  Phone", ()),
    ("mobile", "Mobile", ()),
    ("mobile", "Cell number", ("Cell number",)),
    ("email", "E-mail", ()),
    ("email", "Where did you hear of us?", ()),
])  # fmt: skip
def test_a_question_that_was_made_anew_is_known_by_its_words_or_named(
    form: Source, field: str, title: str, unread: tuple[str, ...]
) -> None:
    number, memory = make_anew(form, field, title), Memory()
    form.submit({FORM.number("first_name"): ["Ana"], number: ["518-555-0132"]}, "")
    answers = form.reader(memory)
    (ana,) = answers.new()
    answers.taken()
    is_known = not unread and "hear" not in title
    assert (ana.cells.get(field), tuple(answers.unread)) == ("518-555-0132" if is_known else None, unread)
    asked = form.place.world.calls["forms.forms.get"]
    again = form.reader(memory)
    assert not again.new()
    assert tuple(again.unread) == unread, "it is named until somebody words it so that it is known"
    assert form.place.world.calls["forms.forms.get"] == asked + len(unread)


def test_a_form_that_asks_what_it_was_made_to_ask_is_not_looked_at(form: Source) -> None:
    form.send(first_name="Ana")
    assert first_names(form.reader(Memory())) == ["Ana"]
    assert not form.place.world.calls["forms.forms.get"]


@pytest.mark.parametrize(("typed", "wanted"), [("", "ana@example.com"), ("other@example.com", "other@example.com")])
def test_an_address_that_google_collects_is_the_email_unless_one_is_typed(
    source: Source, typed: str, wanted: str
) -> None:
    source.send(first_name="Ana", **({"email": typed} if typed else {}))
    (made,) = source.place.world.forms.values()
    for response in made["responses"].values():
        response["respondentEmail"] = "ana@example.com"
    title = source.linked.title
    source.hands.put(title, 1, 60, "Email Address")
    source.hands.put(title, 2, 60, "ana@example.com")
    (ana,) = source.reader(Memory()).new()
    assert ana.cells["email"] == wanted


def test_another_form_of_the_same_kind_brings_all_its_answers(form: Source) -> None:
    place, memory = form.place, Memory()
    other = GoogleForms(place.account("owner-token")).make(FORM)
    place.world.files[other].rights[SERVICE] = {"id": "9", "type": "user", "role": "writer"}
    submit(place.world, other, {FORM.number("first_name"): ["Early"]}, "resp-0901")
    form.send(first_name="Late")
    first = form.reader(memory)
    assert first_names(first) == ["Late"]
    first.taken()
    assert first_names(FormAnswers(place.account(), other, FORM, memory)) == ["Early"]
    assert first_names(form.reader(memory)) == []
