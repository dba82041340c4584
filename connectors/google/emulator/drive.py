"""Drive: files, their rights, and the log of changes."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connectors.google.emulator.call import Call
from connectors.google.emulator.refused import Refused
from connectors.google.emulator.sheets import refuse_service_account
from connectors.google.emulator.view import View
from connectors.google.emulator.world import DOCUMENT, FOLDER, SHEET, File, World

Json = dict[str, Any]
_BRIEF = ("kind", "id", "name", "mimeType")
_CLAUSE = re.compile(
    r"""appProperties\s+has\s+\{\s*key\s*=\s*'(?P<key>[^']*)'\s+and\s+value\s*=\s*'(?P<value>[^']*)'\s*\}"""
    r"""|'(?P<parent>[^']+)'\s+in\s+parents"""
    r"""|(?P<field>name|mimeType|trashed)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>(?:[^'\\]|\\.)*)'|(?P<word>true|false))"""
)


_MOST_BYTES, _MOST_PROPERTIES = 124, 30
"""Of one property with its name, and for one program (Google's page on custom file properties)."""

_NATIVE = "application/vnd.google-apps."
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
_YES = "true"


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def described(world: World, file: File, who: str) -> Json:
    """A file with all that Drive says of it here."""
    said: Json = {
        "kind": "drive#file", "id": file.id, "name": file.name, "mimeType": file.kind,
        "createdTime": _time(file.created), "modifiedTime": _time(file.modified), "version": str(file.version),
        "trashed": world.is_trashed(file), "ownedByMe": file.owner == who, "parents": file.parents or ["root"],
        "lastModifyingUser": {"emailAddress": file.last_by, "me": file.last_by == who, "kind": "drive#user"},
        "capabilities": {"canEdit": file.role(who) in {"owner", "writer"}},
    }  # fmt: skip
    if file.drive:
        said["driveId"] = file.drive
    else:
        said["owners"] = [{"emailAddress": file.owner, "kind": "drive#user"}]
    if file.revisions and not file.kind.startswith(_NATIVE):
        said["headRevisionId"], said["size"] = file.revisions[-1].id, str(len(file.content))
        said["md5Checksum"] = hashlib.md5(file.content, usedforsecurity=False).hexdigest()
        said["sha256Checksum"] = hashlib.sha256(file.content).hexdigest()
    if file.app_properties:
        said["appProperties"] = file.app_properties
    return said


def found(world: World, call: Call, *, write: bool = False) -> File:
    """The file that a path names, as far as the caller may see or change it; those in shared drives must be asked for."""
    file = world.files.get(call.path["fileId"])
    role = None if file is None else file.role(call.who)
    if file is None or role is None or (file.drive and call.one("supportsAllDrives") != _YES):
        raise Refused(404, f"File not found: {call.path['fileId']}.")
    if write and role == "reader":
        raise Refused(403, "The user does not have sufficient permissions for this file.")
    return file


def _answer(world: World, file: File, call: Call) -> Json:
    said = described(world, file, call.who)
    return said if call.one("fields") else {name: said[name] for name in _BRIEF}


def create(world: World, call: Call) -> Json:
    """A new file, with content where one is uploaded; an office file can become a Google document."""
    folder = _place(world, call)
    if folder is None or not folder.drive:
        refuse_service_account(call.who)
    kind = call.body.get("mimeType") or (call.media[1] if call.media else "application/octet-stream")
    properties = dict(call.body.get("appProperties") or {})
    _check_properties(properties)
    file_id = call.body.get("id")
    if file_id:
        _check_id(world, file_id, kind)
    file = world.add_file(call.body.get("name", "Untitled"), kind, call.who, id=file_id, app_properties=properties)
    file.parents = list(call.body.get("parents") or [])
    if folder is not None:
        file.rights = {who: dict(right) for who, right in folder.rights.items()}
        if folder.drive:
            file.owner, file.drive = "", folder.drive
        elif folder.owner != call.who:
            file.rights[folder.owner] = {"id": "1", "type": "user", "role": "writer", "emailAddress": folder.owner}
    if call.media:
        file.save(*call.media, call.who, file.created)
    _set_time(file, call)
    return _answer(world, file, call)


