"""PDFs beside Word files, made by LibreOffice."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from connectors.disk import write_private

_COPIES = ".circlebook-print-"
SECONDS_A_FILE, SECONDS_TO_START = 10, 60


class Office:
    """LibreOffice without a window; each run has a profile of its own, so that an open one is not in the way."""

    def __init__(self, program: str) -> None:
        self._program = program

    def print(self, files: Sequence[Path]) -> list[Path]:
        """A PDF beside each Word file; those that were made. A file that LibreOffice cannot read gets none."""
        made: list[Path] = []
        if not files:
            return made
        # Beside the files, which stand in the practice's own place: what a kill leaves must not stay in one of all.
        for left in files[0].parent.glob(f"{_COPIES}*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=_COPIES, dir=files[0].parent) as place:
            folder = Path(place)
            numbered = {f"{n}.docx": path for n, path in enumerate(files)}
            for name, path in numbered.items():
                with suppress(OSError):
                    shutil.copyfile(path, folder / name)
            self._convert(folder, list(numbered))
            for name, path in numbered.items():
                pdf = folder / Path(name).with_suffix(".pdf")
                if pdf.is_file():
                    made.append(_beside(path, pdf))
        return made

    def _convert(self, folder: Path, names: Sequence[str]) -> None:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [self._program, profile, "--headless", "--norestore", "--convert-to", "pdf", *names]
        with suppress(subprocess.TimeoutExpired, OSError):
            subprocess.run(  # noqa: S603  the program that was found on this computer, with files of our own
                command, cwd=folder, check=False, capture_output=True, env=_without_secrets(),
                timeout=SECONDS_TO_START + SECONDS_A_FILE * len(names),
            )  # fmt: skip


def _without_secrets() -> dict[str, str]:
    """The environment without the practice's keys: what a document makes LibreOffice do must not find them."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CIRCLEBOOK_")}


def _beside(path: Path, pdf: Path) -> Path:
    target = path.with_suffix(".pdf")
    unfinished = target.with_name(f".{target.name}.part")
    unfinished.unlink(missing_ok=True)
    write_private(unfinished, pdf.read_bytes())
    unfinished.replace(target)
    return target


def find_office() -> Office | None:
    """LibreOffice on this computer, or None."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    return Office(program) if program else None
