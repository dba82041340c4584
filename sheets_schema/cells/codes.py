"""Cells that hold a code with a shape of its own: NPI, taxonomy, diagnosis, ZIP, state, tax ID, time zone."""

import re
from typing import Any

from domain.codes import MOST_DIAGNOSES, is_npi, is_tax_id
from sheets_schema.cells.said import Ask, Parse, typed
from sheets_schema.cells.text import shaped

_DIAGNOSIS = re.compile(r"([A-Z][0-9][0-9AB])\.?([0-9A-Z]{0,4})")
_STATES = frozenset(
    [
        "AL",
        "AK",
        "AZ",
        "AR",
        "CA",
        "CO",
        "CT",
        "DE",
        "DC",
        "FL",
        "GA",
        "GU",
        "HI",
        "ID",
        "IL",
        "IN",
        "IA",
        "KS",
        "KY",
        "LA",
        "ME",
        "MD",
        "MA",
        "MI",
        "MN",
        "MS",
        "MO",
        "MT",
        "NE",
        "NV",
        "NH",
        "NJ",
        "NM",
        "NY",
        "NC",
        "ND",
        "OH",
        "OK",
        "OR",
        "PA",
        "PR",
        "RI",
        "SC",
        "SD",
        "TN",
        "TX",
        "UT",
        "VT",
        "VA",
        "VI",
        "WA",
        "WV",
        "WI",
        "WY",
    ]
)
_ZONES = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "arizona": "America/Phoenix",
    "pacific": "America/Los_Angeles",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "atlantic": "America/Puerto_Rico",
}
_ZONE_NAMES = frozenset(_ZONES.values()) | {
    "America/Boise",
    "America/Detroit",
    "America/Indiana/Indianapolis",
    "America/Kentucky/Louisville",
    "America/Indianapolis",
    "America/Juneau",
    "America/Adak",
    "Pacific/Guam",
    "America/St_Thomas",
}


def _npi(found: str) -> Any:
    """Ten digits whose last proves the others; the two ways to be wrong are told apart."""
    if not re.fullmatch(r"[12][0-9]{9}", found):
        return Ask("NPI_SHAPE")
    return found if is_npi(found) else Ask("ID_CHECKSUM")


def _diagnoses(found: str) -> Any:
    parts = [p for p in re.split(r"[,;\s]+", found.upper()) if p]
    matches = [_DIAGNOSIS.fullmatch(p) for p in parts]
    codes = tuple(f"{m[1]}.{m[2]}" if m[2] else m[1] for m in matches if m)
    unique = tuple(dict.fromkeys(codes))
    if not codes or len(codes) < len(parts) or len(unique) > MOST_DIAGNOSES:
        return Ask("DIAGNOSIS_SHAPE")
    return unique


def _zip(found: str, lengths: tuple[int, ...], code: str) -> Any:
    m = re.fullmatch(r"(\d{5})(?:[- ]?(\d{4}))?", found)
    if not m or len(m[1] + (m[2] or "")) not in lengths:
        return Ask(code)
    return f"{m[1]}-{m[2]}" if m[2] else m[1]


def _tax_id(found: str) -> Any:
    digits = found.replace("-", "").replace(" ", "")
    return digits if is_tax_id(digits) else Ask("TAX_ID_SHAPE")


def _zone(found: str) -> Any:
    return _ZONES.get(found.lower().removesuffix(" time")) or next(
        (z for z in _ZONE_NAMES if z.lower() == found.lower()), Ask("ZONE_UNKNOWN")
    )


npi: Parse = typed(_npi, "NPI_SHAPE")
taxonomy: Parse = shaped(r"[0-9]{3}[A-Z0-9]{6}X", "TAXONOMY_SHAPE")
diagnoses: Parse = typed(_diagnoses, "DIAGNOSIS_SHAPE")
zip_code: Parse = typed(lambda found: _zip(found, (5, 9), "ZIP_SHAPE"), "ZIP_SHAPE")
zip_nine: Parse = typed(lambda found: _zip(found, (9,), "ZIP_NINE"), "ZIP_NINE")
state: Parse = typed(lambda found: found.upper() if found.upper() in _STATES else Ask("STATE_UNKNOWN"), "STATE_UNKNOWN")
tax_id: Parse = typed(_tax_id, "TAX_ID_SHAPE")
zone: Parse = typed(_zone, "ZONE_UNKNOWN")
filing_code: Parse = shaped(r"[A-Z0-9]{2}", "FILING_CODE_SHAPE")
submitter_id: Parse = shaped(r"[A-Z0-9]{2,15}", "SENDER_ID_SHAPE")
service_code: Parse = shaped(r"[A-Z0-9]{5}", "SERVICE_CODE_SHAPE")
