"""What can go wrong with Google, each in a sentence or two for a person."""

from domain.problems import RowsRefused, WorkbookProblem


class GoogleProblem(WorkbookProblem):
    """Google cannot be used just now; nothing was taken from it and nothing counts as gone."""

    code = "GOOGLE"


class GoogleAccess(GoogleProblem):
    """The account that Circlebook uses may not open a file."""

    code = "GOOGLE_ACCESS"

    def __init__(self, file: str = "the practice's file") -> None:
        super().__init__(
            f"Google does not let Circlebook open {file}. Share it again with Circlebook's account, as editor."
        )


class GoogleGone(GoogleProblem):
    """A file is not there."""

    code = "GOOGLE_GONE"

    def __init__(self, file: str = "the practice's file") -> None:
        super().__init__(
            f"{file[:1].upper()}{file[1:]} is not in Google Drive. Take it out of the bin, or correct its ID in "
            "circlebook.toml."
        )


class GoogleKey(GoogleProblem):
    """The key of the account is no longer good, or is none."""

    code = "GOOGLE_KEY"

    def __init__(self, said: str = "") -> None:
        super().__init__(
            said
            or "Google no longer accepts the key that circlebook.toml names. Put a new key in its place, then run again."
        )


class GoogleNoKey(GoogleKey):
    """A key file is not where it should be, or holds something else."""

    def __init__(self, name: str, *, there: bool) -> None:
        what = "is no key that Circlebook can use" if there else "is not there"
        super().__init__(f"The key file {name} {what}. Put the right one in its place: docs/google.md says how.")


class GoogleClock(GoogleKey):
    """A key is good for minutes around now, and this computer has another now."""

    def __init__(self) -> None:
        super().__init__("This computer's clock is wrong, so Google refuses the key. Set the clock, then run again.")


class GoogleNoClient(GoogleKey):
    """The file that says who this program is cannot be used."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f'The file {name} is no OAuth client. In Google Cloud make one of the kind "Desktop app", and download its file.'
        )


class GoogleNotAgreed(GoogleProblem):
    """The person did not agree in the browser."""

    code = "GOOGLE_NOT_AGREED"

    def __init__(self) -> None:
        super().__init__("You did not agree in the browser, so nothing was made. Run it again to be asked once more.")


class GoogleBusy(GoogleProblem):
    """More calls than Google allows in a minute."""

    code = "GOOGLE_BUSY"

    def __init__(self) -> None:
        super().__init__("Google asks for a pause. Nothing is lost; the next pass goes on from here.")


class GoogleDown(GoogleProblem):
    """No answer, or none that can be read."""

    code = "GOOGLE_DOWN"

    def __init__(self) -> None:
        super().__init__("Google does not answer just now. Nothing is lost; the next pass goes on from here.")


class GoogleUnknown(GoogleProblem):
    """Rows were sent and no answer came: the next read shows whether they arrived."""

    code = "GOOGLE_UNKNOWN"

    def __init__(self) -> None:
        super().__init__("Google did not say whether it took the new rows. The next pass looks and goes on from there.")


class GoogleEmpty(GoogleProblem):
    """An answer with nothing in it, where a practice's tabs should be."""

    code = "GOOGLE_EMPTY"

    def __init__(self) -> None:
        super().__init__(
            "Google answered with empty tabs, so nothing was taken. If someone emptied them, use Version history there."
        )


class GoogleRefused(GoogleProblem):
    """Google does not take what was sent: a fault of ours, or a limit of the file."""

    code = "GOOGLE_REFUSED"

    def __init__(self) -> None:
        super().__init__(
            "Google did not take what Circlebook wrote. Nothing changed; please tell who looks after Circlebook."
        )


class GoogleOfficeFile(GoogleProblem):
    """A workbook lies in Drive as an Excel file, which Sheets opens for people and not for programs."""

    code = "GOOGLE_OFFICE_FILE"

    def __init__(self) -> None:
        super().__init__(
            "The practice's spreadsheet is still an Excel file. In Google, choose File, Save as Google Sheets, and write "
            "the new file's ID into circlebook.toml."
        )


class GoogleProtected(GoogleProblem, RowsRefused):
    """A person protected what Circlebook writes into."""

    code = "GOOGLE_PROTECTED"

    def __init__(self) -> None:
        super().__init__(
            "A tab of the practice is protected and takes nothing new from Circlebook. In Google, under Data, Protect sheets "
            "and ranges, let Circlebook's account edit."
        )


class GoogleFull(GoogleProblem, RowsRefused):
    """A spreadsheet holds as many cells as Google allows."""

    code = "GOOGLE_FULL"

    def __init__(self) -> None:
        super().__init__(
            "The spreadsheet holds as many cells as Google allows. Delete empty rows and columns, or tabs that nobody "
            "needs, then run again."
        )


class GoogleNoSharing(GoogleProblem):
    """The rules of a Google Workspace do not let a person share a file."""

    code = "GOOGLE_NO_SHARING"

    def __init__(self) -> None:
        super().__init__(
            "Your Google Workspace forbids this sharing. Ask its administrator to allow it for Circlebook's account and "
            "for forms, then run it again."
        )


class GoogleOff(GoogleProblem):
    """An API is not switched on in the project that the key belongs to."""

    code = "GOOGLE_OFF"

    def __init__(self) -> None:
        super().__init__(
            "A Google service is off for this key. In Google Cloud, switch on the Sheets, Drive and Forms APIs of its project."
        )


class GoogleNoQuestions(GoogleProblem):
    """No tab of the spreadsheet that a form is linked to has the form's questions."""

    code = "GOOGLE_NO_QUESTIONS"

    def __init__(self, form: str) -> None:
        super().__init__(
            f'No tab of the spreadsheet for answers has the questions of "{form}". Link the form to that spreadsheet, '
            "or take form_answers out of circlebook.toml."
        )


class GoogleNoStamp(GoogleProblem):
    """A tab has a form's questions, and no column that is known to hold the times of its answers."""

    code = "GOOGLE_NO_STAMP"

    def __init__(self, form: str) -> None:
        super().__init__(
            f'The tab with the answers to "{form}" has no column Timestamp. Give the column with their times that name again.'
        )


class GoogleOthersForm(GoogleProblem):
    """A form is named whose questions are not those that Circlebook made."""

    code = "GOOGLE_OTHERS_FORM"

    def __init__(self, form: str) -> None:
        super().__init__(
            f'The form that circlebook.toml names as "{form}" has other questions. Link it to a spreadsheet and name '
            "that as form_answers instead."
        )


class GoogleThere(GoogleProblem):
    """A file of this ID is there already: it was made by a call whose answer got lost."""

    code = "GOOGLE_THERE"

    def __init__(self) -> None:
        super().__init__("Google already has this file. Nothing is lost; the next pass goes on from here.")


class GoogleNoRoom(GoogleProblem):
    """The account may not own files, or its owner's storage is full."""

    code = "GOOGLE_NO_ROOM"

    def __init__(self) -> None:
        super().__init__(
            "Google keeps no files for this account. Name a folder in a shared drive, or a person's key as "
            "documents_key in circlebook.toml."
        )
