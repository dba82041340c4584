"""What the command line shows stands there as it is."""

import pytest

from flows.screen import table


def test_what_stands_in_brackets_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    table("In [claims]", ("what",), [("Write in [documents]: note",), ("[bold]Ana[/bold]",)])
    shown = capsys.readouterr().out
    assert "In [claims]" in shown
    assert "Write in [documents]: note" in shown
    assert "[bold]Ana[/bold]" in shown
