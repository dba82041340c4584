"""The files of one practice in Drive: made, changed, looked for and looked at.

Each is marked in its ``appProperties``, which only this program sees, so that it is known wherever people move it and
whatever they call it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from googleapiclient.http import HttpRequest, MediaInMemoryUpload

from connectors.google.account import Account
from connectors.google.problems import GoogleGone, GoogleRefused

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
DOCUMENT = "application/vnd.google-apps.document"
MARK = "circlebook"
_IN_ONE_PIECE = 5_000_000
"""Bytes that Drive takes together with the description of a file."""

_PIECE = 100
"""A property holds 124 bytes with its name: a long name stands in several."""

_FIELDS = "id,mimeType,trashed,modifiedTime,headRevisionId,sha256Checksum,appProperties,lastModifyingUser(me)"
_ALL = {"supportsAllDrives": True}
_LISTED = {"supportsAllDrives": True, "includeItemsFromAllDrives": True, "pageSize": 1000}


@dataclass(frozen=True)
class Found:
    """A file as it is now: its digest, and the revision that is its content.

    The digest of a Word file is that of its bytes. Of a Google document it is that of what was uploaded, as long as
    the document was not changed since; ``revision`` is empty for it.
    """

    id: str
    digest: str
    gone: bool
    is_document: bool
    revision: str


def digest_of(content: bytes) -> str:
    """The SHA-256 of a content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class DriveFiles:
    """The files that lie in one folder of Drive for one practice. All raise GoogleProblem."""

    def __init__(self, account: Account, folder: str, practice: str, *, as_documents: bool) -> None:
        self._account, self._folder = account, folder
        self._mark, self._as_documents = f"{practice} document", as_documents

    def takes_ids(self, name: str) -> bool:
        """Whether a file of this name can be made with an ID that was asked for before: Google's own kinds cannot."""
        return not (self._as_documents and name.endswith(".docx"))

    def new_ids(self, many: int) -> list[str]:
        """IDs with which files can be made, each once whatever happens to the answer."""
        drive = self._account.service("drive")
        return [str(one) for one in self._ask(lambda: drive.files().generateIds(count=many))["ids"]]

    def create(self, name: str, content: bytes, at: datetime, file_id: str | None) -> str:
        """A new file; its ID. With an ID it may be tried again; raises GoogleThere when one of this ID is there already."""
        body = self._described(content, at) | {"name": name, "parents": [self._folder]}
        body["appProperties"] |= _pieces(name)
        if file_id is None:
            body["mimeType"] = DOCUMENT
        else:
            body |= {"id": file_id, "mimeType": _kind(name)}
        made = self._ask(
            lambda: self._files().create(body=body, media_body=_media(name, content), fields="id,trashed", **_ALL),
            once=file_id is None,
        )
        if made.get("trashed"):
            raise GoogleGone  # the folder itself lies in the bin
        return str(made["id"])

    def update(self, file_id: str, name: str, content: bytes, at: datetime | None) -> str:
        """Another content for a file; without a moment it stays a file that someone else has changed.

        The revision that it became, empty for a Google document.
        """
        body = {} if at is None else self._described(content, at)
        media = _media(name, content)
        fields = {"fields": "headRevisionId", **_ALL}
        said = self._ask(lambda: self._files().update(fileId=file_id, body=body, media_body=media, **fields), once=True)
        return str(said.get("headRevisionId", ""))

    def get(self, file_id: str) -> Found | None:
        """A file as it is now; None when it is not there or cannot be seen."""
        try:
            return _found(self._ask(lambda: self._files().get(fileId=file_id, fields=_FIELDS, **_ALL)))
        except GoogleGone:
            return None

    def revisions(self, file_id: str) -> list[str]:
        """The saves of a file, the oldest first."""
        revisions = self._account.service("drive").revisions()
        said = self._ask(lambda: revisions.list(fileId=file_id, fields="revisions(id)", pageSize=1000))
        return [str(one["id"]) for one in said.get("revisions", [])]

    def before(self, found: Found, revision: str) -> bytes:
        """The content of an earlier save, as a Word file."""
        revisions = self._account.service("drive").revisions()
        if not found.is_document:
            return bytes(self._ask(lambda: revisions.get_media(fileId=found.id, revisionId=revision)))
        fields = {"fileId": found.id, "revisionId": revision, "fields": "exportLinks"}
        link = self._ask(lambda: revisions.get(**fields))["exportLinks"][WORD]
        return bytes(self._ask(lambda: HttpRequest(revisions._http, lambda _, content: content, link)))  # noqa: SLF001  Google's client has no call for these addresses

    def content(self, file_id: str) -> bytes:
        """The bytes of a Word file."""
        return bytes(self._ask(lambda: self._files().get_media(fileId=file_id, **_ALL)))

    def as_pdf(self, file_id: str) -> bytes:
        """A Google document as a PDF."""
        return bytes(self._ask(lambda: self._files().export(fileId=file_id, mimeType=PDF)))

    def end_of_log(self) -> str:
        """Where Drive's log of changes ends now."""
        changes = self._account.service("drive").changes()
        return str(self._ask(lambda: changes.getStartPageToken(supportsAllDrives=True))["startPageToken"])

    def all(self) -> dict[str, str]:
        """The ID of each file by its name; of two copies with one name the older counts."""
        q = f"appProperties has {{ key='{MARK}' and value='{self._mark}' }} and trashed = false"
        asked = {"q": q, "fields": "nextPageToken,files(id,appProperties)", "orderBy": "createdTime", **_LISTED}
        found: dict[str, str] = {}
        for said in self._pages(lambda page: self._files().list(**asked, **page)):
            for file in said.get("files", []):
                found.setdefault(_name(file["appProperties"]), str(file["id"]))
        return found

    def changes(self, page: str) -> tuple[list[tuple[str, str | None]], str]:
        """The ID and name of each of our files that changed since a place in the log, None for one that is gone.

        Then where the log ends. Raises GoogleRefused for a place that Google knows no more, and when the folder
        itself was changed: what went into the bin with it, or came out, does not stand in the log by itself.
        """
        log = self._account.service("drive").changes()
        fields = "newStartPageToken,nextPageToken,changes(fileId,removed,file(trashed,appProperties))"
        changed: list[tuple[str, str | None]] = []
        ends = page
        for said in self._pages(lambda more: log.list(**{"pageToken": page, "fields": fields, **_LISTED, **more})):
            changed += [(str(one["fileId"]), self._standing(one)) for one in said.get("changes", []) if "fileId" in one]
            if any(one.get("fileId") == self._folder for one in said.get("changes", [])):
                raise GoogleRefused
            ends = str(said.get("newStartPageToken", ends))
        return changed, ends

    def _standing(self, change: Mapping[str, Any]) -> str | None:
        file = change.get("file", {})
        properties = file.get("appProperties", {})
        if change.get("removed") or file.get("trashed") or properties.get(MARK) != self._mark:
            return None
        return _name(properties)

    def _pages(self, request: Any) -> Iterator[Any]:
        page: dict[str, str] = {}
        while True:
            said = self._ask(lambda page=page: request(page))
            yield said
            if "nextPageToken" not in said:
                return
            page = {"pageToken": said["nextPageToken"]}

    def _described(self, content: bytes, at: datetime) -> dict[str, Any]:
        """What says later whether somebody changed the file: what was uploaded, and when."""
        moment = _written(at)
        properties = {MARK: self._mark, "print": digest_of(content), "at": moment}
        return {"appProperties": properties, "modifiedTime": moment}

    def _files(self) -> Any:
        return self._account.service("drive").files()

    def _ask(self, request: Any, *, once: bool = False) -> Any:
        return self._account.ask(request, once=once)


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _media(name: str, content: bytes) -> MediaInMemoryUpload:
    return MediaInMemoryUpload(content, mimetype=_kind(name), resumable=len(content) > _IN_ONE_PIECE)


def _kind(name: str) -> str:
    return PDF if name.endswith(".pdf") else WORD


def _pieces(name: str) -> dict[str, str]:
    return {f"name{n}": name[at : at + _PIECE] for n, at in enumerate(range(0, len(name), _PIECE))}


def _name(properties: Mapping[str, str]) -> str:
    return "".join(properties[key] for key in sorted(properties) if key.startswith("name"))


def _found(said: Mapping[str, Any]) -> Found:
    properties = said.get("appProperties", {})
    digest = said.get("sha256Checksum")
    is_document = said["mimeType"] == DOCUMENT
    if digest is None:
        is_ours = said["modifiedTime"] == properties.get("at") and said.get("lastModifyingUser", {}).get("me", False)
        digest = properties["print"] if is_ours else digest_of(f"{said['id']} {said['modifiedTime']}".encode())
    revision = "" if is_document else str(said.get("headRevisionId", ""))
    return Found(str(said["id"]), str(digest), bool(said.get("trashed")), is_document, revision)
