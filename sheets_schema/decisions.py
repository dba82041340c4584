"""The Decisions tab: questions to a person, and the answers."""

from datetime import date
from typing import Annotated

from domain.lists import YesNo
from domain.records import Decision
from sheets_schema.column import ROW, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None


class DecisionRow(Declared):
    """One question; Circlebook adds the row, a person answers."""

    decision_id: Annotated[str, Column("Decision ID", example="D-0001", required=True, kind="id", holds=ROW, width=11)]
    asked_on: Annotated[date | None, Column("Asked on")]
    kind: Annotated[Text, Column("Kind")]
    about: Annotated[Text, Column("About", width=28)]
    question: Annotated[Text, Column("Question", width=44)]
    why: Annotated[Text, Column("Why", width=44)]
    proposed_text: Annotated[Text, Column("Proposed text", width=36)]
    answer: Annotated[YesNo | None, Column("Answer", width=10, help="Yes or No; then Circlebook goes on.")]
    answered_by: Annotated[Text, Column("Answered by", help="Your initials.")]
    note: Annotated[Text, Column("Note", width=30)]
    outcome: Annotated[Text, Column("Outcome", lookup=True, width=30)]


ASKS = ("kind", "about", "question")
DECISIONS = TabSpec("Decisions", DecisionRow, Decision, identity=("decision_id",), color="C62828", asks=ASKS)
