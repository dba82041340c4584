"""What keeps health data out of Prefect: an exception says its kind and place, never a value."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from domain.problems import Problem
from flows.trouble import place

P = ParamSpec("P")
R = TypeVar("R")


class SafeError(Exception):
    """What Prefect may store of an error: a code, or a kind and a place in our own code."""


def guarded(body: Callable[P, R]) -> Callable[P, R]:
    """The same function; whatever it raises becomes a SafeError without a cause that could carry a value."""

    @functools.wraps(body)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return body(*args, **kwargs)
        except SafeError:
            raise
        except Problem as problem:
            error = SafeError(problem.code)
        except Exception as exception:  # noqa: BLE001  nothing else may reach Prefect
            error = SafeError(place(exception))
        raise error  # outside the except block: no __context__ with the value in it

    return inner
