"""Forms made from their declaration, and their answers: each once, edited ones again."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.google import Memory
from connectors.google.answers import FormAnswers
from connectors.google.emulator import World
from connectors.google.emulator.forms import submit
from connectors.google.emulator.refused import Refused
from connectors.google.emulator.world import SERVICE
from connectors.google.forms import GoogleForms, requests
from connectors.google.problems import GoogleNoRoom
from domain.lists import YesNo
from sheets_schema.form import Form
from sheets_schema.intake import INTAKE
from sheets_schema.intake_form import intake_form
from sheets_schema.kinds import KINDS
from sheets_schema.tab import fields_of
from sheets_schema.tabs import TABS
from sheets_schema.verification_form import verification_form
from sheets_schema.verifications import VERIFICATIONS
from tests.connectors.google.place import Place, google

INTAKE_FORM = intake_form(["Calm Mondays", "Grief, mornings"], ["Aetna", "BCBS"])
CALL_FORM = verification_form(["Aetna"])
FORMS = {"intake": INTAKE_FORM, "verification": CALL_FORM}


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 3, 12, 9, 0, 0, 123456, UTC)

    def now(self) -> datetime:
        self.at += timedelta(microseconds=1)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def place(clock: Clock) -> Iterator[Place]:
    with google(World(clock.now)) as made:
        yield made


def made(place: Place, form: Form = INTAKE_FORM) -> str:
    form_id = GoogleForms(place.account("owner-token")).make(form)
    right = {"id": "9", "type": "user", "role": "writer", "emailAddress": SERVICE}
    place.world.files[form_id].rights[SERVICE] = right
    return form_id


def send(place: Place, form_id: str, response_id: str = "", form: Form = INTAKE_FORM, **said: str) -> str:
    answers = {form.number(field.replace("__", ".")): value.split("|") for field, value in said.items()}
    return submit(place.world, form_id, answers, response_id)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_made_published_and_open(place: Place, name: str) -> None:
    form = FORMS[name]
    form_id = made(place, form)
    there = place.world.forms[form_id]
    assert there["publish"]["publishState"] == {"isPublished": True, "isAcceptingResponses": True}
    assert there["settings"]["emailCollectionType"] == "DO_NOT_COLLECT"
    titles = [item["title"] for item in there["items"]]
    assert titles[0] == form.pages[0].questions[0].title
    assert len(titles) == sum(len(page.questions) for page in form.pages) + len(form.pages) - 1


@pytest.mark.parametrize("name", FORMS)
def test_each_question_answers_a_column_of_its_tab_and_each_required_column_is_asked(name: str) -> None:
    form, spec = FORMS[name], {"intake": INTAKE, "verification": VERIFICATIONS}[name]
    assert spec in TABS
    asked = [question.field for page in form.pages for question in page.questions if question.field]
    columns = {f.name: f for f in fields_of(spec.row) if f.lookup is None}
    assert set(asked) <= set(columns)
    assert len(set(asked)) == len(asked)
    needed = {n for n, f in columns.items() if f.column.required} - {"answer_id", "submitted", "verification_id"}
    assert needed <= set(asked)
    assert (
        set(columns) - set(asked) == {"intake": {"answer_id", "submitted"}, "verification": {"verification_id"}}[name]
    )


@pytest.mark.parametrize("name", FORMS)
def test_each_branch_leads_to_a_later_page_and_a_page_has_at_most_one(name: str) -> None:
    form = FORMS[name]
    order = [page.name for page in form.pages]
    for n, page in enumerate(form.pages):
        branching = [q for q in page.questions if any(c.leads_to for c in q.choices)]
        assert len(branching) <= 1, page.name
        for question in branching:
            assert question.kind in {"choice", "list"}
            assert all(order.index(c.leads_to) > n for c in question.choices if c.leads_to)


def test_no_choice_has_a_comma_and_ids_are_all_different() -> None:
    for form in FORMS.values():
        ids = [form.number(q.field) for page in form.pages for q in page.questions]
        assert len(set(ids)) == len(ids)
        for page in form.pages:
            for question in page.questions:
                assert not [c.says for c in question.choices if "," in c.says and question.kind != "choice"]


CHOSEN = {INTAKE_FORM.number("group_interest"), INTAKE_FORM.number("payer")}


def number_of(item: dict[str, Any]) -> str:
    return str(item.get("questionItem", {}).get("question", {}).get("questionId", ""))


def choices(place: Place, form_id: str, field: str) -> list[str]:
    asked = (i for i in place.world.forms[form_id]["items"] if number_of(i) == INTAKE_FORM.number(field))
    return [o["value"] for item in asked for o in item["questionItem"]["question"]["choiceQuestion"]["options"]]


def test_people_choose_among_the_groups_and_payers_of_the_tabs(place: Place) -> None:
    form_id, memory = made(place, intake_form()), Memory()
    items = place.world.forms[form_id]["items"]
    items.insert(0, items.pop(12))  # a person moved a question
    before = deepcopy(items)
    owner = GoogleForms(place.account("owner-token"))

    def offer(groups: list[str], payers: list[str]) -> dict[str, int]:
        calls = place.world.calls.copy()
        FormAnswers(place.account(), form_id, intake_form(), memory, (owner, intake_form)).offer(groups, payers)
        return dict(place.world.calls - calls)

    once = {"forms.forms.get": 1, "forms.forms.batchUpdate": 1}
    assert offer(["Calm Mondays", "Grief, mornings"], ["Aetna"]) == once
    assert choices(place, form_id, "group_interest") == ["Calm Mondays", "Grief mornings", "Not sure - please advise"]
    assert choices(place, form_id, "payer") == ["Aetna", "Another one"]
    after = place.world.forms[form_id]["items"]
    assert {number_of(item) for old, item in zip(before, after, strict=True) if item != old} == CHOSEN
    assert offer(["Calm Mondays", "Grief, mornings"], ["Aetna"]) == {}
    assert offer([], []) == {}
    assert offer(["Calm Mondays"], ["Aetna", "BCBS"]) == once
    assert choices(place, form_id, "payer") == ["Aetna", "BCBS", "Another one"]


def test_a_question_that_a_person_took_out_stays_out_and_without_a_persons_key_nothing_is_asked(place: Place) -> None:
    form_id = made(place, intake_form())
    form = place.world.forms[form_id]
    form["items"] = [item for item in form["items"] if item.get("title") != "Insurance company"]
    owner = GoogleForms(place.account("owner-token"))
    FormAnswers(place.account(), form_id, intake_form(), Memory(), (owner, intake_form)).offer(["Calm"], ["Aetna"])
    assert choices(place, form_id, "payer") == []
    assert choices(place, form_id, "group_interest") == ["Calm", "Not sure - please advise"]
    before = place.world.calls.copy()
    FormAnswers(place.account(), form_id, intake_form(), Memory()).offer(["Other"], [])
    assert place.world.calls == before


def test_the_words_of_a_consent_carry_their_version() -> None:
    consents = [q for page in INTAKE_FORM.pages for q in page.questions if q.field.endswith(("consent", "accepted"))]
    assert len(consents) == 5
    assert all(q.choices[0].says.endswith("v1)") and not q.choices[0].cell for q in consents)
    for question in consents:  # the reader takes the words as they are, and a refusal for one
        assert [KINDS["consent"].parse(c.cell or c.says) for c in question.choices] == [YesNo.YES, YesNo.NO]


def test_making_forms_wants_a_person(place: Place) -> None:
    with pytest.raises(GoogleNoRoom):
        GoogleForms(place.account("service-token")).make(INTAKE_FORM)


def test_a_form_that_is_not_opened_takes_no_answers(place: Place) -> None:
    form_id = made(place)
    place.world.files[form_id].rights = {}
    with pytest.raises(Refused):
        send(place, form_id, first_name="Ana")


def test_many_answers_come_page_by_page(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.google.answers.PAGE", 3)
    form_id = made(place)
    for number in range(8):
        send(place, form_id, first_name=f"Person {number}")
    found = FormAnswers(place.account(), form_id, INTAKE_FORM, Memory()).new()
    assert [a.cells["first_name"] for a in found] == [f"Person {n}" for n in range(8)]
    assert place.world.calls["forms.forms.responses.list"] == 3


def test_the_requests_are_the_same_each_time() -> None:
    assert list(requests(INTAKE_FORM)) == list(
        requests(intake_form(["Calm Mondays", "Grief, mornings"], ["Aetna", "BCBS"]))
    )
