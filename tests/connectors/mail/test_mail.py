"""Mails: written down whole in the dry run, handed over once over SMTP, and what nobody knows is said as that."""

import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from connectors.mail import MailFolder, MailProblem, SmtpMail
from domain.mailing import Letter, MailRefused
from domain.problems import SendUnknown
from tests.emulators.smtp import serving

AT = datetime(2026, 3, 3, 11, 30, tzinfo=UTC)
LETTER = Letter(to="owner@example.com", subject="Circlebook: today", body="Grüße: 4 expected.\n")
ID = "oak.0123456789abcdef0123"


def smtp(port: int, **more: object) -> SmtpMail:
    return SmtpMail("127.0.0.1", port, "desk@example.com", encrypted=False, **more)  # type: ignore[arg-type]


def test_a_mail_of_the_dry_run_is_a_whole_file_that_the_owner_alone_can_read(tmp_path: Path) -> None:
    folder = tmp_path / "outbox" / "mail"
    for _ in range(2):
        MailFolder(folder).send(LETTER, ID, AT)
    (path,) = folder.iterdir()
    assert path.name == f"{ID}.eml"
    assert path.stat().st_mode & 0o777 == 0o600
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (message["To"], message["Subject"], message["Message-ID"]) == (
        LETTER.to,
        LETTER.subject,
        f"<{ID}@circlebook.invalid>",
    )
    assert message.get_content().replace("\r\n", "\n") == LETTER.body
    assert message["Auto-Submitted"] == "auto-generated"
    MailFolder(folder).reach()


def test_a_folder_that_cannot_be_used_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file")
    with pytest.raises(MailProblem, match="outbox of mails"):
        MailFolder(tmp_path / "outbox" / "mail").send(LETTER, ID, AT)


def test_a_mail_goes_to_one_person_under_its_own_id() -> None:
    with serving() as server:
        smtp(server.port).reach()
        for _ in range(2):
            smtp(server.port).send(LETTER, ID, AT)
    assert [m["Message-ID"] for m in server.got] == [f"<{ID}@circlebook.invalid>"] * 2, "a second copy shows itself"
    assert server.got[0]["To"] == LETTER.to
    assert server.got[0].get_content().strip() == LETTER.body.strip()


@pytest.mark.parametrize(("password", "goes"), [("right", True), ("wrong", False)])
def test_a_login_is_used_and_a_wrong_one_is_a_lasting_refusal(password: str, *, goes: bool) -> None:
    with serving("desk", "right") as server:
        if goes:
            smtp(server.port, user="desk", password=password).send(LETTER, ID, AT)
        else:
            with pytest.raises(MailRefused) as raised:
                smtp(server.port, user="desk", password=password).send(LETTER, ID, AT)
            assert raised.value.lasting
    assert len(server.got) == goes


@pytest.mark.parametrize(
    ("fault", "refused", "problem", "lasting"),
    [("451", False, MailRefused, False), ("", True, MailRefused, True), ("drop", False, SendUnknown, None)],
)
def test_what_a_broken_hand_over_means(
    *, fault: str, refused: bool, problem: type[Exception], lasting: bool | None
) -> None:
    with serving() as server:
        server.fault = fault
        if refused:
            server.refused.add(LETTER.to)
        with pytest.raises(problem) as raised:
            smtp(server.port).send(LETTER, ID, AT)
    assert getattr(raised.value, "lasting", None) == lasting
    assert LETTER.to not in str(raised.value)


def test_a_server_that_is_not_there_has_surely_not_got_the_mail() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        mail = smtp(unused.getsockname()[1])
        with pytest.raises(MailRefused) as raised:
            mail.send(LETTER, ID, AT)
        with pytest.raises(MailRefused):
            mail.reach()
    assert not raised.value.lasting


def test_no_password_is_given_to_a_server_that_cannot_encrypt() -> None:
    with serving() as server:
        mail = SmtpMail("127.0.0.1", server.port, "desk@example.com", user="desk", password="secret")
        with pytest.raises(MailRefused):
            mail.send(LETTER, ID, AT)
    assert server.got == []


@pytest.mark.parametrize(
    "letter",
    [
        LETTER.model_copy(update={"to": "a@example.com, b@example.com"}),
        LETTER.model_copy(update={"to": "a@example.com\nBcc: b@example.com"}),
        LETTER.model_copy(update={"to": "nobody"}),
        LETTER.model_copy(update={"to": ""}),
        LETTER.model_copy(update={"subject": "x\nBcc: b@example.com"}),
    ],
)
def test_m5_one_person_and_no_way_to_smuggle_in_another(letter: Letter, tmp_path: Path) -> None:
    with pytest.raises(MailRefused) as raised:
        MailFolder(tmp_path).send(letter, ID, AT)
    assert raised.value.lasting
    assert list(tmp_path.iterdir()) == []
