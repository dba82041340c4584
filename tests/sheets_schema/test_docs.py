"""The page about the sheets is made from the declarations, and is current."""

from sheets_schema import docs


def test_the_page_is_current():
    assert docs.main(["--check"]) == 0


def test_the_page_says_what_to_type_and_what_waits():
    page = docs.page()
    assert "| **Visit ID** | an ID, like G-01/05/C-012 |  | This row waits |" in page
    assert "| *Check* | nothing; Circlebook answers here |" in page
    assert "Group, Member, Present, Absent, 1 to 12." in page


def test_an_old_page_is_found_and_made_anew(tmp_path, capsys):
    page = tmp_path / "sheets.md"
    assert docs.main(["--check"], page) == 1
    assert "make docs" in capsys.readouterr().err
    assert docs.main([], page) == 0
    assert docs.main(["--check"], page) == 0
