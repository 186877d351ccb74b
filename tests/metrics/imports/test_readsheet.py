"""`manage.py readsheet`: what it prints, its exit codes, and that it needs no database."""

import json
from io import StringIO
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import call_command
from django.utils import translation

from tests.metrics.imports.test_changes import CHAPTER

SHEET = "Nøkkeltall;2020;2021;Vekst\nBrev;100;ca. 1440;20 %\n"


def run(path: Path, *words: str) -> tuple[str, int]:
    """Run the command in this process, without the database; return what it says and its exit code."""
    said = StringIO()
    try:
        with translation.override("nb"):
            call_command("readsheet", str(path), *words, stdout=said)
    except SystemExit as stopped:
        return said.getvalue(), int(stopped.code or 0)
    return said.getvalue(), 0


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    path = tmp_path / "tall.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_it_gives_one_object(csv):
    said, code = run(csv, "--json")
    found = json.loads(said)
    assert code == 0
    assert found["figures"][1] == {
        "metric": "Brev",
        "kind": "result",
        "period": "2021",
        "value": "1440",
        "upper": None,
        "qualifier": "about",
        "status": "final",
        "unit": None,
        "printed": "ca. 1440",
        "cell": "C2",
    }
    assert found["claims"] == [
        {"metric": "Brev", "text": "20 %", "cell": "D2", "stated": "20", "recomputed": "1340.0000", "agrees": False}
    ]
    assert found["warnings"] == [
        {"code": "change_differs", "cell": "D2", "message": "Brev: «20 %» er trykt, og tallene gir 1\u00a0340."}
    ]
    assert (found["questions"], found["faults"]) == ([], [])


def test_it_names_the_sheet_it_reads_and_takes_another_when_told(tmp_path):
    path = tmp_path / "tall.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, value in (("Ark1", 1), ("Ark2", 0.125)):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["Nøkkeltall", 2021])
            page.write(1, 0, "A")
            page.write(1, 1, value, book.add_format({"num_format": "0.0%"}) if value < 1 else None)
    first = json.loads(run(path, "--json")[0])["figures"]
    second = json.loads(run(path, "--sheet", "Ark2", "--json")[0])["figures"]
    assert [(one["value"], one["unit"], one["cell"]) for one in first + second] == [
        ("1", None, "Ark1!B2"),
        ("12.5", "percent", "Ark2!B2"),
    ]


def test_it_says_the_same_to_people_with_every_fault_at_once(tmp_path):
    path = tmp_path / "tall.csv"
    path.write_text("Nøkkeltall;2020;2021\nBrev;1_000;-\nOppetid;99,9 %;10 00\n", encoding="utf-8")
    said, code = run(path)
    assert code == 2
    assert said.replace("\u00a0", " ").split("\n") == [
        "Tall",
        "  Oppetid  resultat  2020  99,9 %    B3",
        "",
        "Spørsmål",
        "  C2  Betyr en strek null eller ikke oppgitt her? C2.",
        "",
        "Feil",
        "  B2  «1_000» er ikke et tall.",
        "  C3  Sifrene i «10 00» er ikke gruppert tre og tre.",
        "",
        "1 tall, 1 spørsmål, 2 feil.",
        "",
    ]


@pytest.mark.parametrize(("name", "code"), [("finnes-ikke.csv", "no_such_file"), ("tall.xlsx", "wrong_type")])
def test_a_file_that_is_refused_is_a_fault_of_the_whole(csv, name, code):
    path = csv.with_name(name)
    if code == "wrong_type":
        path.write_bytes(csv.read_bytes())
    said, exit_code = run(path, "--json")
    found = json.loads(said)
    assert exit_code == 2
    assert [(one["code"], one["cell"]) for one in found.pop("faults")] == [(code, None)]
    assert found == {"figures": [], "claims": [], "warnings": [], "questions": []}


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_table_of_the_chapter_is_read_from_a_file(tmp_path, suffix):
    path = tmp_path / f"kapittel.{suffix}"
    if suffix == "csv":
        path.write_text("\n".join(";".join(row) for row in CHAPTER), encoding="utf-8-sig")
    else:
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet("Ark1")
            for number, row in enumerate(CHAPTER):
                page.write_row(number, 0, row)
    said, code = run(path, "--json")
    found = json.loads(said)
    assert code == 2
    assert (len(found["figures"]), len(found["claims"])) == (54, 18)
    assert [figure["value"] for figure in found["figures"][9:12]] == ["675533521", "1364074099", "2273478728"]
    assert [one["cell"].rpartition("!")[2] for one in found["warnings"]] == ["E7", "E9", "E13"]
    assert [one["code"] for one in found["questions"]] == ["dash"]
