"""A round over the practices of a process."""

from collections.abc import Callable, Iterable, Mapping

from flows.guard import SafeError, guarded


def round_of(practices: Iterable[str], look: Callable[[str], Mapping[str, int]]) -> dict[str, int]:
    """What the passes of all practices came to, by kind. Trouble in one of them keeps none of the others waiting.

    Raises SafeError at the end with the code of each practice's trouble.
    """
    total: dict[str, int] = {}
    troubles: list[str] = []
    for practice in practices:
        try:
            done = guarded(look)(practice)
        except SafeError as trouble:
            troubles.append(f"{practice}: {trouble}")
            continue
        for what, n in done.items():
            total[what] = total.get(what, 0) + n
    if troubles:
        raise SafeError("; ".join(troubles))
    return total
