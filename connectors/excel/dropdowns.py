"""The dropdowns of a laid-out tab, and the words that appear at a heading."""

from collections.abc import Container, Sequence

from connectors.excel.cells import cell, letters
from connectors.excel.markup import HEAD, MAIN, opening, text
from connectors.excel.titles import plain
from sheets_schema.grid import ColumnLayout, TabLayout

_LAST_ROW = 1_048_576
_MOST_INLINE = 255
_MOST_PROMPT = 255
_MOST_TITLE = 32


class Lists:
    """A hidden tab with the choices that are too long to stand in a dropdown itself; one column each."""

    def __init__(self, taken: Container[str]) -> None:
        names = ("Lists", *(f"Lists {n}" for n in range(2, 1_000)))
        self.title = next(name for name in names if plain(name) not in taken)
        self.columns: list[tuple[str, ...]] = []

    def place(self, choices: tuple[str, ...]) -> str:
        """Where these choices stand."""
        if choices not in self.columns:
            self.columns.append(choices)
        at = letters(self.columns.index(choices) + 1)[-1]
        return f"'{self.title}'!${at}$1:${at}${len(choices)}"

    def xml(self) -> str:
        """The tab's XML."""
        names = letters(len(self.columns))
        rows = "".join(
            f'<row r="{at + 1}">{"".join(self._cells(names, at))}</row>' for at in range(max(map(len, self.columns)))
        )
        return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'

    def _cells(self, names: Sequence[str], at: int) -> list[str]:
        pairs = zip(names, self.columns, strict=True)
        return [cell(f"{name}{at + 1}", column[at], 0, from_1904=False) for name, column in pairs if at < len(column)]


def validations(tab: TabLayout, names: Sequence[str], lists: Lists) -> str:
    """The dropdowns and prompts of a tab; a dropdown proposes, and lets other words pass."""
    found = []
    for name, column in zip(names, tab.columns, strict=False):
        if column.choices and not tab.own:
            found.append(_dropdown(name, column.choices, lists))
        if column.help or column.required or column.lookup is not None:
            found.append(_prompt(name, column, tab))
    return f'<dataValidations count="{len(found)}">{"".join(found)}</dataValidations>' if found else ""


def _dropdown(name: str, choices: tuple[str, ...], lists: Lists) -> str:
    inline = ",".join(choices)
    spelled = len(inline) <= _MOST_INLINE and not any("," in choice for choice in choices)
    doubled = inline.replace('"', '""')
    source = f'"{doubled}"' if spelled else lists.place(choices)
    tag = opening(
        "dataValidation",
        {"type": "list", "allowBlank": "1", "showErrorMessage": "0", "sqref": f"{name}2:{name}{_LAST_ROW}"},
    )
    return f"{tag}<formula1>{text(source)}</formula1></dataValidation>"


def _prompt(name: str, column: ColumnLayout, tab: TabLayout) -> str:
    if column.lookup is not None:
        said = f"Circlebook answers here. {column.help}"
    else:
        said = f"{'Required. ' if column.required and not tab.own else ''}{column.help}"
    values = {"allowBlank": "1", "showInputMessage": "1", "promptTitle": column.header[:_MOST_TITLE]}
    return opening("dataValidation", {**values, "prompt": said.strip()[:_MOST_PROMPT], "sqref": f"{name}1"}, empty=True)
