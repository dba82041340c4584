"""The outbox: each text stands in it once, whatever happened to the last line."""

import json
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from connectors.twilio.outbox import KEYS, Outbox, OutboxProblem
from domain.texting import Sought


def text(key="text:C-001:reminder_24:2026-12-01", body="Oak Street: reminder"):
    return {
        "key": key,
        "kind": "reminder_24",
        "client_id": "C-001",
        "session_ids": ("G-01/05",),
        "session_date": date(2026, 12, 1),
        "to": "+14155550102",
        "body": body,
        "sent_at": datetime(2026, 11, 30, 22, tzinfo=UTC),
    }


LONG = timedelta(hours=1)


def sought(key):
    return Sought(key=key, phone="", words="", since=datetime(2026, 11, 30, tzinfo=UTC))


def lines(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_a_text_is_one_line_with_these_keys(tmp_path):
    path = tmp_path / "outbox" / "texts.jsonl"
    assert Outbox(path).send(text(body="Peña: 5 PM\n"), LONG) == "dry-1"
    assert lines(path) == [
        {
            "key": "text:C-001:reminder_24:2026-12-01",
            "kind": "reminder_24",
            "client_id": "C-001",
            "session_ids": ["G-01/05"],
            "session_date": "2026-12-01",
            "to": "+14155550102",
            "body": "Peña: 5 PM\n",
            "sent_at": "2026-11-30T22:00:00+00:00",
        }
    ]
    assert list(lines(path)[0]) == list(KEYS)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_key_sent_before_gets_its_first_id_and_no_second_line(tmp_path):
    path = tmp_path / "texts.jsonl"
    outbox = Outbox(path)
    ids = [outbox.send(text(key), LONG) for key in ("a", "b", "a")]
    assert [*ids, Outbox(path).send(text("b", "other words"), LONG)] == ["dry-1", "dry-2", "dry-1", "dry-2"]
    assert [line["key"] for line in lines(path)] == ["a", "b"]


def test_a_key_is_found_by_who_wrote_it_and_by_who_did_not(tmp_path):
    path = tmp_path / "texts.jsonl"
    writer, reader = Outbox(path), Outbox(path)
    assert reader.find(sought("a")) is None
    for number, key in enumerate("abc", 1):
        writer.send(text(key), LONG)
        assert reader.find(sought(key)) == f"dry-{number}"
    assert reader.find(sought("d")) is None


def test_looking_makes_no_file(tmp_path):
    assert Outbox(tmp_path / "outbox" / "texts.jsonl").find(sought("a")) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("cut", range(1, 40, 3))
def test_a_last_line_that_was_cut_off_was_never_sent(tmp_path, cut):
    path = tmp_path / "texts.jsonl"
    for key in "ab":
        Outbox(path).send(text(key, "é" * 10), LONG)
    path.write_bytes(path.read_bytes()[: -cut - 1])
    torn = path.read_bytes()
    outbox = Outbox(path)
    assert (outbox.find(sought("a")), outbox.find(sought("b"))) == ("dry-1", None)
    assert path.read_bytes() == torn
    assert outbox.send(text("c"), LONG) == "dry-2"
    assert [line["key"] for line in lines(path)] == ["a", "c"]
    assert Outbox(path).find(sought("c")) == "dry-2"


@pytest.mark.parametrize(
    "again", [lambda outbox, key: outbox.find(sought(key)), lambda outbox, key: outbox.send(text(key), LONG)]
)
def test_a_whole_last_line_without_its_line_end_was_sent(tmp_path, again):
    path = tmp_path / "texts.jsonl"
    for key in "ab":
        Outbox(path).send(text(key), LONG)
    path.write_bytes(path.read_bytes().removesuffix(b"\n"))
    outbox = Outbox(path)
    assert again(outbox, "b") == "dry-2"
    assert outbox.send(text("c"), LONG) == "dry-3"
    assert [Outbox(path).find(sought(key)) for key in "abc"] == ["dry-1", "dry-2", "dry-3"]
    assert [outbox.find(sought(key)) for key in "abc"] == ["dry-1", "dry-2", "dry-3"]
    assert [line["key"] for line in lines(path)] == ["a", "b", "c"]


@pytest.mark.parametrize("odd", [b"\n", b"a note to myself\n", b"[1]\n", b'{"key": 1}\n', b"\xff\xfe\n", b"\x00\x00\n"])
def test_a_line_that_is_no_text_is_left_alone(tmp_path, odd):
    path = tmp_path / "texts.jsonl"
    Outbox(path).send(text("a"), LONG)
    path.write_bytes(path.read_bytes() + odd)
    assert Outbox(path).send(text("b"), LONG) == "dry-3"
    assert odd in path.read_bytes()


@pytest.mark.parametrize("left", [b"", None])
def test_an_outbox_that_a_person_emptied_starts_anew(tmp_path, left):
    path = tmp_path / "texts.jsonl"
    outbox = Outbox(path)
    for key in "ab":
        outbox.send(text(key), LONG)
    path.unlink() if left is None else path.write_bytes(left)
    assert outbox.find(sought("a")) is None
    assert outbox.send(text("b"), LONG) == "dry-1"


@pytest.mark.parametrize("keys", [KEYS[:-1], (*KEYS, "name"), ()])
def test_other_keys_are_a_bug(tmp_path, keys):
    with pytest.raises(ValueError, match="exactly the keys"):
        Outbox(tmp_path / "texts.jsonl").send({**dict.fromkeys(keys, "x")}, LONG)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_used_is_said_in_a_sentence(tmp_path):
    (tmp_path / "outbox").write_text("a file")
    with pytest.raises(OutboxProblem, match="outbox of texts") as problem:
        Outbox(tmp_path / "outbox" / "texts.jsonl").send(text(), LONG)
    assert len(str(problem.value).split()) <= 25


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a program that limits the size of files")
def test_a_text_that_does_not_fit_on_the_disk_leaves_no_trace(tmp_path):
    path = tmp_path / "texts.jsonl"
    Outbox(path).send(text("a"), LONG)
    before = path.read_bytes()
    program = (
        "import json, resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 20},) * 2)\n"
        "from datetime import timedelta; from pathlib import Path; from connectors.twilio.outbox import *\n"
        "try: Outbox(Path(sys.argv[1])).send(json.loads(sys.argv[2]), timedelta(hours=1))\n"
        "except OutboxProblem as problem: print(problem)\n"
    )
    given = json.dumps(text("b"), default=str)
    done = subprocess.run([sys.executable, "-c", program, path, given], capture_output=True, text=True, check=True)
    assert "Free disk space" in done.stdout
    assert path.read_bytes() == before


def test_a_program_killed_while_sending_leaves_each_text_once(tmp_path):
    path = tmp_path / "texts.jsonl"
    program = (
        "import json, sys; from datetime import timedelta; from pathlib import Path\n"
        "from connectors.twilio.outbox import Outbox\n"
        "outbox = Outbox(Path(sys.argv[1])); given = json.loads(sys.argv[2])\n"
        "for n in range(100_000): outbox.send(given | {'key': f'k{n}'}, timedelta(hours=1))\n"
    )
    given = json.dumps(text(), default=str)
    for _ in range(4):
        size = path.stat().st_size if path.exists() else 0
        running = subprocess.Popen([sys.executable, "-c", program, path, given])
        while not path.exists() or path.stat().st_size <= size:
            time.sleep(0.002)
        time.sleep(0.05)
        running.send_signal(signal.SIGKILL)
        running.wait()
    Outbox(path).send(text("last"), LONG)
    keys = [line["key"] for line in lines(path)]
    assert keys == [*(f"k{n}" for n in range(len(keys) - 1)), "last"]
