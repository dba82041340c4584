"""Google Forms made from their declaration, and their answers read.

A form that a program makes is unpublished, and even published it wants a right for whoever answers (Google, since
2026-06-30): both are set here.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from connectors.google.account import Account
from sheets_schema.form import Choice, Form, Page, Question
from sheets_schema.grid import Written

Json = dict[str, Any]
KINDS = {"choice": "RADIO", "list": "DROP_DOWN", "several": "CHECKBOX"}
_OPEN = {"publishState": {"isPublished": True, "isAcceptingResponses": True}}


def requests(form: Form) -> Iterator[Json]:
    """The items of a form in their order, for ``forms.batchUpdate`` on an empty one."""
    if form.help:
        info = {"info": {"title": form.title, "description": form.help}, "updateMask": "description"}
        yield {"updateFormInfo": info}
    yield {
        "updateSettings": {"settings": {"emailCollectionType": "DO_NOT_COLLECT"}, "updateMask": "emailCollectionType"}
    }
    place = 0
    for number, page in enumerate(form.pages):
        if number:
            yield _item(place, {"itemId": form.number(f"page {page.name}"), "title": page.title, "pageBreakItem": {}})
            place += 1
        for question in page.questions:
            yield _item(place, _question(form, page, question))
            place += 1


def _item(place: int, item: Json) -> Json:
    return {"createItem": {"location": {"index": place}, "item": item}}


def _question(form: Form, page: Page, question: Question) -> Json:
    item: Json = {"itemId": form.number(f"{page.name}.{question.field}"), "title": question.title}
    if question.help:
        item["description"] = question.help
    if question.kind == "grid":
        rows = [
            {"questionId": form.number(f"{question.field}.{row}"), "required": question.required, "rowQuestion": {"title": row}}
            for row in question.rows
        ]  # fmt: skip
        columns = {"type": "CHECKBOX", "options": [{"value": choice.says} for choice in question.choices]}
        return item | {"questionGroupItem": {"questions": rows, "grid": {"columns": columns}}}
    asked: Json = {"questionId": form.number(question.field or f"on from {page.name}"), "required": question.required}
    return item | {"questionItem": {"question": asked | _sort(form, question)}}


def _sort(form: Form, question: Question) -> Json:
    if question.kind == "date":
        return {"dateQuestion": {"includeYear": True, "includeTime": False}}
    if question.kind in KINDS:
        options = [_option(form, choice) for choice in question.choices]
        return {"choiceQuestion": {"type": KINDS[question.kind], "options": options}}
    return {"textQuestion": {"paragraph": question.kind == "paragraph"}}


def _option(form: Form, choice: Choice) -> Json:
    said: Json = {"value": choice.says}
    if choice.leads_to:
        said["goToSectionId"] = form.number(f"page {choice.leads_to}")
    return said


_OPTIONS = "questionItem.question.choiceQuestion.options"


def _offered(at: int, item: Json, wanted: Mapping[str, Json]) -> Json | None:
    question = item.get("questionItem", {}).get("question", {})
    choices = wanted.get(question.get("questionId", ""), {}).get("choiceQuestion")
    there = question.get("choiceQuestion")
    if choices is None or there is None or there.get("options") == choices["options"]:
        return None
    asked = {"questionId": question["questionId"], "choiceQuestion": choices}
    changed = {"itemId": item["itemId"], "questionItem": {"question": asked}}
    return {"updateItem": {"item": changed, "location": {"index": at}, "updateMask": _OPTIONS}}


class GoogleForms:
    """The forms of an account that may make files: a person's."""

    def __init__(self, owner: Account) -> None:
        self._owner = owner

    def make(self, form: Form) -> str:
        """A new form, open to whoever has its address; its ID."""
        form_id = self.begin(form)
        self.publish(form_id)
        return form_id

    def begin(self, form: Form) -> str:
        """A new form that nobody can answer yet; its ID."""
        forms = self._owner.service("forms")
        body = {"info": {"title": form.title, "documentTitle": form.title}}
        made = self._ask(lambda: forms.forms().create(body=body), once=True)
        form_id = str(made["formId"])
        self._ask(lambda: forms.forms().batchUpdate(formId=form_id, body={"requests": list(requests(form))}), once=True)
        return form_id

    def offer(self, form_id: str, form: Form, fields: Collection[str]) -> None:
        """Give the questions for these fields the choices that they have in ``form``, wherever they stand now.

        A question that a person took out stays out; one whose kind a person changed is left alone.
        """
        forms = self._owner.service("forms")
        there = self._ask(lambda: forms.forms().get(formId=form_id, fields="items")).get("items", [])
        wanted = {
            form.number(question.field): _question(form, page, question)["questionItem"]["question"]
            for page in form.pages for question in page.questions if question.field in fields
        }  # fmt: skip
        changes = [change for at, item in enumerate(there) if (change := _offered(at, item, wanted))]
        if changes:
            self._ask(lambda: forms.forms().batchUpdate(formId=form_id, body={"requests": changes}))

    def publish(self, form_id: str) -> None:
        """Open a form: publish it, and let whoever has its address answer."""
        forms, drive = self._owner.service("forms"), self._owner.service("drive")
        body = {"publishSettings": _OPEN, "updateMask": "publishState"}
        self._ask(lambda: forms.forms().setPublishSettings(formId=form_id, body=body))
        right = {"type": "anyone", "role": "reader", "view": "published"}
        self._owner.ask(lambda: drive.permissions().create(fileId=form_id, body=right))

    def _ask(self, request: Any, *, once: bool = False) -> Any:
        return self._owner.ask(request, kind="forms", once=once)


def cells(form: Form, answers: Mapping[str, Any]) -> dict[str, Written]:
    """The answers of one response by field; questions are known by their ID, whatever their title is now."""
    found: dict[str, Written] = {}
    for page in form.pages:
        for question in page.questions:
            if question.kind == "grid":
                lines = {row: _said(answers.get(form.number(f"{question.field}.{row}"))) for row in question.rows}
                text = "; ".join(f"{row} {', '.join(ticks)}" for row, ticks in lines.items() if ticks)
            else:
                text = ", ".join(_meant(question, _said(answers.get(form.number(question.field)))))
            if text and question.field:
                found[question.field] = _day(text) if question.kind == "date" else text
    return found


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text  # the reader asks about it


def _said(answer: Any) -> list[str]:
    texts = (answer or {}).get("textAnswers", {}).get("answers", [])
    return [text["value"] for text in texts if text.get("value")]


def _meant(question: Question, said: Sequence[str]) -> list[str]:
    """What the cell gets for each answer; words that are no choice any more stay as they are."""
    meanings = {choice.says: choice.cell or choice.says for choice in question.choices}
    return [meanings.get(word, word) for word in said]
