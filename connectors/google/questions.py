"""Which question is whose: by its ID where Circlebook made it, by its words where a person did."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from connectors.google.cells import squeezed
from sheets_schema.form import Form, Question


class Asked(NamedTuple):
    """What a column holds, or a question asks: the answers to a question of ours, or to one row of a grid."""

    question: Question
    number: str


class Remade(NamedTuple):
    """Of the questions that a person made in the place of ours: ours by theirs, and the words of those nobody knows."""

    ours: Mapping[str, str]
    unknown: Sequence[str]


def titles(form: Form, words: Mapping[str, Sequence[str]]) -> dict[str, list[Asked]]:
    """What a heading means: the questions of this title in their order, or of the column that people know by it."""
    found: dict[str, list[Asked]] = defaultdict(list)
    questions = [question for page in form.pages for question in page.questions if question.field]
    for question in questions:
        for title, asked in _headings(form, question, question.title):
            found[title].append(asked)
    for question in questions:
        for word in words.get(question.field, ()):
            for title, asked in _headings(form, question, word):
                found[title] = found[title] or [asked]
    return found


def numbers(form: Form) -> set[str]:
    """The IDs of all questions as Circlebook makes them."""
    asked = {one.number for found in titles(form, {}).values() for one in found}
    return asked | {form.number(f"on from {page.name}") for page in form.pages}


def remade(items: Sequence[Mapping[str, Any]], form: Form, words: Mapping[str, Sequence[str]]) -> Remade:
    """What became of questions that are no longer in a form, by what stands there now.

    A question more is the practice's own: it is unknown only as long as one that must be answered is missing.
    """
    there = dict(_standing(items))
    meant = titles(form, words)
    gone = [one for found in meant.values() for one in found if one.number not in there]
    ours: dict[str, str] = {}
    for number in there.keys() - numbers(form):
        asked = (one.number for one in meant.get(squeezed(there[number]), ()) if one in gone)
        if (one := next((n for n in asked if n not in ours.values()), None)) is not None:
            ours[number] = one
    if all(one.number in ours.values() for one in gone if one.question.required):
        return Remade(ours, ())
    return Remade(ours, sorted(there[number] for number in there.keys() - numbers(form) - ours.keys()))


def _headings(form: Form, question: Question, title: str) -> Iterator[tuple[str, Asked]]:
    """Under which headings a question's answers stand: a grid has a column for each of its rows."""
    if question.kind != "grid":
        yield squeezed(title), Asked(question, form.number(question.field))
    else:
        for row in question.rows:
            yield squeezed(f"{title} [{row}]"), Asked(question, form.number(f"{question.field}.{row}"))


def _standing(items: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The ID and the words of each question of a form, as headings have them."""
    for item in items:
        title = str(item.get("title", ""))
        if "questionItem" in item:
            yield str(item["questionItem"]["question"]["questionId"]), title
        for line in item.get("questionGroupItem", {}).get("questions", []):
            yield str(line["questionId"]), f"{title} [{line.get('rowQuestion', {}).get('title', '')}]"
