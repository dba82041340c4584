"""What a person may do in the spreadsheet at any moment, each once."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from connectors.google.emulator import Hands
from connectors.google.emulator.sheet import Sheet
from tests.flows.races.grounds import JOHN, NINA, Site, sent_by

Act = Callable[[Site], None]


class Person(Hands):
    """Somebody who knows each tab by where it is, whatever it is called by now."""

    def __init__(self, site: Site) -> None:
        super().__init__(site.place.world, site.place.id)
        self._site = site

    def tab(self, title: str) -> Sheet:
        """The tab that was laid out under this title. Raises KeyError."""
        sheet = self._site.sheet(title)
        if sheet is None:
            raise KeyError(title)
        return sheet


def _hands(does: Callable[[Hands], None]) -> Act:
    return lambda site: does(Person(site))


def _sorts(tab: str, heading: str, *, descending: bool = False) -> Act:
    return _hands(lambda h: h.sort(tab, heading, descending=descending))


def _deletes(tab: str, row_id: str) -> Act:
    return _hands(lambda h: h.delete_row(tab, h.row_of(tab, row_id)))


def _copies(tab: str, row_id: str, new_id: str = "") -> Act:
    def act(h: Hands) -> None:
        to = h.row_of(tab, row_id)
        h.copy_row(tab, to, to)
        if new_id:
            h.put(tab, to, 0, new_id)

    return _hands(act)


def _types(tab: str, row_id: str, **cells: object) -> Act:
    said = {heading.replace("_", " "): value for heading, value in cells.items()}
    return _hands(lambda h: h.type(tab, row_id, said))


def _renames_heading(tab: str, heading: str, new: str) -> Act:
    return _hands(lambda h: h.put(tab, 1, h.column_of(tab, heading), new))


def _moves(tab: str, heading: str, beside: str) -> Act:
    return _hands(lambda h: h.move_column(tab, heading, h.column_of(tab, beside)))


def _inserts(tab: str, row: int, **cells: object) -> Act:
    def act(h: Hands) -> None:
        places = {h.column_of(tab, heading.replace("_", " ")): value for heading, value in cells.items()}
        h.insert_row(tab, row, places)

    return _hands(act)


PAT = {"First_name": "Pat", "Last_name": "Fresh", "Date_of_birth": date(1981, 5, 6), "Mobile": "518-555-0171"}

SORTS: Mapping[str, Act] = {
    "sorts the visits downwards": _sorts("Attendance", "Visit ID", descending=True),
    "sorts the visits by mark": _sorts("Attendance", "Mark"),
    "sorts the clients": _sorts("Clients", "Last name"),
    "sorts the clients downwards": _sorts("Clients", "Client ID", descending=True),
    "sorts the members": _sorts("Roster", "Treatment goals"),
    "sorts the questions": _sorts("Decisions", "Kind"),
    "sorts who waits": _sorts("Waitlist", "Name"),
    "sorts the sessions downwards": _sorts("Sessions", "Session ID", descending=True),
    "sorts our claims": _sorts("Claims", "Client ID", descending=True),
    "sorts our hidden answers": _sorts("Status", "Row", descending=True),
    "sorts the mobiles alone": _hands(lambda h: h.sort_alone("Clients", "Mobile")),
}

ROWS: Mapping[str, Act] = {
    "inserts a row among the visits": _inserts("Attendance", 4),
    "inserts a row among the clients": _inserts("Clients", 2),
    "inserts a client": _inserts("Clients", 3, Client_ID="C-040", **PAT),
    "inserts a title above the visits": _inserts("Attendance", 1, Visit_ID="Our visits"),
    "inserts a title above the clients": _inserts("Clients", 1, Client_ID="Our people"),
    "inserts a row among our claims": _inserts("Claims", 2),
    "fills in a printed ID": _types("Clients", "C-008", **PAT),
    "writes below the last client": _hands(lambda h: h.put("Clients", len(h.seen("Clients")) + 1, 1, "Quinn")),
    "writes below the last visit": _hands(lambda h: h.put("Attendance", len(h.seen("Attendance")) + 1, 9, "a remark")),
    "copies a visit": _copies("Attendance", "G-01/05/C-002"),
    "copies a visit under another ID": _copies("Attendance", "G-01/05/C-002", "G-01/05/C-044"),
    "copies a client": _copies("Clients", "C-002"),
    "copies a client under another ID": _copies("Clients", "C-002", "C-045"),
    "copies who waits": _copies("Waitlist", JOHN),
    "deletes a visit": _deletes("Attendance", "G-01/04/C-002"),
    "deletes a coming visit": _deletes("Attendance", "G-01/06/C-002"),
    "deletes a client": _deletes("Clients", "C-005"),
    "deletes who accepted a seat": _deletes("Waitlist", JOHN),
    "deletes an answer to the form": _deletes("Intake", "A-001"),
    "deletes a question": _deletes("Decisions", "D-0003"),
}

HEADINGS: Mapping[str, Act] = {
    "renames the tab of visits": _hands(lambda h: h.rename_tab("Attendance", "Who came")),
    "renames the tab of clients": _hands(lambda h: h.rename_tab("Clients", "People")),
    "renames our claims": _hands(lambda h: h.rename_tab("Claims", "Bills")),
    "renames our hidden answers": _hands(lambda h: h.rename_tab("Status", "Answers")),
    "renames the marks by a letter": _renames_heading("Attendance", "Mark", "Marks"),
    "renames the marks": _renames_heading("Attendance", "Mark", "How it was"),
    "renames the mobiles": _renames_heading("Clients", "Mobile", "Call here"),
    "renames the IDs of clients": _renames_heading("Clients", "Client ID", "Number"),
    "moves the marks": _moves("Attendance", "Mark", "Visit ID"),
    "moves the clients of the visits": _moves("Attendance", "Client ID", "Session ID"),
    "moves the mobiles behind": _moves("Clients", "Mobile", "Emergency phone"),
    "moves the last names": _moves("Clients", "Last name", "First name"),
    "moves the IDs of the roster": _moves("Roster", "Roster ID", "Client ID"),
    "moves the questions": _moves("Decisions", "About", "Kind"),
    "inserts a column among the visits": _hands(lambda h: h.insert_column("Attendance", 1, "My remarks")),
    "inserts a column before the clients": _hands(lambda h: h.insert_column("Clients", 0, "My remarks")),
    "inserts a column before who waits": _hands(lambda h: h.insert_column("Waitlist", 0, "My remarks")),
    "deletes a column of the visits": _hands(lambda h: h.delete_column("Attendance", "Session ID")),
    "deletes a column of the answers": _hands(lambda h: h.delete_column("Intake", "Goes by")),
    "takes our claims away": _hands(lambda h: h.delete_tab("Claims")),
    "takes our hidden answers away": _hands(lambda h: h.delete_tab("Status")),
    "takes the visits away": _hands(lambda h: h.delete_tab("Attendance")),
}

CELLS: Mapping[str, Act] = {
    "corrects a mark": _types("Attendance", "G-01/05/C-002", Mark="No-show"),
    "marks a coming visit": _types("Attendance", "G-01/06/C-001", Mark="Absent - told us"),
    "takes a signature back": _types("Attendance", "G-01/05/C-006", Signed=""),
    "corrects a mobile": _types("Clients", "C-005", Mobile="518-555-0172"),
    "takes consent back": _types("Clients", "C-006", Text_consent="No"),
    "writes over a name": _types("Clients", "C-001", First_name="Xena", Last_name="Other", Date_of_birth="1/2/1970"),
    "ends a member": _types("Roster", "R-002", Status="Ended", End_date=date(2026, 3, 17)),
    "takes a Yes back": _types("Decisions", "D-0002", Answer="No"),
    "types where we answer": _types("Attendance", "G-01/04/C-001", Check="mine"),
    "types into our claims": _hands(lambda h: h.put("Claims", 2, 3, "mine")),
    "cancels the coming session": _types("Sessions", "G-01/06", Held="No", Cancelled_because="Snow", Told_how="Phone"),
}


def _sends_again(site: Site) -> None:
    """Somebody opens a sent form again and changes an answer, a minute later: within a second it would be the first."""
    site.hour.at += timedelta(minutes=1)
    site.send(NINA | {"how": "Video"}, "resp-0001")


FORMS: Mapping[str, Act] = {
    "sends another form": lambda site: site.send(sent_by("Otto")) and None,
    "sends the form again": _sends_again,
}

ACTIONS: Mapping[str, Act] = {**FORMS, **CELLS, **SORTS, **ROWS, **HEADINGS}
"""In an order in which each can still be done after those before it, if they are far enough apart."""
