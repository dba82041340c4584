"""The first random history that shows each sown fault: ``python -m tests.faults.first_seeds [HISTORIES]`` prints a table.

What some faults need never happens in the usual histories; those with incidents, then those of money, are played for them.
"""

import sys
from collections.abc import Callable, Iterator

from tests.faults.billing import Billed, money_history
from tests.faults.histories import Act, Play, history
from tests.faults.incidents import Eventful, eventful
from tests.faults.mutants import MUTANTS, Mutant, shown_by

HISTORIES = 20
KINDS: tuple[tuple[str, type[Play], Callable[[int], list[Act]]], ...] = (
    ("", Play, history),
    ("with incidents ", Eventful, eventful),
    ("of money ", Billed, money_history),
)


def first_seed(mutant: Mutant, histories: int) -> str:
    """The first seed whose history breaks something with this fault, and what."""
    for kind, play, acts in KINDS:
        for seed in range(histories):
            try:
                with mutant.switch():
                    broken = play(acts(seed)).play().broken
            except Exception as error:  # noqa: BLE001  a fault may make the product fall over, which shows it too
                broken = [f"the pass ends with {type(error).__name__}"]
            if broken:
                return f"{kind}{seed} ({broken[0].removeprefix('act ')[:60]})"
    return f"none of 0-{histories - 1}"


def told(mutant: Mutant, histories: int) -> str:
    """One line of the table."""
    story = mutant.story.__name__.replace("_", " ")
    is_found = mutant.breaks in {x.split(": ")[1][:3] for x in shown_by(mutant, mutant.story)}
    in_story = f"{story}: {mutant.breaks}" if is_found else f"{story}: NOT FOUND"
    return f"| {mutant.name} | {in_story} | {first_seed(mutant, histories)} |"


def table(histories: int) -> Iterator[str]:
    """The table, line by line."""
    yield from ("| fault | story and invariant | first seed |", "|---|---|---|")
    yield from (told(mutant, histories) for mutant in MUTANTS)


if __name__ == "__main__":
    for line in table(int(sys.argv[1]) if len(sys.argv) > 1 else HISTORIES):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
