"""A mail server elsewhere is spoken to encrypted only: mails hold health data and the login a password."""

from pathlib import Path

import pytest

from domain.problems import Problem
from flows.settings import read_settings


@pytest.mark.parametrize(
    ("server", "encrypted", "taken"),
    [
        ("smtp.example.com", "true", True),
        ("smtp.example.com", "false", False),
        ("10.0.0.5", "false", False),
        ("localhost.example.com", "false", False),
        ("127.0.0.1", "false", True),
        ("localhost", "false", True),
        ("::1", "false", True),
    ],
)
def test_mail_goes_in_the_clear_on_this_machine_alone(
    tmp_path: Path, server: str, encrypted: str, *, taken: bool
) -> None:
    text = f'practice = "oak"\n[mail]\nserver = "{server}"\nencrypted = {encrypted}\n'
    (tmp_path / "circlebook.toml").write_text(text)
    if taken:
        assert read_settings(tmp_path).mail.server == server
    else:
        with pytest.raises(Problem, match="only for a mail server on this machine"):
            read_settings(tmp_path)
