"""The Launch tab: what to do before a group starts."""

from datetime import date
from typing import Annotated

from domain.lists import LaunchWhen, YesNo
from domain.records import LaunchTask
from sheets_schema.column import CHECK, ROW, Column
from sheets_schema.tab import Declared, TabSpec

Text = str | None


class LaunchRow(Declared):
    """One task; Circlebook adds the rows of a group that is being planned."""

    task_id: Annotated[str, Column("Task ID", example="T-001", required=True, kind="id", holds=ROW)]
    group_id: Annotated[
        str, Column("Group ID", example="G-01", required=True, kind="id", holds=ROW, refers=("Groups",), width=10)
    ]
    due: Annotated[date | None, Column("Due")]
    when: Annotated[LaunchWhen | None, Column("When")]
    task: Annotated[Text, Column("Task", width=50)]
    done: Annotated[YesNo | None, Column("Done", width=8)]
    by: Annotated[Text, Column("By", width=10)]
    note: Annotated[Text, Column("Note", width=30)]
    check: Annotated[Text, CHECK]


LAUNCH = TabSpec("Launch", LaunchRow, LaunchTask, identity=("task_id",), color="00838F")
