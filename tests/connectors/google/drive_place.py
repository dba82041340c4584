"""A folder in an emulated Drive, and documents of a practice in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from google.oauth2.credentials import Credentials

from connectors.google import Account, DriveDocuments, DriveFiles, Memory
from connectors.google.documents import Printer
from connectors.google.emulator import Emulator, World
from connectors.google.emulator.drive_hands import DriveHands
from connectors.google.emulator.world import SERVICE
from tests.connectors.google.place import hurried

WORD, GOOGLE, SHARED = "Word files in a person's Drive", "Google documents", "Word files in a shared drive"
WAYS = (WORD, GOOGLE, SHARED)
COLLEAGUE = "clinician@example.com"


@dataclass
class DrivePlace:
    """An emulator that runs, a folder in it, and who works there besides Circlebook."""

    emulator: Emulator
    state: Path
    way: str
    folder: str = ""
    hands: DriveHands = field(init=False)

    def __post_init__(self) -> None:
        self.hands = DriveHands(self.world, COLLEAGUE if self.way == SHARED else "owner@example.com")
        if self.way == SHARED:
            self.folder = self.hands.folder("Notes", drive="0Ashared", **{SERVICE: "writer", COLLEAGUE: "writer"})
        else:
            self.folder = self.hands.folder("Notes")

    @property
    def world(self) -> World:
        return self.emulator.world

    @cached_property
    def account(self) -> Account:
        token = "service-token" if self.way == SHARED else "owner-token"
        return Account(Credentials(token=token), self.emulator.url, hurried())  # type: ignore[no-untyped-call]

    def opened(self, printer: Printer | None = None) -> DriveDocuments:
        """The documents as a pass opens them."""
        files = DriveFiles(self.account, self.folder, "oak-street", as_documents=self.way == GOOGLE)
        memory, fresh = Memory(self.state / "documents.json"), Memory(self.state / "new.json")
        return DriveDocuments(files, memory, fresh, self.world.now, printer)


class Ticking:
    """A clock that goes on by itself, so that no two moments are one."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=7)
        return self.at


@contextmanager
def drive(state: Path, way: str = WORD) -> Iterator[DrivePlace]:
    with Emulator(World(Ticking().now)) as emulator:
        yield DrivePlace(emulator, state, way)
