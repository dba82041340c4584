"""A spreadsheet in an emulated Google, and the account that Circlebook uses there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from google.oauth2.credentials import Credentials

from connectors.google import Account, GoogleWorkbook, Memory
from connectors.google.emulator import Emulator, Hands, World
from connectors.google.emulator.world import OWNER, SERVICE, SHEET
from connectors.google.patience import Patience
from sheets_schema.grid import TabLayout


@dataclass
class Place:
    """An emulator that runs, with one spreadsheet that is shared with Circlebook's account."""

    emulator: Emulator
    id: str

    @property
    def world(self) -> World:
        return self.emulator.world

    @property
    def hands(self) -> Hands:
        return Hands(self.world, self.id)

    def account(self, token: str = "service-token", patience: Patience | None = None) -> Account:
        key = Credentials(token=token)  # type: ignore[no-untyped-call]
        return Account(key, self.emulator.url, patience or hurried())

    def workbook(self, tabs: tuple[TabLayout, ...], memory: Path | None = None, **more: object) -> GoogleWorkbook:
        return GoogleWorkbook(self.account(), self.id, tabs, Memory(memory), **more)  # type: ignore[arg-type]


def hurried() -> Patience:
    """Patience whose pauses take no time, though they count."""
    now = [0.0]
    return Patience(sleep=lambda seconds: now.__setitem__(0, now[0] + seconds), clock=lambda: now[0])


@contextmanager
def google(world: World | None = None) -> Iterator[Place]:
    with Emulator(world) as emulator:
        yield Place(emulator, shared(emulator.world))


def shared(world: World, name: str = "Practice") -> str:
    """A new spreadsheet of the owner's that Circlebook may change."""
    rights = {SERVICE: {"id": "1", "type": "user", "role": "writer", "emailAddress": SERVICE}}
    return world.add_file(name, SHEET, OWNER, rights=rights).id
