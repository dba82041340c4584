"""New IDs: the next number after every one that stands in a tab, is printed there, or was given before."""

import re
from collections.abc import Iterator

from domain.history import History
from domain.practice import Practice

PATTERNS = {"Waitlist": "W-{:03d}", "Clients": "C-{:03d}", "Roster": "R-{:03d}"}


def fresh_ids(tab: str, practice: Practice, history: History) -> Iterator[str]:
    """IDs that no row of the tab has or had, without end; those printed in advance are left to people."""
    pattern = PATTERNS[tab]
    prefix = pattern.partition("{")[0]
    start = f"row:{tab}:"
    known = {
        *_in_tab(tab, practice),
        *practice.printed.get(tab, ()),
        *(row for title, row in practice.in_question if title == tab),
        *(key.removeprefix(start) for key in history.happened if key.startswith(start)),
    }
    numbers = (int(m[1]) for row in known if (m := re.fullmatch(re.escape(prefix) + r"(\d+)", row)))
    number = max(numbers, default=0)
    while True:
        number += 1
        yield pattern.format(number)


def _in_tab(tab: str, practice: Practice) -> Iterator[str]:
    yield from {
        "Waitlist": (w.wait_id for w in practice.waitlist),
        "Clients": (c.client_id for c in practice.clients),
        "Roster": (m.roster_id for m in practice.roster),
    }[tab]


def made_from(tab: str, history: History) -> dict[str, str]:
    """The row IDs of a tab that were made from other rows: source, then the ID it got, appended or about to be."""
    start = f"row:{tab}:"
    return {
        source: key.removeprefix(start)
        for key, done in history.happened.items()
        if key.startswith(start) and (source := done.detail.get("source", ""))
    }
