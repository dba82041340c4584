"""Every question that no longer applies, whichever feature asked it."""

from collections.abc import Callable

from domain import fees, intake, note_files, policy
from domain.history import History
from domain.practice import Practice

_OF_FEATURES: tuple[Callable[[Practice, History], dict[str, str]], ...] = (
    policy.withdrawn,
    fees.withdrawn,
    note_files.withdrawn,
    intake.withdrawn,
)


def withdrawn(practice: Practice, history: History) -> dict[str, str]:
    """The decision IDs of such questions, each with a sentence for whoever would answer."""
    return {decision: said for of_feature in _OF_FEATURES for decision, said in of_feature(practice, history).items()}
