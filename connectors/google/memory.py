"""What a practice's Google connector remembers from pass to pass; losing it costs calls and no fact."""

import json
import os
import secrets
from pathlib import Path
from typing import Any


class Memory:
    """A small file of marks beside the ledger: numbers of tabs, tokens and digests, nothing that people wrote."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._known: dict[str, Any] | None = {} if path is None else None

    def of(self, file_id: str) -> "Memory":
        """This memory; empty if what it holds is of another file in Google."""
        known = self._all()
        if known.setdefault("of", file_id) != file_id:
            self._known = {"of": file_id}
        return self

    def get(self, name: str, otherwise: Any = None) -> Any:
        """What was remembered under a name."""
        return self._all().get(name, otherwise)

    def put(self, **what: Any) -> None:
        """Remember; the file is replaced whole, and only when something is new."""
        known = self._all()
        if all(known.get(name) == value for name, value in what.items()):
            return
        known.update(what)
        if self._path is not None:
            fresh = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}")
            handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(known, file)
            fresh.replace(self._path)

    def _all(self) -> dict[str, Any]:
        if self._known is None:
            assert self._path is not None
            try:
                self._known = dict(json.loads(self._path.read_text(encoding="utf-8")))
            except (OSError, ValueError, TypeError):
                self._known = {}
        return self._known
