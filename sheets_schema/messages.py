"""Every sentence the reader can say, by its code: what was found, what is wanted with an example, how to mend it."""

from collections.abc import Collection, Mapping

from sheets_schema.column import Waits

_DAY = "Please type it like this: {example}."

MESSAGES: dict[str, str] = {
    "CELL_MISSING": "{column} is empty. Please fill it in, like {example}.",
    "CELL_ERROR": '{column} shows "{raw}": a formula is broken. Please type the value, like {example}.',
    "CELL_LOADING": "{column} was still loading. I look again soon, or type it, like {example}.",
    "CELL_TOO_LONG": "{column} has {n} letters. I can use 5,000. Please make it short, like {example}.",
    "CELL_FORMULA_OUT": "A formula in {column} can send data to the internet. Please type the value, like {example}.",
    "CELL_FORMULA_NOVALUE": "{column} has a formula but no result. Open the file in Excel and save it, or type {example}.",
    "CELL_FORMULA_TEXT": "{column} has a formula that does not work. Please type the value, like {example}.",
    "CELL_FORMULA_MOVES": "{column} changes every day: it is a formula. Please type the value, like {example}.",
    "NAME_UNREADABLE": '"{raw}" is not a name. Please type one, like {example}.',
    "NAME_TWO_PEOPLE": '"{raw}" looks like two people. Please use one row for each, like {example}.',
    "NAME_NOT_FOUND": 'I don\'t find "{raw}" in this list. Please type the name from there, like {guess}.',
    "NAME_TWO_MATCHES": '"{raw}" could be {a} or {b}. Please type the ID, like {example}.',
    "ID_UNREADABLE": '"{raw}" is not an ID. Please type one, like {example}.',
    "INITIALS_UNREADABLE": '"{raw}" does not look like initials. Please type them like this: {example}.',
    "INITIALS_UNKNOWN": '"{raw}" is not in Staff. Please type initials or a name from there, like {example}.',
    "CHOICE_UNKNOWN": '"{raw}" is not in the list. Please pick one from it, like {example}.',
    "CHOICE_NEAR": '"{raw}" is not in the list. Please pick one from it, like {guess}.',
    "CONSENT_UNCLEAR": 'I can\'t tell if "{raw}" is a Yes. Please type one, like {example}.',
    "YESNO_UNCLEAR": '"{raw}": is that Yes or No? Please pick one, like {example}.',
    "MARK_UNKNOWN": 'I don\'t know the mark "{raw}". Please pick one from the list, like {example}.',
    "MARK_X_UNCLEAR": "Some cells here say P and some say x. Please pick the mark from the list, like {example}.",
    "MARK_IS_TIME": '"{raw}" is a time. Please pick a mark, like Late, and put the time under Arrived.',
    "DATE_UNREADABLE": 'I can\'t tell which day "{raw}" is. ' + _DAY,
    "DATE_NO_YEAR": '"{raw}" has no year. ' + _DAY,
    "DATE_IMPOSSIBLE": 'There is no day "{raw}". Please check it. ' + _DAY,
    "DATE_TWO_WAYS": '"{raw}" could be {a} or {b}. Please type the month as a word, like {ex}.',
    "DATE_RANGE": '"{raw}" is more than one day. Please type one day, like 1/15/2026.',
    "DATE_UNSURE": 'There is a "?" after the day. Take it away once you are sure, like 1/15/2026.',
    "DATE_WEEKDAY": "{day} is a {real}, but the cell names another day. Please type the right one, like 1/15/2026.",
    "DATE_FUTURE": "{day} has not come yet. Please check the year, like {guess}.",
    "DATE_TOO_OLD": "{day} is long ago. Please check the year, like {guess}.",
    "DOB_AGE": '"{raw}" makes this person {age} years old. Please check the year, like 4/12/1990.',
    "DATE_NUMBER": '"{raw}" is a number, not a day. ' + _DAY,
    "DATE_IS_TIME": '"{raw}" is a time. Please put the day here, like 1/15/2026.',
    "DOB_CENTURY": '"{raw}": which year? Please type all four digits of it, like 4/12/1990.',
    "TIME_AMPM": 'Is "{raw}" in the morning or at night? Please add AM or PM, like 6:00 PM.',
    "TIME_UNREADABLE": 'I can\'t tell what time "{raw}" is. Please type one time, like 6:00 PM.',
    "TIME_RANGE": '"{raw}" is more than one time. Please type one, like 6:00 PM.',
    "TIME_LATE_BY": 'When is "{raw}"? The start of the session is not known. Please type a time, like 6:05 PM.',
    "TIME_ODD": "12:00 AM is midnight. Please type when it starts, like 6:00 PM.",
    "HOURS_UNREADABLE": 'I can\'t read the hours "{raw}". Please type them like this: 9:00 AM-8:00 PM.',
    "MONEY_UNREADABLE": 'I can\'t read an amount in "{raw}". Please type it like this: $25.',
    "MONEY_TWO": 'There are two amounts in "{raw}". Please leave only the one for groups, like $25.',
    "MONEY_RANGE": '"{raw}" is more than one amount. Please leave only one, like $25.',
    "MONEY_CURRENCY": '"{raw}" is not in dollars. Please type dollars, like $25.',
    "MONEY_IS_PERCENT": '"{raw}" is a percent. Please type it under Coinsurance, and dollars here, like $25.',
    "MONEY_IS_DATE": "The sheet made a date of this. Please type the amount, like $25.",
    "MONEY_NEGATIVE": '"{raw}" is less than 0. Please type an amount like $25.',
    "MONEY_PCT_OR_DOLLARS": 'Is "{raw}" a percent or cents? Please type it with a sign, like 20% or $0.20.',
    "MONEY_BIG": '"{raw}" is a lot of money. Please check it and type it like $25.',
    "PERCENT_UNREADABLE": 'I can\'t read a percent in "{raw}". Please type it like 20%.',
    "COUNT_IS_DATE": "The sheet made a date of this. Please type it again, like {n} of {m}, or one number.",
    "COUNT_LEFT_OR_USED": "Are these {n} sessions left, or used? Please type only the number that this column asks for, like 8.",
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
    "PHONE_CUT_OFF": "The sheet cut off this number. Please type all ten digits with ' in front, like '415-555-0132.",
    "EMAIL_SHAPE": '"{raw}" is not a whole e-mail address, like ana@example.com. Please check it.',
    "ID_CUT_OFF": "The sheet cut off this ID. Please type it from the card with ' in front, like '{example}.",
    "ID_ZERO_LOST": "This ID is shorter than others of {payer}. Is a 0 missing? Type it with ' in front, like '{example}.",
    "ID_SHAPE": '"{raw}" does not look like an ID, such as {example}. Please look at the card.',
    "NPI_SHAPE": '"{raw}" is not an NPI. It has ten digits, like 1234567893.',
    "ID_CHECKSUM": '"{raw}" is not an NPI: one digit is wrong. A right one is like 1234567893.',
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
    "SESSION_DATE": "The rows in Attendance say {wanted}, but this cell says {raw}. Please make both days the same.",
    "ROW_DUPLICATE": "This row is the same as row {other}. Please delete one of them, such as this one.",
    "ROW_ID_TWICE": "Row {other} has the same ID. Please give one of them a new ID, like {example}.",
    "SETTING_TWICE": "Row {other} has this setting too. Please leave only one of them, like this: {example}.",
    "SETTING_MISSING": 'The row "{column}" is gone. Please add it, with a value like {example}.',
    "COLUMN_SORTED": "{column} seems to be sorted by itself: {n} rows changed, some to another row's. Undo that; real changes go one row at a time.",
    "ID_OTHER_PERSON": "This ID was another person. Give a new person a new ID, like {example}; for the same person change one cell now, one later.",
    "ROWS_GONE": "{n} of {rows} rows are gone. Please put them back, or say in Decisions that it is right, like Yes.",
    "TAB_MISSING": "This tab is gone. Please bring it back, for example from a copy.",
    "HEADING_MISSING": 'I can\'t find the column "{column}". Please add it, or name it like this: {column}.',
    "HEADING_LOOKALIKE": 'I can\'t find the column "{column}". Is it "{near}"? Then name it like this: {column}.',
    "HEADING_RENAMED": '"{raw}" stands where "{column}" was. Please name it like this again: {column}. A column of your own may stand at the side.',
    "HEADING_SILENT": "This grey column gives no more answers. Clear what was typed below its heading. Was the heading typed over? Take it back, like with Undo.",
    "HEADING_GONE": 'The heading "{column}" is gone; {n} of {rows} rows had something under it. Please write it there again, or over an empty column.',
    "HEADING_TWICE": 'The column "{column}" is there twice. Please rename one, for example: {column} (old).',
}

