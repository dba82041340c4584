"""The token endpoint: a refresh token or a signed request of a service account becomes a token for an hour."""

import base64
import json
from typing import Any
from urllib.parse import parse_qs

from connectors.google.emulator.refused import Refused
from connectors.google.emulator.world import OWNER, World


class Unauthorized(Refused):
    """An answer of the token endpoint, which speaks another dialect."""

    def body(self) -> dict[str, Any]:
        """The error as OAuth words it."""
        return {"error": "invalid_grant", "error_description": str(self)}


def token(world: World, body: bytes) -> dict[str, Any]:
    """A new token for the account that asks."""
    said = {name: values[-1] for name, values in parse_qs(body.decode()).items()}
    if said.get("grant_type") == "refresh_token":
        address = said.get("refresh_token", "").removeprefix("refresh-") or OWNER
    else:
        claims = said.get("assertion", "..").split(".")[1]
        address = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["iss"]
    world.calls["token"] += 1
    if address in world.refused_accounts:
        raise Unauthorized(400, "Token has been expired or revoked.")
    return {"access_token": world.new_token(address), "expires_in": 3599, "token_type": "Bearer"}
