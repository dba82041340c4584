"""What a person does to a workbook in another program: types into cells of one row, and saves."""

from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook

from sheets_schema.grid import Written


def type_in(path: Path, tab: str, row_id: str, cells: Mapping[str, Written]) -> None:
    """Type cells by heading into the row with this ID in column A, and save with another program's writer.

    For the demonstration and for tests: Circlebook itself never types into a person's cell. KeyError when the row or
    heading is not there.
    """
    book = load_workbook(path)
    sheet = book[tab]
    columns = {str(cell.value): at for at, cell in enumerate(sheet[1], start=1)}
    row = next((r[0].row for r in sheet.iter_rows(min_row=2, max_col=1) if r[0].value == row_id), None)
    if row is None:
        raise KeyError(row_id)
    for heading, value in cells.items():
        sheet.cell(row=row, column=columns[heading]).value = value
    book.save(path)
