"""Random histories that once broke an invariant, shortened: each is played again in every run."""

import pytest

from tests.faults.histories import Play

SCRIPTS = {
    "a column of Clients sorted by itself, and a doubled row took part": [
        ("crash", 622257009), ("wait", 426588663), ("crash", 104289804), ("copy_row", 331741945),
        ("long_wait", 954397441), ("sort_one_column", 963896281), ("crash", 542302776), ("wait", 396946889),
    ],
    "a row of a sorted column was taken away and put back while its question stood": [
        ("long_wait", 21092960), ("sort_one_column", 42207647), ("wait", 451537808), ("wait", 295626787),
        ("wait", 1018179681), ("wait", 123730400), ("wait", 556068261), ("crash", 1054779599), ("wait", 739154219),
        ("delete", 325124450), ("restore", 378543279),
    ],
}  # fmt: skip


@pytest.mark.parametrize("what", SCRIPTS)
def test_what_once_broke_holds(what: str) -> None:
    assert Play(SCRIPTS[what]).play().broken == []
