"""The spreadsheets of the emulator as a page to look at."""

from html import escape
from urllib.parse import quote

from connectors.google.emulator.book import Book
from connectors.google.emulator.sheet import Sheet
from connectors.google.emulator.view import View
from connectors.google.emulator.world import World
from sheets_schema.findings import column_letters

_MOST_ROWS = 500
_LOOKS = (
    "body{font:14px sans-serif;margin:1em}nav a{margin-right:.7em}table{border-collapse:collapse}"
    "td,th{border:1px solid #ccc;padding:2px 6px;max-width:30em;vertical-align:top}tr:nth-child(2) td{font-weight:bold}"
)


def page(world: World, wanted: str) -> bytes:
    """The tabs of the first spreadsheet, one of them opened."""
    book = next(iter(world.books.values()), None)
    if book is None:
        return _whole("Nothing here", "<p>No spreadsheet yet.</p>")
    sheet = book.titled(wanted) or next(s for s in book.sheets if not s.properties.get("hidden"))
    links = " ".join(
        f'<a href="/?tab={quote(s.title)}">{escape(s.title)}</a>' for s in book.sheets if not s.properties.get("hidden")
    )
    name = escape(str(book.properties["title"]))
    return _whole(name, f"<h1>{name}: {escape(sheet.title)}</h1><nav>{links}</nav>{_table(book, sheet)}")


def _table(book: Book, sheet: Sheet) -> str:
    view = View(book, sheet)
    width = max((max(row, default=-1) + 1 for row in sheet.rows), default=0)
    heads = "".join(f"<th>{column_letters(column)}</th>" for column in range(width))
    rows = []
    for number in range(min(sheet.last_row(), _MOST_ROWS)):
        cells = (view.shown(number, column) for column in range(width))
        rows.append(f"<tr><th>{number + 1}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>")
    return f"<table><tr><th></th>{heads}</tr>{''.join(rows)}</table>"


def _whole(title: str, body: str) -> bytes:
    head = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{_LOOKS}</style>'
    return f"{head}</head><body>{body}</body></html>".encode()