def _place(world: World, call: Call) -> File | None:
    """The folder that a new file is put into, or None for the caller's own Drive."""
    for parent in call.body.get("parents") or []:
        folder = world.files.get(parent)
        if folder is None and parent == "root":
            continue
        hidden = folder is not None and bool(folder.drive) and call.one("supportsAllDrives") != _YES
        if folder is None or hidden or folder.role(call.who) not in {"owner", "writer"}:
            raise Refused(404, f"File not found: {parent}.")
        return folder
    return None


def _check_id(world: World, file_id: str, kind: str) -> None:
    if kind.startswith(_NATIVE) and kind != FOLDER:
        raise Refused(400, "Generated IDs are not supported for Docs Editors formats.")
    if file_id in world.files:
        raise Refused(409, "A file already exists with the provided ID.")
    if file_id not in world.handed_out:
        raise Refused(400, "The provided file ID is not usable.")


def _check_properties(properties: Mapping[str, str]) -> None:
    if len(properties) > _MOST_PROPERTIES or any(
        len(f"{name}{value}".encode()) > _MOST_BYTES for name, value in properties.items()
    ):
        raise Refused(403, "The limit for custom file properties was exceeded.")


def _set_time(file: File, call: Call) -> None:
    if call.body.get("modifiedTime"):
        file.modified = datetime.fromisoformat(call.body["modifiedTime"])


def get(world: World, call: Call) -> Json | bytes:
    """A file's description, or its content."""
    file = found(world, call)
    if call.one("alt") != "media":
        return _answer(world, file, call)
    if file.kind.startswith(_NATIVE):
        raise Refused(403, "Only files with binary content can be downloaded. Use Export with Docs Editors files.")
    return file.content


def update(world: World, call: Call) -> Json:
    """Another name, other properties, other content."""
    file = found(world, call, write=True)
    file.name = call.body.get("name", file.name)
    file.trashed = call.body.get("trashed", file.trashed)
    properties = file.app_properties | (call.body.get("appProperties") or {})
    _check_properties({name: value for name, value in properties.items() if value is not None})
    file.app_properties = {name: value for name, value in properties.items() if value is not None}
    world.touched(file.id, call.who)
    if call.media:
        file.save(*call.media, call.who, file.modified)
    _set_time(file, call)
    return _answer(world, file, call)


def delete(world: World, call: Call) -> None:
    """The file is gone."""
    file = found(world, call, write=True)
    if file.owner != call.who:
        raise Refused(403, "The user does not have sufficient permissions for this file.")
    world.remove(file.id)


def list_files(world: World, call: Call) -> Json:
    """The files that the caller can see and that a query describes, the newest first."""
    query = call.one("q")
    drives = call.one("includeItemsFromAllDrives") == _YES
    able = [f for f in world.files.values() if f.role(call.who) is not None and (drives or not f.drive)]
    seen = [f for f in able if _matches(world, f, query)]
    seen.sort(key=lambda f: f.modified, reverse=True)
    if call.one("orderBy") == "createdTime":
        seen.sort(key=lambda f: f.created)
    size, start = int(call.one("pageSize", "100")), int(call.one("pageToken", "0"))
    found: Json = {"kind": "drive#fileList", "incompleteSearch": False}
    found["files"] = [described(world, file, call.who) for file in seen[start : start + size]]
    return found | ({"nextPageToken": str(start + size)} if start + size < len(seen) else {})


def _matches(world: World, file: File, query: str) -> bool:
    rest = _CLAUSE.sub("", query)
    if rest.replace("and", "").strip():
        raise Refused(400, "Invalid Value")
    for found in _CLAUSE.finditer(query):
        if found["key"] is not None:
            if file.app_properties.get(found["key"]) != found["value"]:
                return False
        elif found["parent"] is not None:
            if found["parent"] not in (file.parents or ["root"]):
                return False
        else:
            wanted = next(w for w in (found["double"], found["single"], found["word"]) if w is not None)
            there = {"name": file.name, "mimeType": file.kind, "trashed": str(world.is_trashed(file)).lower()}[
                found["field"]
            ]
            if there != wanted.replace("\\'", "'"):
                return False
    return True


