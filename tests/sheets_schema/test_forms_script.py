"""The script that makes the forms is current, and puts every question into its place."""

import re

import pytest

from sheets_schema.form import Form
from sheets_schema.forms_script import PAGE, main, script, whole
from sheets_schema.intake_form import intake_form
from sheets_schema.verification_form import verification_form

FORMS = [intake_form(["Calm Mondays"], ["Aetna"]), verification_form(["Aetna"])]


def test_the_script_in_the_docs_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == whole(), "run: make docs"
    assert main(["--check"]) == 0


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_pages_and_questions_stand_in_the_order_of_the_declaration(form: Form) -> None:
    made = script([form])
    places = [int(n) for n in re.findall(r"moveItem\(item.getIndex\(\), (\d+)\)", made)]
    breaks = made.count("addPageBreakItem")
    assert breaks == len(form.pages) - 1
    assert len(places) == sum(len(page.questions) for page in form.pages)
    assert sorted(places) == places
    assert places[-1] == len(places) + breaks - 1
    for page in form.pages:
        for question in page.questions:
            assert f'setTitle("{question.title}")' in made


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_answers_lead_only_to_pages_that_were_made_before(form: Form) -> None:
    made = script([form])
    for found in re.finditer(r'createChoice\("[^"]*", (\w+)\)', made):
        assert f"const {found[1]} = " in made[: found.start()]
