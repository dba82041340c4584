"""A batch takes the next control number of which no file lies in the claims folder."""

from pathlib import Path

from tests.flows.sampled import passed, release


def test_a_number_whose_file_is_there_already_is_passed_over(fresh: Path) -> None:
    (fresh / "claims").mkdir(mode=0o700)
    (fresh / "claims" / "000000001.837").write_text("of an earlier ledger")
    passed(fresh, only=("claims",))
    release(fresh)
    this = passed(fresh, only=("claims",))
    assert sorted(f.name for f in (fresh / "claims").iterdir()) == ["000000001.837", "000000002.837", "000000002.csv"]
    assert (fresh / "claims" / "000000001.837").read_text() == "of an earlier ledger"
    assert this.batches[0].control_number == 2