def export(world: World, call: Call) -> bytes:
    """A Google file in another form; of a spreadsheet only the first tab as CSV."""
    file = found(world, call)
    if file.kind == DOCUMENT:
        return exported(file.content, call.one("mimeType"))
    if file.kind != SHEET or call.one("mimeType") != "text/csv":
        raise Refused(400, "The requested conversion is not supported.")
    book = world.books[file.id]
    sheet = book.sheets[0]
    view = View(book, sheet)
    width = max((max(row, default=-1) + 1 for row in sheet.rows), default=0)
    rows = ([view.shown(r, c) for c in range(width)] for r in range(sheet.last_row()))
    return "\r\n".join(",".join(row) for row in rows).encode()


def exported(content: bytes, kind: str) -> bytes:
    """A document as Google hands it out: made anew, so that its bytes are no longer those that were uploaded."""
    if kind not in {DOCX, PDF}:
        raise Refused(400, "The requested conversion is not supported.")
    return (b"%PDF-1.4 emulated\n" if kind == PDF else b"") + content.rstrip(b"\n") + b"\n"


def start_token(world: World, _: Call) -> Json:
    """Where the log of changes ends now."""
    seen = max((n for n, *_ in world.visible_changes(0)), default=-1)
    return {"kind": "drive#startPageToken", "startPageToken": str(seen + 2)}


def list_changes(world: World, call: Call) -> Json:
    """What changed since a place in the log, each file once."""
    if not call.one("pageToken").isdigit():
        raise Refused(400, "Invalid Value")
    since = int(call.one("pageToken")) - 1
    latest: dict[str, Json] = {}
    last = since - 1
    for n, file_id, at, removed in world.visible_changes(since):
        last = n
        file = world.files.get(file_id)
        role = None if file is None else file.role(call.who)
        if file is not None and file.drive and call.one("includeItemsFromAllDrives") != _YES:
            continue
        if role is None and not removed:
            continue
        gone = file is None or role is None
        said: Json = {
            "kind": "drive#change",
            "changeType": "file",
            "fileId": file_id,
            "removed": gone,
            "time": _time(at),
        }
        if file is not None and not gone:
            said["file"] = described(world, file, call.who)
        latest.pop(file_id, None)
        latest[file_id] = said
    return {"kind": "drive#changeList", "newStartPageToken": str(last + 2), "changes": list(latest.values())}


def share(world: World, call: Call) -> Json:
    """Give somebody rights to a file."""
    file = found(world, call, write=True)
    kind, role = call.body.get("type"), call.body.get("role")
    if not kind or not role:
        raise Refused(400, "The permission type and role are required.")
    address = "anyone" if kind == "anyone" else call.body["emailAddress"]
    right = {"kind": "drive#permission", "id": str(abs(hash(address)) % 10**12), "type": kind, "role": role}
    right |= {k: call.body[k] for k in ("emailAddress", "view") if call.body.get(k)}
    key = f"{address} {call.body['view']}" if call.body.get("view") else address
    file.rights[key] = right
    world.touched(file.id, call.who)
    return {name: right[name] for name in ("kind", "id", "type", "role")}


def list_rights(world: World, call: Call) -> Json:
    """Who has rights to a file."""
    file = found(world, call)
    owner = {"kind": "drive#permission", "id": "0", "type": "user", "role": "owner", "emailAddress": file.owner}
    return {"kind": "drive#permissionList", "permissions": [owner, *file.rights.values()]}


def unshare(world: World, call: Call) -> None:
    """Take rights away."""
    file = found(world, call, write=True)
    file.rights = {who: right for who, right in file.rights.items() if right["id"] != call.path["permissionId"]}
    world.revoked(file.id)


def about(_: World, call: Call) -> Json:
    """Who the caller is."""
    return {"kind": "drive#about", "user": {"kind": "drive#user", "emailAddress": call.who, "me": True}}


METHODS: Mapping[str, Any] = {
    "drive.files.create": create, "drive.files.get": get, "drive.files.update": update, "drive.files.delete": delete,
    "drive.files.list": list_files, "drive.files.export": export, "drive.changes.getStartPageToken": start_token,
    "drive.changes.list": list_changes, "drive.permissions.create": share, "drive.permissions.list": list_rights,
    "drive.permissions.delete": unshare, "drive.about.get": about,
}  # fmt: skip