NOTES: dict[str, str] = {
    "DATE_DAY_FIRST": "Read as {reading}, the day first.",
    "DATE_NUMBER": "Read as {reading}, from a number.",
    "DATE_HAS_TIME": "Read as {reading}; the time is left out.",
    "DATE_YEAR_ASSUMED": "Read as {reading}. If that is wrong, add the year.",
    "DATE_NOT_GROUP_DAY": "Read as {reading}. The group meets on another day of the week.",
    "DOB_AGE": "Read as {reading}. This person is {age} years old.",
    "TIME_NUMBER": "Read as {reading}, from a number.",
    "TIME_HAS_DATE": "Read as {reading}; the day in front is left out.",
    "TIME_AMPM_ASSUMED": "Read as {reading}, like the group.",
    "TIME_LATE_READ": "Read as {reading}, from the time the session starts.",
    "TIME_NOT_SAID": "No time is said here, so none is used.",
    "MARK_NO": "Read as {reading}. If they told us or not, please pick it from the list.",
    "YESNO_IS_DATE": "Read as Yes, on that day.",
    "MONEY_CONDITION": "Read as {reading}. The words beside it stay in the sheet only.",
    "COUNT_REVIEWED": "Read as no limit; the plan looks at the need.",
    "COUNT_LEFT": "Read as {reading}.",
    "COUNT_OF": "Read as {reading}.",
    "PHONE_EXT": "Read as {reading}. It has an extension, so no texts go there.",
    "PHONE_REMARK": "Read as {reading}. Words stand beside it, so no texts go there.",
    "PHONE_FOREIGN": "Read as {reading}. It is not a US number, so no texts go there.",
    "PHONE_SCIENTIFIC": "Read as {reading}. Please type it again with ' in front.",
    "EMAIL_TYPO": "Read as {reading}. Did you mean {guess}?",
    "ID_NUMBER": "Read as {reading}. If the card starts with 0, please type it again with ' in front.",
    "ID_OH_ZERO": "Read as {reading}. Is it the letter O or a zero? Please look at the card.",
    "NAME_SHORT": "Read as {reading}, the one who fits.",
    "NAME_MARK": "Read as {reading}; the sign behind it is left out.",
    "NAME_CALLED": "Read as {reading}; what stands in brackets is left out.",
    "NAME_REMARK": "Read as {reading}. A remark stands beside it, so no texts go out.",
    "ROW_NOTE": "I took this row as a remark, like a title. It is left alone.",
    "ROW_TOTAL": "I took this row as a total. It is left alone.",
    "ROW_HEADING": "This row repeats the headings. It is left alone.",
    "ROW_TOTAL_DIFFERS": "This total says {n}, but {rows} rows stand above it.",
    "ROWS_HIDDEN": "Hidden rows were read too: {n}.",
    "ROWS_FAR_BELOW": "Rows stand far below the others, from row {n}. They were read.",
    "CELL_MERGED": "Read as the same as above, since the cells are joined.",
    "SETTING_UNKNOWN": "I don't know this setting. It is left alone. Please check the word.",
    "HEADING_JOINED": 'The column "{column}" is there twice. Both were read as one.',
    "HEADING_MISSPELT": 'The column "{raw}" was read as "{column}".',
    "HEADING_UNKNOWN": "Columns that I do not use: {raw}.",
    "PERSON_TWICE": "This may be the same person as {other}. Both rows count; please check.",
    "TAB_TWICE": "This tab stands in two spreadsheets, and only the one named first was read. Move its rows there, then delete the other.",
    "TAB_RENAMED": 'The tab "{raw}" was read as "{tab}".',
    "CELL_EXTRA_WORDS": "Read as {reading}; the words beside it stay in the sheet only.",
    "CELL_CODE": "Read as {reading}, without the code that was pasted along.",
    "CELL_HIDDEN_CHARS": "Read as {reading}, without signs that nobody can see.",
}
"""What is shown beside a cell that was read in a way that a person may want to know, by its code."""

_WAITS: dict[Waits, str] = {
    "claims": "claims",
    "notes": "notes",
    "texts": "texts",
    "policy": "absence counts",
    "sessions": "new sessions",
    "statements": "statements",
}
_QUOTED = 24


def quoted(raw: str) -> str:
    """A cell's text, cut to what fits in a sentence; a sign that cannot be printed is a visible mark."""
    raw = raw if raw.isprintable() else "".join(c if c.isprintable() else "\ufffd" for c in raw)
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


def note(code: str, words: Mapping[str, object]) -> str:
    """The sentence of a reading that is shown. Raises KeyError for a code that is not here: a bug."""
    return NOTES[code].format_map(words)


def message(code: str, words: Mapping[str, object]) -> str:
    """The sentence of a code with its words filled in. Raises KeyError for a code that is not here: a bug."""
    return MESSAGES[code].format_map(words)
