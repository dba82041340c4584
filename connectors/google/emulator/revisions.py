"""What a file was before: its revisions; and IDs for files that are yet to come."""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from connectors.google.emulator.call import Call
from connectors.google.emulator.drive import DOCX, exported, found
from connectors.google.emulator.refused import Refused
from connectors.google.emulator.world import DOCUMENT, File, Revision, World

Json = dict[str, Any]


def list_revisions(world: World, call: Call) -> Json:
    """The saves of a file, the oldest first."""
    file = found(world, _everywhere(call))
    return {"kind": "drive#revisionList", "revisions": [_described(world, file, r) for r in file.revisions]}


def get_revision(world: World, call: Call) -> Json | bytes:
    """One save: its description, or its content where the file is no document of Google's."""
    file = found(world, _everywhere(call))
    revision = next((r for r in file.revisions if r.id == call.path["revisionId"]), None)
    if revision is None:
        raise Refused(404, f"Revision not found: {call.path['revisionId']}.")
    if call.one("alt") != "media":
        return _described(world, file, revision)
    if file.kind == DOCUMENT:
        raise Refused(403, "Only files with binary content can be downloaded. Use Export with Docs Editors files.")
    return revision.content


def export_link(world: World, who: str, file_id: str, revision_id: str) -> bytes:
    """What the address among the ``exportLinks`` of a revision gives."""
    file = world.file(file_id, who)
    content = next((r.content for r in file.revisions if r.id == revision_id), None)
    if content is None:
        raise Refused(404, "Revision not found.")
    return exported(content, DOCX)


def new_ids(world: World, call: Call) -> Json:
    """IDs that files may be created with."""
    ids = [f"1planned{secrets.token_urlsafe(18)}" for _ in range(int(call.one("count") or "10"))]
    world.handed_out.update(ids)
    return {"kind": "drive#generatedIds", "space": "drive", "ids": ids}


def _everywhere(call: Call) -> Call:
    """Revisions are asked for without naming shared drives."""
    return Call(call.who, call.path, {**call.query, "supportsAllDrives": ["true"]}, call.body)


def _described(world: World, file: File, revision: Revision) -> Json:
    said: Json = {
        "kind": "drive#revision", "id": revision.id, "mimeType": file.kind,
        "modifiedTime": revision.at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "lastModifyingUser": {"kind": "drive#user", "emailAddress": revision.by},
    }  # fmt: skip
    if file.kind == DOCUMENT:
        place = urlencode({"id": file.id, "revision": revision.id, "exportFormat": "docx"})
        return said | {"exportLinks": {DOCX: f"{world.url}/export?{place}"}}
    return said | {"size": str(len(revision.content))}


METHODS: Mapping[str, Any] = {
    "drive.revisions.list": list_revisions, "drive.revisions.get": get_revision, "drive.files.generateIds": new_ids,
}  # fmt: skip
