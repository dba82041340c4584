"""The documents port on Google Drive: Word files as they are, or Google documents, private in the practice's folder."""

import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from connectors.google.files import DriveFiles, Found, digest_of
from connectors.google.memory import Memory
from connectors.google.problems import GoogleBusy, GoogleDown, GoogleProblem, GoogleRefused, GoogleThere
from domain.file_names import refuse_no_id, versions

T = TypeVar("T")
IDS_AT_ONCE = 50
PAUSE = timedelta(minutes=1)
"""After Google failed, further documents of the same moment are not tried one by one, each for as long as patience lasts."""

Printer = Callable[[Sequence[Path]], object]


class DriveDocuments:
    """Documents by their names; ``memory`` holds which file each is, ``fresh`` those made since that was looked up.

    Nothing that somebody else changed is written over, and what a call did whose answer got lost is found again.
    ``printer`` makes a PDF beside each of some Word files, which lie in ``place`` meanwhile. All raise GoogleProblem; a name that is no ID a ValueError.
    """

    def __init__(  # noqa: PLR0913  two memories, and what a printer needs
        self,
        files: DriveFiles,
        memory: Memory,
        fresh: Memory,
        now: Callable[[], datetime],
        printer: Printer | None = None,
        place: Path | None = None,
    ) -> None:
        self._files, self._memory, self._fresh, self._now = files, memory, fresh, now
        self._printer, self._place = printer, place
        self._looked = False
        self._just: dict[str, str] = {}
        self._failed: tuple[datetime, GoogleProblem] | None = None

    def listing(self) -> frozenset[str]:
        """The names of all files that are not in the bin; one call where the last look is remembered."""
        self._look()
        return frozenset(self._known())

    def fingerprint(self, name: str) -> str | None:
        """The SHA-256 of a Word file as it is; of a Google document, of what was uploaded unless it was changed since.

        None when it is gone or in the bin. Right after a file was written it is what was written, so that a change
        in the next moment does not count as ours.
        """
        refuse_no_id(name, versioned=True)
        just = self._just.pop(name, None)
        if just is not None:
            return just
        found = self._found(name)
        return None if found is None else found.digest

    def write(self, name: str, content: bytes) -> str:
        """A new file, or the next free version beside it; the name it got. One that says the same is taken as this."""
        refuse_no_id(name)
        digest = digest_of(content)
        for wanted in versions(name):
            found = self._found(wanted)
            if found is None:
                self._create(wanted, content)
            elif found.digest != digest:
                continue
            self._just[wanted] = digest
            return wanted
        raise AssertionError("there is always a next version")

    def replace(self, name: str, content: bytes, fingerprint: str) -> bool:
        """Another content for a file that nobody has touched; whether that was so.

        Drive has no conditional write: the saves are looked at afterwards, and one that slipped in is put back.
        """
        refuse_no_id(name, versioned=True)
        found = self._found(name)
        if found is None or found.digest != fingerprint:
            return False
        known = found.revision
        if found.is_document:
            known = self._files.revisions(found.id)[-1]
            if self._found(name) != found:
                return False  # somebody changed it while the saves were asked for
        ours = self._tried(lambda: self._files.update(found.id, name, content, self._now()))
        return self._is_alone(found, name, content, (known, ours))

    def print(self, names: Sequence[str]) -> None:
        """A PDF beside each of these documents: made by Google of its own, of Word files by LibreOffice if it is here."""
        found = {name: there for name in names if (there := self._found(name)) is not None}
        for name, there in found.items():
            if there.is_document:
                self._put(_pdf(name), self._files.as_pdf(there.id))
        word = {name: there for name, there in found.items() if not there.is_document}
        if self._printer is None or not word:
            return
        with tempfile.TemporaryDirectory(prefix=".print-", dir=self._place) as place:
            at = {name: Path(place) / f"{n}.docx" for n, name in enumerate(word)}
            for name, path in at.items():
                path.write_bytes(self._files.content(word[name].id))
            self._printer(list(at.values()))
            for name, path in at.items():
                if (pdf := path.with_suffix(".pdf")).is_file():
                    self._put(_pdf(name), pdf.read_bytes())

    def _put(self, name: str, content: bytes) -> None:
        """A file of Circlebook's own, always made anew."""
        found = self._found(name)
        if found is None:
            self._create(name, content)
        elif found.digest != digest_of(content):
            self._tried(lambda: self._files.update(found.id, name, content, self._now()))

    def _is_alone(self, found: Found, name: str, content: bytes, saves: tuple[str, str]) -> bool:
        """Whether our save followed the one that was known; a person's in between becomes the content again."""
        known, ours = saves
        there = self._files.revisions(found.id)
        after = there[there.index(known) + 1 :] if known in there else []
        if found.is_document and after and self._says(found.id, content):
            ours = after[-1]  # unless somebody has gone on from there, which is as it should be
        between = after[: after.index(ours)] if ours in after else []
        if between:
            if after[-1] == ours:
                self._files.update(found.id, name, self._files.before(found, between[-1]), None)
            return False
        self._just[name] = digest_of(content)
        return True

    def _says(self, file_id: str, content: bytes) -> bool:
        found = self._files.get(file_id)
        return found is not None and found.digest == digest_of(content)

    def _create(self, name: str, content: bytes) -> None:
        file_id = self._planned(name) if self._files.takes_ids(name) else None
        try:
            made = self._tried(lambda: self._files.create(name, content, self._now(), file_id))
        except GoogleThere:
            return  # made by a try whose answer got lost
        if file_id is None:
            self._fresh.put(files={**self._fresh.get("files", {}), name: made})

    def _planned(self, name: str) -> str:
        """The ID that a file is about to get, written down before it is made: a pass that is killed finds it again."""
        ids = self._fresh.get("ids") or self._files.new_ids(IDS_AT_ONCE)
        self._fresh.put(ids=ids[1:], files={**self._fresh.get("files", {}), name: ids[0]})
        return str(ids[0])

    def _known(self) -> dict[str, str]:
        if not self._looked:
            self._look()
        return {**self._memory.get("files", {}), **self._fresh.get("files", {})}

    def _found(self, name: str) -> Found | None:
        """The file of this name as it is now, unless it is gone or in the bin."""
        file_id = self._known().get(name)
        found = None if file_id is None else self._tried(lambda: self._files.get(file_id))
        return None if found is None or found.gone else found

    def _look(self) -> None:
        """Bring what is known of the files up to date: by Drive's log of changes, or by asking for all of them."""
        files, page = self._tried(self._changed)
        for name, file_id in self._fresh.get("files", {}).items():
            if files.get(name) != file_id and self._is_there(file_id):
                files[name] = file_id
        self._memory.put(files=files, page=page)
        self._fresh.put(files={})
        self._looked = True

    def _is_there(self, file_id: str) -> bool:
        found = self._files.get(file_id)
        return found is not None and not found.gone

    def _changed(self) -> tuple[dict[str, str], str]:
        page = self._memory.get("page")
        if page is not None:
            try:
                changes, ends = self._files.changes(page)
            except GoogleRefused:
                pass  # a place in the log that Google knows no more, or more happened than stands there
            else:
                return self._with(changes), ends
        ends = self._files.end_of_log()
        return self._files.all(), ends

    def _with(self, changes: Sequence[tuple[str, str | None]]) -> dict[str, str]:
        files: dict[str, str] = dict(self._memory.get("files", {}))
        gone = {file_id for file_id, name in changes if name is None}
        files = {name: file_id for name, file_id in files.items() if file_id not in gone}
        for file_id, name in changes:
            if name is not None:
                files.setdefault(name, file_id)  # a copy that somebody made is not the document
        return files

    def _tried(self, call: Callable[[], T]) -> T:
        if self._failed is not None and self._now() - self._failed[0] < PAUSE:
            raise self._failed[1]
        try:
            return call()
        except (GoogleBusy, GoogleDown) as problem:
            self._failed = self._now(), problem
            raise


def _pdf(name: str) -> str:
    return f"{name.removesuffix('.docx')}.pdf"
