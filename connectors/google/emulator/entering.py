"""What becomes of what is entered into a cell, and how a cell is shown."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.google.emulator.refused import Refused

Data = dict[str, Any]
"""A cell as the API describes it (CellData)."""

EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
MOST_CHARACTERS = 50_000
PATTERNS = {"DATE": "m/d/yyyy", "TIME": "h:mm AM/PM", "DATE_TIME": "m/d/yyyy h:mm AM/PM", "CURRENCY": "$#,##0.00",
            "PERCENT": "0%", "NUMBER": "#,##0.00"}  # fmt: skip
MOMENTS = frozenset({"DATE", "TIME", "DATE_TIME"})

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
_PADDED = re.compile(r"0{2,}")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_US = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?")


def raw(value: Any) -> Data:
    """A value taken as it is: text stays text, whatever it begins with."""
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int | float):
        return {"numberValue": value}
    if isinstance(value, str):
        if len(value) > MOST_CHARACTERS:
            raise Refused(400, "Your input contains more than the maximum of 50000 characters in a single cell.")
        return {"stringValue": value} if value else {}
    raise Refused(400, f"Invalid values: unsupported cell value {type(value).__name__}")


def typed(value: Any, kind: str) -> tuple[Data, Data | None]:
    """A value as if a person typed it: what the cell holds, and the number format that it gets by itself."""
    if not isinstance(value, str) or kind == "TEXT":
        return raw(value), None
    if value.startswith("=") and len(value) > 1:
        return {"formulaValue": value}, None
    if value.upper() in {"TRUE", "FALSE"}:
        return {"boolValue": value.upper() == "TRUE"}, None
    return _number_typed(value.strip()) or (raw(value.removeprefix("'")), None)


def _number_typed(text: str) -> tuple[Data, Data | None] | None:  # noqa: PLR0911  one for each sort of number
    if text and _NUMBER.fullmatch(text) and any(c.isdigit() for c in text):
        found = float(text.replace(",", ""))
        shown = {"type": "NUMBER", "pattern": "#,##0.00"} if "," in text else None
        return {"numberValue": int(found) if found.is_integer() else found}, shown
    if text.startswith("$") and _NUMBER.fullmatch(text[1:]):
        return {"numberValue": float(text[1:].replace(",", ""))}, {"type": "CURRENCY", "pattern": "$#,##0.00"}
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1]) and len(text) > 1:
        return {"numberValue": float(text[:-1]) / 100}, {"type": "PERCENT", "pattern": "0%"}
    if (iso := _ISO.fullmatch(text)) and (day := _serial(iso[1], iso[2], iso[3])):
        return {"numberValue": day}, {"type": "DATE", "pattern": "yyyy-mm-dd"}
    if (us := _US.fullmatch(text)) and (day := _serial(us[3], us[1], us[2])):
        return {"numberValue": day}, {"type": "DATE", "pattern": "m/d/yyyy"}
    if clock := _CLOCK.fullmatch(text):
        hour = int(clock[1]) % 12 + 12 * (clock[4].lower() == "pm") if clock[4] else int(clock[1])
        seconds = hour * 3600 + int(clock[2]) * 60 + int(clock[3] or 0)
        return {"numberValue": seconds / 86400}, {"type": "TIME", "pattern": "h:mm AM/PM"}
    return None


def _serial(year: str, month: str, day: str) -> int | None:
    try:
        return (datetime(int(year), int(month), int(day), tzinfo=UTC) - EPOCH).days
    except ValueError:
        return None


def shown(value: Any, number_format: Mapping[str, Any]) -> str:  # noqa: PLR0911  one for each sort of value
    """A value as people see it in the sheet."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or PATTERNS.get(kind, "")
    if kind in MOMENTS:
        return _moment_shown(value, pattern)
    if kind == "PERCENT":
        return f"{value * 100:.{pattern.partition('.')[2].count('0')}f}%"
    if _PADDED.fullmatch(pattern):
        return f"{round(value):0{len(pattern)}d}"
    if "#,##0.00" in pattern:
        return f"{'$' if pattern.startswith('$') else ''}{value:,.2f}"
    if pattern == "0.0":
        return f"{value:.1f}"
    return plain_number(value)


def plain_number(value: float) -> str:
    """A number without a format."""
    return str(int(value)) if float(value).is_integer() else f"{value:.15g}"


def _moment_shown(serial: float, pattern: str) -> str:
    at = EPOCH + timedelta(seconds=round(serial * 86400))
    words = {"yyyy": f"{at.year}", "mm": f"{at.month:02d}", "dd": f"{at.day:02d}", "m": f"{at.month}", "d": f"{at.day}"}
    hour = f"{at.hour % 12 or 12}:{at.minute:02d} {'AM' if at.hour < 12 else 'PM'}"  # noqa: PLR2004  noon
    day, _, clock = pattern.partition("h:mm")
    said = re.sub(r"yyyy|mm|dd|m|d", lambda found: words[found[0]], day)
    return said + (hour if clock or pattern.startswith("h") else "")
