"""A program of its own that is asked line by line: what others wrote runs there, and cannot take this one along."""

import json
import subprocess
import threading
from collections.abc import Mapping, Sequence
from typing import Any

PATIENCE_SECONDS = 120.0
"""The program limits its own memory and computing time; this is for one that only waits."""


class Stopped(RuntimeError):  # noqa: N818  it says what happened
    """The program used more memory or time than it may, or fell over."""


class Confined:
    """One program behind two pipes; a new one is started after it was stopped. It is given no names of secrets."""

    def __init__(self, command: Sequence[str], seconds: float = PATIENCE_SECONDS) -> None:
        self._command, self._seconds = tuple(command), seconds
        self._running: subprocess.Popen[str] | None = None

    def ask(self, *lines: Mapping[str, object]) -> list[Any]:
        """The answer to each line; raises ``Stopped`` when one takes too long or too much."""
        running = self._running or self._start()
        timer = threading.Timer(self._seconds, running.kill)
        timer.start()
        try:
            return [self._answer(running, line) for line in lines]
        except (OSError, ValueError) as error:
            self.close()
            raise Stopped("the program was stopped") from error
        finally:
            timer.cancel()

    @property
    def is_running(self) -> bool:
        """Whether the program still knows what it was told before."""
        return self._running is not None and self._running.poll() is None

    def close(self) -> None:
        """End the program."""
        if self._running is not None:
            self._running.kill()
            self._running.communicate()
            self._running = None

    def _answer(self, running: "subprocess.Popen[str]", line: Mapping[str, object]) -> Any:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdin.write(json.dumps(line) + "\n")
        running.stdin.flush()
        return json.loads(running.stdout.readline())

    def _start(self) -> "subprocess.Popen[str]":
        self._running = subprocess.Popen(  # noqa: S603  our own program
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env={"PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "0"},
        )
        return self._running
