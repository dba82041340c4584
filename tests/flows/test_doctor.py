"""`circlebook doctor` looks at what is switched on, and says how to mend it."""

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from connectors.documents import NoteFolder
from flows.cli import main
from flows.composition import office, own_template
from flows.doctor_documents import SAMPLE_FILE, documents
from flows.settings import DocumentsPart
from tests.flows.sampled import when
from tests.templates.test_own_template import ALL, template

TODAY = f"{when():%Y-%m-%dT%H:%M}"


def looked(folder: Path, **part: Any) -> list[tuple[str, str, str]]:
    own_template.cache_clear()
    desk = SimpleNamespace(
        settings=SimpleNamespace(documents=DocumentsPart(**part)),
        folder=folder,
        documents=NoteFolder(folder / "documents"),
        render_note=own_template(folder, part.get("note", "")).render,
    )
    return list(documents(SimpleNamespace(desk=desk)))  # type: ignore[arg-type]


def test_the_command_says_what_is_in_place_and_what_is_to_mend(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", str(fresh), "--today", TODAY]) == 0
    said = capsys.readouterr().out
    assert "All is in place." in said
    with (fresh / "circlebook.toml").open("a") as file:
        file.write('\n[documents]\nnote = "our-note.docx"\n')
    assert main(["doctor", str(fresh), "--today", TODAY, "--json"]) == 1
    assert "It cannot be read." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("lines", "state", "wanted"),
    [
        (ALL, "ok", f"See the sample: {SAMPLE_FILE}"),
        (None, "mend", "It cannot be read"),
        (["{{ nobody }}"], "mend", 'There is no field "nobody"'),
        ([*ALL, "{{ 1 / 0 }}"], "mend", "It cannot be filled in"),
    ],
    ids=["good", "missing", "unknown field", "fails"],
)
def test_a_template_is_checked_and_a_good_one_makes_a_sample(
    tmp_path: Path, lines: list[str] | None, state: str, wanted: str
) -> None:
    if lines is not None:
        (tmp_path / "our-note.docx").write_bytes(template(*lines))
    found = looked(tmp_path, note="our-note.docx")
    assert {s for _, s, _ in found} == {state}
    assert wanted in str(found)
    assert (tmp_path / "documents" / SAMPLE_FILE).exists() is (state == "ok")


@pytest.mark.parametrize(("there", "state"), [("soffice", "ok"), ("nothing", "mend")])
def test_pdfs_want_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: str, state: str) -> None:
    shutil.copyfile("/bin/true", tmp_path / there)
    (tmp_path / there).chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    office.cache_clear()
    assert ("PDFs", state) in [x[:2] for x in looked(tmp_path, pdf=True)]
    office.cache_clear()
