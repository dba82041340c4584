"""A pass in which people act at chosen moments, and the passes after it until all is settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.problems import Problem
from tests.flows.races.grounds import Kept, Site
from tests.flows.races.judge import differences, faults, stopped
from tests.flows.races.outcome import Outcome, outcome
from tests.flows.races.people import Act
from tests.flows.races.watch import Watch

MOST = 6
"""Passes within which all must be settled."""


def raced(site: Site, moments: Mapping[int, Act]) -> Watch:
    """One pass with these acts before the call of that number (from 0); what it could not do it says in a sentence."""
    watch = Watch(site, dict(moments))
    site.place.world.between = watch.look
    try:
        site.passed()
    except Problem as problem:
        watch.said = str(problem)
    finally:
        site.place.world.between = None
    watch.end()
    return watch


def settled(site: Site) -> bool:
    """Whether passes come to an end in which nothing is done and nothing changes."""
    for _ in range(MOST):
        before = _cells(site)
        try:
            done = site.passed().done
        except Problem:
            continue
        if not done and _cells(site) == before:
            return True
    return False


def _cells(site: Site) -> object:
    return [[dict(row) for row in sheet.rows] for sheet in site.place.hands.book.sheets]


@dataclass(frozen=True)
class Course:
    """The practice before the pass and after one that nobody disturbed; each race begins anew."""

    site: Site
    start: Kept
    end: Kept
    before: Outcome
    calm: Outcome
    undisturbed: Watch

    @classmethod
    def of(cls, site: Site, folder: Path) -> "Course":
        """Run once without people."""
        start, before = site.keep(folder / "start"), outcome(site)
        watch = raced(site, {})
        assert settled(site)
        return cls(site, start, site.keep(folder / "end"), before, outcome(site), watch)

    @property
    def moments(self) -> range:
        """Before each call, between any two, and after the last."""
        return range(self.undisturbed.calls + 1)

    def race(self, moments: Mapping[int, Act], *may: Outcome) -> tuple[Watch, list[str]]:
        """One pass with these acts in it, and what is wrong once all is settled; ``may`` is what else may come of it."""
        self.site.put_back(self.start)
        watch = raced(self.site, moments)
        end = [] if settled(self.site) else ["it never settles"]
        return watch, [*watch.wrong, *end, *faults(self.site, self.before, self.calm, *may)]

    def apart(self, act: Act) -> tuple[Outcome, Outcome]:
        """What comes of it when people act before the pass, and when they act after it."""
        found = []
        for kept in (self.start, self.end):
            self.site.put_back(kept)
            act(self.site)
            assert settled(self.site)
            found.append(outcome(self.site))
        return found[0], found[1]

    def strange(self, watch: Watch, first: Outcome, last: Outcome) -> list[str]:
        """What came of a race and would not have come of people acting before or after the pass.

        Where rows had to be added again there is more to ask than in both, and where a whole tab waits more may wait;
        ``faults`` judges those.
        """
        added_again = any(many > self.undisturbed.added[title] for title, many in watch.added.items())
        return [] if added_again or stopped(self.site) else differences(outcome(self.site), first, last)
