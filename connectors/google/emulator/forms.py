"""Forms: making them, publishing them, and their responses."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from connectors.google.emulator.call import Call
from connectors.google.emulator.fields import changed, mask_of
from connectors.google.emulator.refused import Refused
from connectors.google.emulator.sheets import refuse_service_account
from connectors.google.emulator.world import FORM, World

Json = dict[str, Any]
_FILTER = re.compile(r"timestamp\s*(>=?)\s*(\S+)")
_PAGE = 5000


def _form(world: World, call: Call, *, write: bool = False) -> Json:
    file = world.file(call.path["formId"], call.who, write=write)
    if file.trashed or file.id not in world.forms:
        raise Refused(404, "Requested entity was not found.")
    form: Json = world.forms[file.id]
    return form


def create(world: World, call: Call) -> Json:
    """A new form: only its titles are taken, and it is not published."""
    refuse_service_account(call.who)
    if set(call.body) - {"info"}:
        raise Refused(400, "Only info.title and info.documentTitle can be set when creating a form.")
    info = dict(call.body.get("info") or {})
    file = world.add_file(info.get("documentTitle", "Untitled form"), FORM, call.who)
    state = {"publishState": {"isPublished": False, "isAcceptingResponses": False}}
    world.forms[file.id] = {"info": info, "items": [], "settings": {}, "publish": state, "responses": {}}
    return _json(file.id, world.forms[file.id])


def _json(form_id: str, form: Json) -> Json:
    said = {"formId": form_id, "info": form["info"], "items": form["items"], "settings": form["settings"]}
    return said | {
        "publishSettings": form["publish"],
        "revisionId": f"{len(form['items']):08x}",
        "responderUri": f"https://docs.google.com/forms/d/e/{form_id}/viewform",
    }


def get(world: World, call: Call) -> Json:
    """A form with its questions."""
    return _json(call.path["formId"], _form(world, call))


def update(world: World, call: Call) -> Json:
    """Change a form; all of a batch happens, or nothing."""
    form = _form(world, call, write=True)
    draft = {**form, "items": list(form["items"]), "info": dict(form["info"]), "settings": dict(form["settings"])}
    replies = [_change(draft, request) for request in call.body.get("requests") or []]
    _check_branches(draft)
    form.update(draft)
    return {"replies": replies}


def _change(form: Json, request: Mapping[str, Any]) -> Json:
    kind, said = next(iter(request.items()))
    if kind == "createItem":
        item = said["item"]
        taken = {i["itemId"] for i in form["items"]} | set(_questions(form["items"]))
        new = [item["itemId"], *_questions([item])]
        if taken & set(new) or len(set(new)) < len(new):
            raise Refused(400, "An item or question ID is used already.")
        form["items"].insert(said["location"].get("index", 0), item)
        return {"createItem": {"itemId": item["itemId"], "questionId": list(_questions([item]))}}
    if kind == "updateFormInfo":
        changed(form["info"], said["info"], mask_of(said["updateMask"]))
    elif kind == "updateItem":
        _update_item(form, said)
    elif kind == "updateSettings":
        changed(form["settings"], said["settings"], mask_of(said["updateMask"]))
    else:
        raise Refused(501, f"the emulator does not know {kind}")
    return {}


def _update_item(form: Json, said: Mapping[str, Any]) -> None:
    """Change the item at a place; it stays the question that it is."""
    at = said["location"].get("index", 0)
    if not 0 <= at < len(form["items"]):
        raise Refused(400, "Invalid location.")
    item = deepcopy(form["items"][at])
    kinds = _sorts(item)
    changed(item, said["item"], mask_of(said["updateMask"]))
    if item["itemId"] != form["items"][at]["itemId"] or _sorts(item) != kinds:
        raise Refused(400, "An item cannot become another, nor a question another kind of question.")
    form["items"][at] = item


def _sorts(item: Json) -> set[str]:
    question = item.get("questionItem", {}).get("question", {})
    return {name for name in question if name.endswith("Question")}


def _questions(items: list[Json]) -> Iterator[str]:
    for item in items:
        if "questionItem" in item:
            yield item["questionItem"]["question"]["questionId"]
        for question in item.get("questionGroupItem", {}).get("questions", []):
            yield question["questionId"]


def _check_branches(form: Json) -> None:
    """A branch leads to a page that exists; ticks cannot branch."""
    pages = {item["itemId"] for item in form["items"] if "pageBreakItem" in item}
    for item in form["items"]:
        asked = item.get("questionItem", {}).get("question", {}).get("choiceQuestion", {})
        for option in asked.get("options", []):
            if "goToSectionId" in option and (option["goToSectionId"] not in pages or asked["type"] == "CHECKBOX"):
                raise Refused(400, "Invalid goToSectionId.")


def publish(world: World, call: Call) -> Json:
    """Open or close a form."""
    form = _form(world, call, write=True)
    form["publish"] = {"publishState": dict(call.body["publishSettings"]["publishState"])}
    return {"formId": call.path["formId"], "publishSettings": form["publish"]}


def responses(world: World, call: Call) -> Json:
    """Responses, those after a moment only where one is named; that moment counts to the microsecond."""
    form = _form(world, call)
    found = list(form["responses"].values())
    if call.one("filter"):
        said = _FILTER.fullmatch(call.one("filter"))
        if said is None:
            raise Refused(400, "Invalid filter.")
        since = datetime.fromisoformat(said[2])
        found = [
            r for r in found
            if (at := datetime.fromisoformat(r["lastSubmittedTime"])) > since or (said[1] == ">=" and at == since)
        ]  # fmt: skip
    size, start = int(call.one("pageSize") or _PAGE), int(call.one("pageToken") or "0")
    page: Json = {"responses": found[start : start + size]} if found[start : start + size] else {}
    return page | ({"nextPageToken": str(start + size)} if start + size < len(found) else {})


def submit(world: World, form_id: str, answers: Mapping[str, list[str]], response_id: str = "") -> str:
    """What a person does: send a form, or send it again changed. Raises Refused as a browser shows a closed form."""
    form = world.forms[form_id]
    readers = [key for key, right in world.files[form_id].rights.items() if right.get("view") == "published" and key]
    if not form["publish"]["publishState"].get("isAcceptingResponses") or not readers:
        raise Refused(403, "This form is not open to you.")
    unknown = set(answers) - set(_questions(form["items"]))
    if unknown:
        raise KeyError(*unknown)
    now = _time(world.now())
    response_id = response_id or f"resp-{len(form['responses']) + 1:04d}"
    before = form["responses"].pop(response_id, None)
    form["responses"][response_id] = {
        "responseId": response_id,
        "createTime": before["createTime"] if before else now,
        "lastSubmittedTime": now,
        "answers": {
            question: {"questionId": question, "textAnswers": {"answers": [{"value": value} for value in values]}}
            for question, values in answers.items()
        },
    }
    return response_id


def _time(at: datetime) -> str:
    """A moment as Google writes it: microseconds, without the zeros at their end."""
    said = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f").rstrip("0").rstrip(".")
    return f"{said}Z"


METHODS: Mapping[str, Any] = {
    "forms.forms.create": create, "forms.forms.get": get, "forms.forms.batchUpdate": update,
    "forms.forms.setPublishSettings": publish, "forms.forms.responses.list": responses,
}  # fmt: skip
