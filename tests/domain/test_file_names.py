"""Names of documents hold IDs and nothing of a person, and versions lie beside one another."""

from itertools import islice

import pytest

from domain.file_names import refuse_no_id, versions


@pytest.mark.parametrize(
    "name", ["C-001.docx", "G-01/2026-03-03/C-001.docx", "a/b/c/d.docx", "roster", f"{'G' * 64}/{'C' * 128}"]
)
def test_ids_make_a_name(name):
    refuse_no_id(name)
    refuse_no_id(name, versioned=True)


@pytest.mark.parametrize(
    "name",
    [
        "", "Ada Quill.docx", "C-001 .docx", ".hidden", "-C-001", "../C-001", "/etc/C-001", "G-01//C-001", "G-01/",
        "a/b/c/d/e.docx", "G-01/../C-001", "C-001\n", "C:001", "G\\C-001", "Zoë.docx", f"{'G' * 65}/C-001", "C" * 129,
    ],
)  # fmt: skip
def test_anything_else_is_refused_in_words_that_do_not_repeat_it(name):
    for versioned in (False, True):
        with pytest.raises(ValueError, match="signs of an ID") as refused:
            refuse_no_id(name, versioned=versioned)
        assert not name or name not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("G-01/C-001 v2.docx", True),
        ("G-01/C-001 v999999.docx", True),
        ("G-01/C-001 v2", True),
        ("G-01/C-001 v.docx", False),
        ("G-01/C-001 v1234567.docx", False),
        ("G-01/C-001 v2 v3.docx", False),
        ("G-01/C-001 V2.docx", False),
        ("G-01 v2/C-001.docx", False),
    ],
)
def test_a_version_is_a_name_only_where_versions_are_meant(name, allowed):
    with pytest.raises(ValueError, match="signs of an ID"):
        refuse_no_id(name)
    if allowed:
        refuse_no_id(name, versioned=True)
    else:
        with pytest.raises(ValueError, match="signs of an ID"):
            refuse_no_id(name, versioned=True)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("G-01/C-001.docx", ["G-01/C-001.docx", "G-01/C-001 v2.docx", "G-01/C-001 v3.docx"]),
        ("C-001", ["C-001", "C-001 v2", "C-001 v3"]),
        ("C.001.docx", ["C.001.docx", "C.001 v2.docx", "C.001 v3.docx"]),
    ],
)
def test_versions_are_counted_before_the_ending(name, first):
    assert list(islice(versions(name), 3)) == first
    for version in first:
        refuse_no_id(version, versioned=True)
