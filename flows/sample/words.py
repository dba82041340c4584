"""What clinicians wrote about one member in one session, in their own words."""

from typing import NamedTuple


class Words(NamedTuple):
    """The four parts of a note that only a person can write; None where nothing was written."""

    contributions: str | None = None
    observations: str | None = None
    progress: str | None = None
    plan: str | None = None


Said = dict[str, dict[int, tuple[str, str]]]
"""Client to session number to what the member contributed and how the goal moved."""


def written(said: Said, seen: tuple[str, ...], planned: tuple[str, ...]) -> dict[tuple[int, str], Words]:
    """The words by session number and client; no two members of a session share a remark.

    ``seen`` and ``planned`` hold at least as many remarks as the group has members.
    """
    found: dict[tuple[int, str], Words] = {}
    for place, (client, told) in enumerate(said.items()):
        for number, (contributions, progress) in told.items():
            look, step = seen[(place + number) % len(seen)], planned[(place + 3 * number) % len(planned)]
            found[number, client] = Words(contributions, look, progress, step)
    return found
