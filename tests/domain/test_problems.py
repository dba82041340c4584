"""Each problem of the outside world says in plain words what to do, and carries what the programs need."""

import pytest

from domain.backup import BackupProblem
from domain.mailing import MailRefused
from domain.problems import Problem
from domain.texting import CallRefused, CarrierSilent, RefusedHost, SendLater, SendRefused

SAID = [
    (MailRefused(lasting=True), "MAIL_REFUSED", "A mail did not go out.", {"lasting": True}),
    (MailRefused(lasting=False), "MAIL_REFUSED", "circlebook doctor", {"lasting": False}),
    (CallRefused(), "CALL_REFUSED", "Nothing was done.", {}),
    (SendRefused("bad_number", "21211"), "SEND_REFUSED", "tab Messages", {"why": "bad_number", "provider_code": "21211"}),
    (SendRefused("region"), "SEND_REFUSED", "tab Messages", {"why": "region", "provider_code": ""}),
    (SendLater("day_full", "30007"), "SEND_LATER", "they wait", {"why": "day_full", "provider_code": "30007"}),
    (SendLater("busy"), "SEND_LATER", "To do says why", {"why": "busy", "provider_code": ""}),
    (CarrierSilent(), "CARRIER_SILENT", "asks again by itself", {"why": "no_network"}),
    (CarrierSilent("busy"), "CARRIER_SILENT", "asks again by itself", {"why": "busy"}),
    (RefusedHost("It was told to reach somebody else."), "REFUSED_HOST", "somebody else", {}),
    (BackupProblem("The key does not open it."), "BACKUP", "key", {}),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "code", "words", "carries"), SAID, ids=[repr(p[0])[:30] for p in SAID])
def test_a_problem_has_a_code_a_sentence_for_people_and_its_facts(problem, code, words, carries):
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert words in str(problem)
    assert vars(problem) == carries
    sentences = [s for s in str(problem).replace(".toml", "").split(". ") if s]
    assert len(sentences) <= 2
    assert max(len(s.split()) for s in sentences) <= 25


def test_each_kind_of_problem_has_a_code_of_its_own():
    kinds = [kind for kind in Problem.__subclasses__() if kind.__module__.startswith("domain.")]
    codes = [kind.code for kind in kinds]
    assert len(codes) >= 8
    assert len(set(codes)) == len(codes)
    assert Problem.code not in codes
