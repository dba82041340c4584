"""What one feature decided: what to do, what waits, and what a person should look at."""

from dataclasses import dataclass

from domain.effects import Effect
from domain.reasons import Hold, Task


@dataclass(frozen=True)
class Outcome:
    """Effects in the order they should happen, holds, and tasks; outcomes add up."""

    effects: tuple[Effect, ...] = ()
    holds: tuple[Hold, ...] = ()
    tasks: tuple[Task, ...] = ()

    def __add__(self, other: "Outcome") -> "Outcome":
        """Both outcomes, in order."""
        return Outcome(self.effects + other.effects, self.holds + other.holds, self.tasks + other.tasks)
