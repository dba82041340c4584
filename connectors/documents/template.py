"""A practice's own note template, filled in by a program that is kept on a short lead."""

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path

from connectors.documents.confined import Confined, Stopped
from domain.note import NoteContent
from domain.problems import Problem
from domain.versions import Earlier

_TOO_MUCH = "It takes more than 256 MB of memory or 5 seconds for a note. Make it simpler."


class TemplateProblem(Problem):
    """The practice's own note template cannot be used."""

    code = "TEMPLATE"


class OwnTemplate:
    """The Word file at ``path``; ``command`` starts the program that fills it in. The file is read anew when it changes."""

    def __init__(self, path: Path, command: Sequence[str]) -> None:
        self._path = path
        self._confined = Confined(command)
        self._told = ""

    def faults(self) -> list[str]:
        """What is wrong with the template, in sentences; raises ``TemplateProblem`` when it cannot be read."""
        try:
            (answer,) = self._confined.ask({"template": base64.b64encode(self._file()).decode()})
        except Stopped:
            return [_TOO_MUCH]
        return [str(fault) for fault in answer["faults"]]

    def render(self, content: NoteContent, earlier: Earlier | None = None) -> bytes:
        """A note in the practice's lay-out; raises ``TemplateProblem``, which names no words of the note."""
        file = self._file()
        lines: list[dict[str, object]] = []
        if not self._confined.is_running or self._told != hashlib.sha256(file).hexdigest():
            lines.append({"template": base64.b64encode(file).decode()})
        lines.append({"content": content.model_dump_json(), "earlier": earlier.model_dump() if earlier else None})
        try:
            answer = self._confined.ask(*lines)[-1]
        except Stopped:
            raise self._problem(_TOO_MUCH) from None
        self._told = hashlib.sha256(file).hexdigest()
        if "file" not in answer:
            raise self._problem(str(answer["fault"]))
        return base64.b64decode(answer["file"])

    def _file(self) -> bytes:
        try:
            return self._path.read_bytes()
        except OSError:
            raise self._problem("It cannot be read.") from None

    def _problem(self, why: str) -> TemplateProblem:
        return TemplateProblem(f"Template {self._path.name}: {why} Notes wait; circlebook doctor says more.")
