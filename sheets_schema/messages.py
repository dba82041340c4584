"""Every sentence the reader can say, by its code: what was found, what is wanted with an example, how to mend it."""

from collections.abc import Collection, Mapping

from sheets_schema.column import Waits

_DAY = "Please type it like this: 1/15/2026."

MESSAGES: dict[str, str] = {
    "CELL_MISSING": "{column} is empty. Please fill it in, like {example}.",
    "CELL_ERROR": '{column} shows "{raw}": a formula is broken. Please type the value, like {example}.',
    "CELL_LOADING": "{column} was still loading. I look again soon, or type it, like {example}.",
    "CELL_TOO_LONG": "{column} has {n} letters. I can use 5,000. Please make it short, like {example}.",
    "TEXT_UNREADABLE": 'I can\'t read "{raw}". Please type words here, like {example}.',
    "NAME_UNREADABLE": '"{raw}" is not a name. Please type one, like {example}.',
    "ID_UNREADABLE": '"{raw}" is not an ID. Please type one, like {example}.',
    "INITIALS_UNREADABLE": '"{raw}" does not look like initials. Please type them like this: {example}.',
    "INITIALS_UNKNOWN": '"{raw}" is not in Staff. Please type initials or a name from there, like {example}.',
    "CHOICE_UNKNOWN": '"{raw}" is not in the list. Please pick one from it, like {example}.',
    "YESNO_UNCLEAR": '"{raw}": is that Yes or No? Please pick one, like {example}.',
    "MARK_UNKNOWN": 'I don\'t know the mark "{raw}". Please pick one from the list, like {example}.',
    "MARK_IS_TIME": '"{raw}" is a time. Please pick a mark, like Late, and put the time under Arrived.',
    "DATE_UNREADABLE": 'I can\'t tell which day "{raw}" is. ' + _DAY,
    "DATE_NO_YEAR": '"{raw}" has no year. ' + _DAY,
    "DATE_IMPOSSIBLE": 'There is no day "{raw}". Please check it. ' + _DAY,
    "DATE_NUMBER": '"{raw}" is a number, not a day. ' + _DAY,
    "DATE_IS_TIME": '"{raw}" is a time. Please put the day here, like 1/15/2026.',
    "DOB_CENTURY": '"{raw}": which year? Please type all four digits of it, like 4/12/1990.',
    "TIME_AMPM": 'Is "{raw}" in the morning or at night? Please add AM or PM, like 6:00 PM.',
    "TIME_UNREADABLE": 'I can\'t tell what time "{raw}" is. Please type one time, like 6:00 PM.',
    "HOURS_UNREADABLE": 'I can\'t read the hours "{raw}". Please type them like this: 9:00 AM-8:00 PM.',
    "MONEY_UNREADABLE": 'I can\'t read an amount in "{raw}". Please type it like this: $25.',
    "MONEY_NEGATIVE": '"{raw}" is less than 0. Please type an amount like $25.',
    "MONEY_PCT_OR_DOLLARS": "Is {raw} a percent or cents? Please type dollars here, like $0.50.",
    "MONEY_BIG": '"{raw}" is a lot of money. Please check it and type it like $25.',
    "PERCENT_UNREADABLE": 'I can\'t read a percent in "{raw}". Please type it like 20%.',
    "COUNT_IS_DATE": "The sheet made a date of this. Please type one whole number, like 8.",
    "COUNT_RANGE": '"{raw}" is not one whole number. Please type one, like 8.',
    "COUNT_NEGATIVE": '"{raw}" is less than 0. Please type a whole number, like 8.',
    "COUNT_FRACTION": '"{raw}" is not a whole number. Please type one, like 8.',
    "GRADE_RANGE": '"{raw}" is not from 1 to 5. Please pick one, like 3.',
    "NUMBERS_UNREADABLE": 'I can\'t read the numbers "{raw}". Please type them like this: 72, 24.',
    "PHONE_DIGITS": '"{raw}" has {n} digits. A US number has 10, like 415-555-0132.',
    "PHONE_TWO": "There are two numbers here. Please leave only one, like 415-555-0132.",
    "PHONE_EXTRA_DIGITS": 'There are extra digits in "{raw}". Please type one number, like 415-555-0132.',
    "PHONE_FAKE": '"{raw}" is not a number in use. Please type one like 415-555-0132, or leave it empty.',
    "PHONE_LETTERS": '"{raw}" has more than a number. Please type only digits, like 415-555-0132.',
    "PHONE_FOREIGN": '"{raw}" is not a US number. Please type one like 415-555-0132.',
    "EMAIL_SHAPE": '"{raw}" is not a whole e-mail address, like ana@example.com. Please check it.',
    "ID_NUMBER": "Read as {reading}. If the card starts with 0, please type it again with ' in front.",
    "ID_CUT_OFF": "The sheet cut off this ID. Please type it from the card with ' in front, like '{example}.",
    "ID_SHAPE": '"{raw}" does not look like an ID, such as {example}. Please look at the card.',
    "NPI_SHAPE": '"{raw}" is not an NPI. It has ten digits, like 1234567893.',
    "NPI_CHECKSUM": '"{raw}" is not an NPI: one digit is wrong. A right one is like 1234567893.',
    "TAXONOMY_SHAPE": '"{raw}" is not a taxonomy code. It looks like 101YM0800X.',
    "DIAGNOSIS_SHAPE": 'I can\'t read the codes "{raw}". Please type them like this: F41.1, F33.1.',
    "ZIP_SHAPE": '"{raw}" is not a ZIP. Please type five or nine digits, like 62701.',
    "ZIP_NINE": '"{raw}" needs nine digits here. Please type it like this: 62701-1234.',
    "STATE_UNKNOWN": '"{raw}" is not a state. Please type its two letters, like IL.',
    "TAX_ID_SHAPE": '"{raw}" is not a tax ID. It has nine digits, like 12-3456789.',
    "ZONE_UNKNOWN": 'I don\'t know the time zone "{raw}". Please type one, like Eastern.',
    "FILING_CODE_SHAPE": '"{raw}" is not a filing code. It has two letters or digits, like CI.',
    "SENDER_ID_SHAPE": '"{raw}" is not such an ID. It has 2 to 15 letters or digits, like {example}.',
    "SERVICE_CODE_SHAPE": '"{raw}" is not a service code. It has five letters or digits, like 90837.',
    "REF_UNKNOWN": '"{raw}" is not in the tab {target}. Please type an ID from there, like {example}.',
    "VISIT_DATE": "The session was on {wanted}, but this cell says {raw}. Please make both days the same.",
    "ROW_DUPLICATE": "This row is the same as row {other}. Please delete one of them, such as this one.",
    "ROW_ID_TWICE": "Row {other} has the same ID. Please give one of them a new ID, like {example}.",
    "ROW_NOTE": "I took this row as a remark, like a title. It is left alone.",
    "SETTING_UNKNOWN": "I don't know this setting. It is left alone. Please check the word, like {example}.",
    "SETTING_TWICE": "Row {other} has this setting too. Please leave only one of them, like this: {example}.",
    "SETTING_MISSING": 'The row "{column}" is gone. Please add it, with a value like {example}.',
    "TAB_MISSING": "This tab is gone. Please bring it back, for example from a copy.",
    "HEADING_MISSING": 'I can\'t find the column "{column}". Please add it, or name it like this: {column}.',
    "HEADING_TWICE": 'The column "{column}" is there twice. Please rename one, for example: {column} (old).',
}

_WAITS: dict[Waits, str] = {
    "claims": "claims",
    "notes": "notes",
    "texts": "texts",
    "policy": "absence counts",
    "sessions": "new sessions",
}
_QUOTED = 24


def quoted(raw: str) -> str:
    """A cell's text, cut to what fits in a sentence."""
    return raw if len(raw) <= _QUOTED else raw[: _QUOTED - 3].rstrip() + "..."


def waiting(holds: Collection[Waits]) -> str:
    """What waits for a cell, in a short sentence; nothing when nothing does."""
    if "row" in holds:
        return "This row waits."
    words = [text for purpose, text in _WAITS.items() if purpose in holds]
    if not words:
        return ""
    joined = " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
    return f"{joined[0].upper()}{joined[1:]} wait."


def message(code: str, words: Mapping[str, object]) -> str:
    """The sentence of a code with its words filled in. Raises KeyError for a code that is not here: a bug."""
    return MESSAGES[code].format_map(words)
