"""Drive: files, their rights, and the log of changes."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connectors.google.emulator.book import View
from connectors.google.emulator.call import Call
from connectors.google.emulator.refused import Refused
from connectors.google.emulator.sheets import refuse_service_account
from connectors.google.emulator.world import DOCUMENT, SHEET, File, World

Json = dict[str, Any]
_BRIEF = ("kind", "id", "name", "mimeType")
_CLAUSE = re.compile(
    r"""appProperties\s+has\s+\{\s*key\s*=\s*'(?P<key>[^']*)'\s+and\s+value\s*=\s*'(?P<value>[^']*)'\s*\}"""
    r"""|'(?P<parent>[^']+)'\s+in\s+parents"""
    r"""|(?P<field>name|mimeType|trashed)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>(?:[^'\\]|\\.)*)'|(?P<word>true|false))"""
)


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def described(file: File, who: str) -> Json:
    """A file with all that Drive says of it here."""
    said: Json = {
        "kind": "drive#file", "id": file.id, "name": file.name, "mimeType": file.kind,
        "createdTime": _time(file.created), "modifiedTime": _time(file.modified), "version": str(file.version),
        "trashed": file.trashed, "ownedByMe": file.owner == who, "parents": file.parents or ["root"],
        "owners": [{"emailAddress": file.owner, "kind": "drive#user"}],
        "lastModifyingUser": {"emailAddress": file.last_by, "me": file.last_by == who, "kind": "drive#user"},
        "capabilities": {"canEdit": file.role(who) in {"owner", "writer"}},
        "headRevisionId": f"r{file.version}",
    }  # fmt: skip
    if file.app_properties:
        said["appProperties"] = file.app_properties
    return said


def _found(world: World, call: Call, *, write: bool = False) -> File:
    file = world.files.get(call.path["fileId"])
    role = None if file is None else file.role(call.who)
    if file is None or role is None:
        raise Refused(404, f"File not found: {call.path['fileId']}.")
    if write and role == "reader":
        raise Refused(403, "The user does not have sufficient permissions for this file.")
    return file


def _answer(file: File, call: Call) -> Json:
    said = described(file, call.who)
    return said if call.one("fields") else {name: said[name] for name in _BRIEF}


def create(world: World, call: Call) -> Json:
    """A new file, with content where one is uploaded; an office file can become a Google document."""
    refuse_service_account(call.who) if not call.body.get("parents") else None
    kind = call.body.get("mimeType") or (call.media[1] if call.media else "application/octet-stream")
    file = world.add_file(
        call.body.get("name", "Untitled"), kind, call.who,
        app_properties=dict(call.body.get("appProperties") or {}), parents=list(call.body.get("parents") or []),
    )  # fmt: skip
    for parent in file.parents:
        if parent in world.files:
            file.owner = world.files[parent].owner
            file.rights = {who: dict(right) for who, right in world.files[parent].rights.items()}
    if call.media:
        file.content, file.content_kind = call.media
    return _answer(file, call)


def get(world: World, call: Call) -> Json | bytes:
    """A file's description, or its content."""
    file = _found(world, call)
    return file.content if call.one("alt") == "media" else _answer(file, call)


def update(world: World, call: Call) -> Json:
    """Another name, other properties, other content."""
    file = _found(world, call, write=True)
    file.name = call.body.get("name", file.name)
    file.trashed = call.body.get("trashed", file.trashed)
    file.app_properties |= call.body.get("appProperties") or {}
    if call.media:
        file.content, file.content_kind = call.media
    world.touched(file.id, call.who)
    return _answer(file, call)


def delete(world: World, call: Call) -> None:
    """The file is gone."""
    file = _found(world, call, write=True)
    if file.owner != call.who:
        raise Refused(403, "The user does not have sufficient permissions for this file.")
    world.remove(file.id)


def list_files(world: World, call: Call) -> Json:
    """The files that the caller can see and that a query describes, the newest first."""
    query = call.one("q")
    seen = [f for f in world.files.values() if f.role(call.who) is not None and _matches(f, query)]
    seen.sort(key=lambda f: f.modified, reverse=True)
    size, start = int(call.one("pageSize", "100")), int(call.one("pageToken", "0"))
    found: Json = {"kind": "drive#fileList", "incompleteSearch": False}
    found["files"] = [described(file, call.who) for file in seen[start : start + size]]
    return found | ({"nextPageToken": str(start + size)} if start + size < len(seen) else {})


def _matches(file: File, query: str) -> bool:
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
            there = {"name": file.name, "mimeType": file.kind, "trashed": str(file.trashed).lower()}[found["field"]]
            if there != wanted.replace("\\'", "'"):
                return False
    return True


def export(world: World, call: Call) -> bytes:
    """A Google file in another form; of a spreadsheet only the first tab as CSV."""
    file = _found(world, call)
    if file.kind == DOCUMENT:
        return file.content
    if file.kind != SHEET or call.one("mimeType") != "text/csv":
        raise Refused(400, "The requested conversion is not supported.")
    book = world.books[file.id]
    sheet = book.sheets[0]
    view = View(book, sheet)
    width = max((max(row, default=-1) + 1 for row in sheet.rows), default=0)
    rows = ([view.said(r, c, "FORMATTED_VALUE", "") or "" for c in range(width)] for r in range(sheet.last_row()))
    return "\r\n".join(",".join(row) for row in rows).encode()


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
            said["file"] = described(file, call.who)
        latest.pop(file_id, None)
        latest[file_id] = said
    return {"kind": "drive#changeList", "newStartPageToken": str(last + 2), "changes": list(latest.values())}


def share(world: World, call: Call) -> Json:
    """Give somebody rights to a file."""
    file = _found(world, call, write=True)
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
    file = _found(world, call)
    owner = {"kind": "drive#permission", "id": "0", "type": "user", "role": "owner", "emailAddress": file.owner}
    return {"kind": "drive#permissionList", "permissions": [owner, *file.rights.values()]}


def unshare(world: World, call: Call) -> None:
    """Take rights away."""
    file = _found(world, call, write=True)
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
