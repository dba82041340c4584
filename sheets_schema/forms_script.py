"""The same forms as a script for Apps Script, for whoever would rather paste it once than make a program's key.

The script can do what no other program may: check what is typed, and link the form to a spreadsheet.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sheets_schema.form import Choice, Form, Question
from sheets_schema.intake_form import intake_form
from sheets_schema.verification_form import verification_form

_HEAD = """// Makes the practice's two forms. Paste it at script.google.com, run makeForms once, and look into its log.
// Made by `python -m sheets_schema.forms_script`; change the declarations of the forms, not this file.
function makeForms() {
  const linked = SpreadsheetApp.create('Answers to forms');
"""
_ADDERS = {
    "text": "addTextItem", "paragraph": "addParagraphTextItem", "choice": "addMultipleChoiceItem", "list": "addListItem",
    "several": "addCheckboxItem", "date": "addDateItem", "grid": "addCheckboxGridItem",
}  # fmt: skip
_CHECKS = {
    "mobile": ("[0-9(). +-]{10,20}", "Ten digits, like 415-555-0132."),
    "copay": ("[0-9]{1,3}([.][0-9]{1,2})?", "A number of dollars, like 25."),
    "coinsurance": ("[0-9]{1,2}|100", "A number from 0 to 100, like 20."),
}
"""What a typed answer must look like; the part after it is what a person reads who types something else."""


def script(forms: Sequence[Form]) -> str:
    """The whole script."""
    parts = [_HEAD]
    for form in forms:
        parts += [f"\n  const {form.name} = FormApp.create({_js(form.title)}).setDescription({_js(form.help)});\n"]
        parts += _made(form)
        parts += [
            f"  {form.name}.setCollectEmail(false).setAllowResponseEdits(true).setShowLinkToRespondAgain(false);\n"
        ]
        parts += [f"  {form.name}.setPublished(true);\n"]
        parts += [f"  {form.name}.setDestination(FormApp.DestinationType.SPREADSHEET, linked.getId());\n"]
        parts += [f"  Logger.log('{form.title}: ' + {form.name}.getPublishedUrl());\n"]
    return "".join([*parts, "  Logger.log('Answers: ' + linked.getUrl());\n}\n"])


def _made(form: Form) -> Iterator[str]:
    """Pages are made first, since answers may lead to a later one; then each question is put into its place."""
    for number, page in enumerate(form.pages):
        if number:
            yield f"  const {_page(form, page.name)} = {form.name}.addPageBreakItem().setTitle({_js(page.title)});\n"
    place = 0
    for number, page in enumerate(form.pages):
        place += bool(number)
        for question in page.questions:
            yield from _question(form, question)
            yield f"    {form.name}.moveItem(item.getIndex(), {place});\n  }}\n"
            place += 1


def _page(form: Form, name: str) -> str:
    return f"{form.name}_{name.replace(' ', '_')}"


def _question(form: Form, question: Question) -> Iterator[str]:
    yield f"  {{\n    const item = {form.name}.{_ADDERS[question.kind]}().setTitle({_js(question.title)});\n"
    if question.help:
        yield f"    item.setHelpText({_js(question.help)});\n"
    if question.required:
        yield "    item.setRequired(true);\n"
    if question.kind == "grid":
        yield f"    item.setRows({_js(question.rows)}).setColumns({_js([c.says for c in question.choices])});\n"
    elif question.field in _CHECKS:
        pattern, said = _CHECKS[question.field]
        check = (
            f"FormApp.createTextValidation().setHelpText({_js(said)}).requireTextMatchesPattern({_js(pattern)}).build()"
        )
        yield f"    item.setValidation({check});\n"
    elif question.choices:
        yield f"    item.setChoices([{', '.join(_choice(form, question, choice) for choice in question.choices)}]);\n"


def _choice(form: Form, question: Question, choice: Choice) -> str:
    if not any(one.leads_to for one in question.choices):
        return f"item.createChoice({_js(choice.says)})"
    to = _page(form, choice.leads_to) if choice.leads_to else "FormApp.PageNavigationType.CONTINUE"
    return f"item.createChoice({_js(choice.says)}, {to})"


def _js(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def whole() -> str:
    """The script of the two forms, for a practice whose groups and payers are added in the form itself."""
    return script((intake_form(), verification_form()))


PAGE = Path(__file__).parent.parent / "docs" / "make_forms.gs"


def main(words: Sequence[str]) -> int:
    """Write the script; with ``--check`` only say whether it is current."""
    if "--check" in words:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != whole())
    PAGE.write_text(whole(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
