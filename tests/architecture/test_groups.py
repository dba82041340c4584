import pytest


@pytest.mark.xdist_group("groups")
def test_what_a_group_of_tests_shares_is_made_in_one_process(request: pytest.FixtureRequest) -> None:
    # pytest-xdist keeps a group together by the end of its tests' IDs; with pytest 9.2 it cannot write there.
    in_groups = bool(getattr(request.config.option, "loadgroup", False))
    assert request.node.nodeid.endswith("@groups") == in_groups
