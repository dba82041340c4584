"""`circlebook check`: read and check only; nothing is written anywhere."""

from pathlib import Path
from typing import Any

from flows.moment import moment
from flows.report import finding_json
from flows.screen import answer, line, table
from flows.settings import read_settings


def run_check(folder: Path, today: str, *, as_json: bool) -> int:
    """0 when every row is fine, 1 when something is asked, 2 when the workbook cannot be read."""
    from flows.composition import open_clock, open_workbook
    from sheets_schema.reading import read_practice
    from sheets_schema.tab_finding import with_renamed_tabs
    from sheets_schema.tabs import PEOPLES_TABS

    now = open_clock(moment(today)).now()
    settings = read_settings(folder)
    seen = open_workbook(folder, settings).snapshot([spec.title for spec in PEOPLES_TABS])
    snapshot = with_renamed_tabs(seen, {})
    reading = read_practice(settings.practice, snapshot, now)
    asked = [f for f in reading.findings if f.outcome in ("ask", "stop")]
    if as_json:
        answer({"tabs": _tabs(reading.counts), "findings": [finding_json(f) for f in reading.findings]})
    else:
        rows = [(tab, *(str(n) for n in counts.values())) for tab, counts in _tabs(reading.counts).items()]
        table("Rows", ("tab", "rows", "fine", "read with a note", "to look at", "ignored"), rows)
        if asked:
            table(
                "What to look at", ("where", "what"), [(f"{f.tab} {f.cell}", f"{f.message} {f.waits}") for f in asked]
            )
        else:
            line("Everything can be read.")
    return int(bool(asked))


def _tabs(counts: Any) -> dict[str, dict[str, int]]:
    return {
        tab: {"rows": c.rows, "ok": c.ok, "note": c.note, "ask": c.ask, "ignored": c.ignored}
        for tab, c in counts.items()
    }
