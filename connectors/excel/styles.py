"""The looks of cells: those that are there are used again, those that lack are added."""

import re
from dataclasses import dataclass

from defusedxml.ElementTree import fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from connectors.excel.markup import MAIN, attributes, quoted, spliceable
from connectors.excel.package import Package

_FIRST_OWN_FORMAT = 164
_N = f"{{{MAIN}}}"


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; colours are ``RRGGBB``, "" leaves them as they are."""

    format: str = "General"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    color: str = ""
    fill: str = ""
    wrap: bool = False
    middle: bool = False
    center: bool = False
    indent: bool = False


class Styles:
    """The list of looks of a workbook. Raises ValueError and KeyError for a damaged one."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        self._text = spliceable(package.text(part), "styleSheet")
        self._known: dict[Look, int] = {}
        self._formats = self._read_formats()
        self._wrapping: list[bool] | None = None

    def keep(self) -> None:
        """Put the looks that were added into the workbook; a look that no cell got is not kept."""
        self._package.put(self._part, self._text)

    def format_of(self, style: int) -> str:
        """The number format of a style."""
        return self._formats[style] if style < len(self._formats) else "General"

    def tells_moment(self, style: int, *, clock: bool) -> bool:
        """Whether a number in this style reads as a date, or as a time of day if ``clock``."""
        said = self.format_of(style)
        return is_date_format(said) and (not clock or "h" in said.lower())

    def wraps(self, style: int) -> bool:
        """Whether text in this style goes on in a next line."""
        if self._wrapping is None:
            looks = fromstring(self._text).findall(f"{_N}cellXfs/{_N}xf")
            kept = (look.find(f"{_N}alignment") for look in looks)
            self._wrapping = [said is not None and said.get("wrapText") in {"1", "true"} for said in kept]
        return style < len(self._wrapping) and self._wrapping[style]

    def style(self, look: Look) -> int:
        """The number of a look, which is added if no cell had it before."""
        if look not in self._known:
            self._known[look] = self._entry("cellXfs", self._xf(look))
            self._formats = self._read_formats()
            self._wrapping = None
        return self._known[look]

    def conditional(self, color: str, fill: str) -> int:
        """The number of a look for a conditional format."""
        background = f'<fill><patternFill patternType="solid"><fgColor rgb="FF{fill}"/><bgColor rgb="FF{fill}"/></patternFill></fill>'
        return self._entry("dxfs", f'<dxf><font><color rgb="FF{color}"/></font>{background}</dxf>')

    def _xf(self, look: Look) -> str:
        font, fill, number = self._font(look), self._fill(look), self._number(look.format)
        vertical = "center" if look.middle else "top"
        wrap = ' wrapText="1"' if look.wrap else ""
        side = ' horizontal="center"' if look.center else ' horizontal="right" indent="1"' if look.indent else ""
        alignment = f'<alignment{side} vertical="{vertical}"{wrap}/>'
        return (
            f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1" '
            f'applyFont="1" applyFill="1" applyAlignment="1">{alignment}</xf>'
        )

    def _font(self, look: Look) -> int:
        if not (look.bold or look.italic or look.underline or look.color):
            return 0
        marks = "<b/>" * look.bold + "<i/>" * look.italic + "<u/>" * look.underline
        color = f'<color rgb="FF{look.color}"/>' if look.color else ""
        size, name = self._first_font()
        return self._entry(
            "fonts", f'<font>{marks}<sz val="{size}"/>{color}<name val="{quoted(name)}"/><family val="2"/></font>'
        )

    def _first_font(self) -> tuple[str, str]:
        first = fromstring(self._text).find(f"{_N}fonts/{_N}font")
        size, name = (None, None) if first is None else (first.find(f"{_N}sz"), first.find(f"{_N}name"))
        return (
            "11" if size is None else size.attrib["val"],
            "Calibri" if name is None else name.attrib["val"],
        )

    def _fill(self, look: Look) -> int:
        if not look.fill:
            return 0
        inside = f'<patternFill patternType="solid"><fgColor rgb="FF{look.fill}"/><bgColor indexed="64"/></patternFill>'
        return self._entry("fills", f"<fill>{inside}</fill>")

    def _number(self, code: str) -> int:
        for key, said in BUILTIN_FORMATS.items():
            if said == code:
                return key
        own = {said: key for key, said in self._own_formats().items()}
        if code not in own:
            own[code] = max([_FIRST_OWN_FORMAT - 1, *own.values()]) + 1
            self._entry("numFmts", f'<numFmt numFmtId="{own[code]}" formatCode="{quoted(code)}"/>')
        return own[code]

    def _own_formats(self) -> dict[int, str]:
        found = fromstring(self._text).iter(f"{_N}numFmt")
        return {int(item.attrib["numFmtId"]): item.attrib["formatCode"] for item in found}

    def _read_formats(self) -> list[str]:
        own = self._own_formats()
        codes = (int(xf.attrib.get("numFmtId", "0")) for xf in fromstring(self._text).findall(f"{_N}cellXfs/{_N}xf"))
        return [own.get(code, BUILTIN_FORMATS.get(code, "General")) for code in codes]

    def _entry(self, group: str, entry: str) -> int:
        """The number of an entry in a list of the style sheet; the same entry is not added twice."""
        text = self._with_group(group)
        found = re.search(rf"<{group}\b[^>]*>(.*?)</{group}>", text, re.DOTALL)
        if found is None:
            raise ValueError(group)
        entries = _entries(found[1])
        if entry in entries:
            return entries.index(entry)
        tag = re.sub(r'count="\d+"', f'count="{len(entries) + 1}"', text[found.start() : found.start(1)])
        self._text = text[: found.start()] + tag + found[1] + entry + text[found.end(1) :]
        return len(entries)

    def _with_group(self, group: str) -> str:
        text = re.sub(rf"<{group}\b([^>]*)/>", rf"<{group}\1></{group}>", self._text)
        if re.search(rf"<{group}\b", text):
            return text
        if group == "numFmts":
            return re.sub(r"(<styleSheet\b[^>]*>)", r'\1<numFmts count="0"></numFmts>', text, count=1)
        place = re.search(r"<(tableStyles|colors|extLst)\b|</styleSheet>", text)
        assert place is not None
        return text[: place.start()] + f'<{group} count="0"></{group}>' + text[place.start() :]


def _entries(inside: str) -> list[str]:
    """The elements of a list, each as its text; elements of one list all have the same name."""
    first = re.match(r"\s*<(\w+)", inside)
    if first is None:
        return []
    return [
        found[0] for found in re.finditer(rf"<{first[1]}(?=[\s/>])[^>]*?(?:/>|>.*?</{first[1]}>)", inside, re.DOTALL)
    ]


def column_styles(sheet: str) -> dict[int, int]:
    """The style of each column of a tab that has one (1 = A)."""
    found: dict[int, int] = {}
    for tag in re.findall(r"<col\s[^>]*>", sheet):
        said = attributes(tag)
        if said.get("style", "0") != "0":
            first, last = int(said["min"]), min(int(said["max"]), 100)
            found.update(dict.fromkeys(range(first, last + 1), int(said["style"])))
    return found
