"""The workbook's own parts: which tab lies where, and what must be said when one changes."""

import posixpath
import re
from collections.abc import Mapping
from typing import NamedTuple

from defusedxml.ElementTree import fromstring

from connectors.excel.markup import attributes, insert_before, opening, quoted, spliceable, text
from connectors.excel.package import Package
from connectors.excel.titles import plain

_TYPES = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_AFTER_CALC = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "fileRecoveryPr", "extLst", "</workbook>")


class Sheet(NamedTuple):
    """A tab: its title as it stands, the number that stays its own when it is renamed, and its part."""

    title: str
    gid: str
    part: str


class Book:
    """The parts that name all others. Raises KeyError and ValueError for a damaged workbook."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.part = next(
            target for kind, target in relations(package, "").values() if kind.rpartition("/")[2] == "officeDocument"
        )
        spliceable(package.text(self.part), "workbook")
        self._relations = relations(package, self.part)

    def sheets(self) -> Mapping[str, "Sheet"]:
        """Each tab by its title as people tell tabs apart, in the order of the file."""
        found = {}
        for sheet in fromstring(self.package.text(self.part)).iter():
            if sheet.tag.rpartition("}")[2] == "sheet":
                target = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
                if target in self._relations and self._relations[target][0].endswith("/worksheet"):
                    title = sheet.attrib["name"]
                    found[plain(title)] = Sheet(title, sheet.attrib.get("sheetId", ""), self._relations[target][1])
        return found

    def tabs(self) -> Mapping[str, str]:
        """The part of each tab, by its title as people tell tabs apart."""
        return {key: sheet.part for key, sheet in self.sheets().items()}

    def part_of(self, kind: str) -> str | None:
        """The part of this kind (``styles``, ``sharedStrings``), if the workbook has one."""
        return next((target for said, target in self._relations.values() if said.endswith(f"/{kind}")), None)

    @property
    def from_1904(self) -> bool:
        """Whether days are counted from 1904."""
        found = re.search(r"<workbookPr\b[^>]*>", self.package.text(self.part))
        return found is not None and attributes(found[0]).get("date1904") in {"1", "true"}

    def recalculate(self) -> None:
        """Have all formulas worked out when the workbook is opened next."""
        workbook = self.package.text(self.part)
        found = re.search(r"<calcPr\b[^>]*>", workbook)
        if found is None:
            workbook = insert_before(workbook, _AFTER_CALC, '<calcPr calcId="191029" fullCalcOnLoad="1"/>')
        elif attributes(found[0]).get("fullCalcOnLoad") not in {"1", "true"}:
            tag = opening("calcPr", {**attributes(found[0]), "fullCalcOnLoad": "1"}, empty=found[0].endswith("/>"))
            workbook = workbook[: found.start()] + tag + workbook[found.end() :]
        self.package.put(self.part, workbook)

    def sign(self) -> None:
        """Name Circlebook as the last writer: LibreOffice trusts the saved answers of writers that it knows."""
        part = next(
            (target for kind, target in relations(self.package, "").values() if kind.endswith("/extended-properties")),
            None,
        )
        if part and part in self.package:
            said = re.sub(r"(<Application>)[^<]*(</Application>)", r"\1Circlebook\2", self.package.text(part), count=1)
            self.package.put(part, said)

    def forget_order_of_calculation(self) -> None:
        """Drop the list of formula cells; programs make it anew, but call a file damaged whose list is wrong."""
        chain = self.part_of("calcChain")
        if chain is None:
            return
        self.package.drop(chain)
        self._cut(_TYPES, rf'<Override\b[^>]*PartName="/{re.escape(chain)}"[^>]*?/>')
        self._cut(relations_part(self.part), r'<Relationship\b[^>]*?/calcChain"[^>]*?/>')

    def add_tab(self, title: str, xml: str, state: str = "visible") -> str:
        """A new tab after all others; the name of its part."""
        folder = posixpath.dirname(self.part)
        at = next(n for n in range(1, 10_000) if posixpath.join(folder, f"worksheets/sheet{n}.xml") not in self.package)
        part = posixpath.join(folder, f"worksheets/sheet{at}.xml")
        self.package.put(part, xml)
        self.declare(part, _WORKSHEET)
        relation = self.relate("worksheet", f"worksheets/sheet{at}.xml")
        workbook = self.package.text(self.part)
        number = max((int(n) for n in re.findall(r'sheetId="(\d+)"', workbook)), default=0) + 1
        hidden = "" if state == "visible" else f' state="{state}"'
        tag = f'<sheet name="{quoted(title)}" sheetId="{number}"{hidden} xmlns:r="{_OFFICE}" r:id="{relation}"/>'
        self.package.put(self.part, workbook.replace("</sheets>", f"{tag}</sheets>", 1))
        return part

    def repeat_header(self, title: str) -> None:
        """Print the first row of the tab that was added last at the top of each page."""
        workbook = re.sub(r"<definedNames\s*/>", "", self.package.text(self.part))
        at = len(re.findall(r"<sheet\s", workbook)) - 1
        place = text("'{}'!$1:$1".format(title.replace("'", "''")))
        name = f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">{place}</definedName>'
        if "</definedNames>" in workbook:
            workbook = workbook.replace("</definedNames>", f"{name}</definedNames>", 1)
        else:
            workbook = insert_before(workbook, ("calcPr", *_AFTER_CALC), f"<definedNames>{name}</definedNames>")
        self.package.put(self.part, workbook)

    def declare(self, part: str, kind: str) -> None:
        """Say of what kind a new part is."""
        types = self.package.text(_TYPES)
        override = f'<Override PartName="/{part}" ContentType="{kind}"/>'
        self.package.put(_TYPES, types.replace("</Types>", f"{override}</Types>", 1))

    def relate(self, kind: str, target: str) -> str:
        """Tie a new part to the workbook; the ID of the tie."""
        part = relations_part(self.part)
        ties = self.package.text(part)
        key = next(f"rId{n}" for n in range(1, 100_000) if f'"rId{n}"' not in ties)
        tie = f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{quoted(target)}"/>'
        self.package.put(part, ties.replace("</Relationships>", f"{tie}</Relationships>", 1))
        self._relations = relations(self.package, self.part)
        return key

    def _cut(self, part: str, pattern: str) -> None:
        self.package.put(part, re.sub(pattern, "", self.package.text(part)))
        self._relations = relations(self.package, self.part)


def relations_part(part: str) -> str:
    """Where the ties of a part are listed."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The ties of a part: ID to kind and target part; ties that lead outside the file are left out."""
    name = relations_part(part)
    if name not in package:
        return {}
    folder = posixpath.dirname(part)
    return {
        tie.attrib["Id"]: (tie.attrib["Type"], _resolved(folder, tie.attrib["Target"]))
        for tie in fromstring(package.text(name))
        if tie.attrib.get("TargetMode") != "External"
    }


def _resolved(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
