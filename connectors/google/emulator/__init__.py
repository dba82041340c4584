"""A Google that runs on this machine: Sheets, Drive, Forms and the token endpoint, with state, over real HTTP.

It is for the demonstration and for tests. What it refuses and answers is checked against the discovery documents
of Google's own client; what those do not say follows recordings of the real service (see docs/decisions).
"""

from connectors.google.emulator.hands import Hands
from connectors.google.emulator.place import EmulatedPractice, emulated_practice
from connectors.google.emulator.server import Emulator
from connectors.google.emulator.world import World

__all__ = ["EmulatedPractice", "Emulator", "Hands", "World", "emulated_practice"]
