"""S20: a text counts as sent only when the ledger has it on the disk; a full disk in between makes none go twice."""

import errno
from collections import Counter

from tests.faults.acts import meanwhile, settled
from tests.faults.gate import COMMIT, failing
from tests.faults.place import EVENING
from tests.faults.scene import scene, texted


def test_a_commit_that_fails_after_the_provider_took_a_text_is_no_success() -> None:
    failed: list[str] = []
    with scene() as (play, p):

        def fail(name: str) -> None:
            if name == COMMIT and p.account.sent and not failed:
                failed.append(name)
                failing(errno.ENOSPC)(name)

        play.world.hour.at = EVENING
        meanwhile(play, p, fail)
        assert failed
        said = Counter(row[3] for row in p.book.tabs["Messages"][1:] if row[2] == "reminder, 24 hours")
        assert said == {"sent": 5, "in doubt": 1}
        settled(play, p)
        assert len(texted(p)) == len(set(texted(p))) == 6
