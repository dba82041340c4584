"""One practice's spreadsheet in an emulator that runs in this process, as a demonstration needs it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from connectors.google.emulator.hands import Hands
from connectors.google.emulator.server import Emulator
from connectors.google.emulator.world import OWNER, SERVICE, SHEET


@dataclass(frozen=True)
class EmulatedPractice:
    """Where the emulator listens, the spreadsheet's ID, and a person who works in it."""

    address: str
    spreadsheet: str
    hands: Hands


@contextmanager
def emulated_practice(key: Path, title: str = "Sample practice") -> Iterator[EmulatedPractice]:
    """An emulator with an empty spreadsheet that is shared with Circlebook's account; ``key`` becomes its key file."""
    with Emulator() as emulator:
        right = {"id": "1", "type": "user", "role": "writer", "emailAddress": SERVICE}
        book = emulator.world.add_file(title, SHEET, OWNER, rights={SERVICE: right}).id
        said = {"type": "authorized_user", "client_id": "emulator", "client_secret": "emulator"}
        said |= {"refresh_token": f"refresh-{SERVICE}", "token_uri": f"{emulator.url}/token"}
        key.write_text(json.dumps(said), encoding="utf-8")
        key.chmod(0o600)
        yield EmulatedPractice(emulator.url, book, Hands(emulator.world, book))
