"""What guarded reading costs against calamine's bare reading of the same file: `python -m tests.benchmarks.reading`.

100 000 rows of six columns, with percentages and dates, are read in turn both ways, and the ratio of each turn is
printed; only the ratios mean anything on another machine. Then a million rows of csv, and how far memory rose above
idle, this process and its child together.
"""

import os
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path

import django
import xlsxwriter
from django.conf import settings
from python_calamine import CalamineWorkbook

from metrics.imports.reading import open_sheet

ROWS, TURNS = 100_000, 7
CSV_ROWS = 1_000_000
PAGE = os.sysconf("SC_PAGE_SIZE")


def write_workbook(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "dd.mm.yyyy"})
        for row in range(ROWS):
            sheet.write_row(row, 0, [f"Tjeneste {row % 1000}", 2021, row * 1.1])
            sheet.write_number(row, 3, row / ROWS, percent)
            sheet.write_datetime(row, 4, date(2021, 1 + row % 12, 1), day)
            sheet.write_string(row, 5, "foreløpig")


def write_csv(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"Tjeneste {row % 1000};2021;{row},5\n" for row in range(CSV_ROWS))


def guarded(path: Path) -> float:
    started = time.perf_counter()
    with open_sheet(path) as sheet:
        cells = sum(len(row) for row in sheet.rows)
    assert cells == ROWS * 6
    return time.perf_counter() - started


def bare(path: Path) -> float:
    started = time.perf_counter()
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert len(rows) == ROWS
    return time.perf_counter() - started


def memory() -> int:
    """Return the bytes that this process and its children hold now."""
    own = os.getpid()
    children = Path(f"/proc/{own}/task/{own}/children").read_text().split()
    return sum(int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE for process in [str(own), *children])


def peak(path: Path) -> tuple[int, float]:
    """Read a csv file, and return the most bytes above idle and the seconds it took."""
    idle, most, started = memory(), 0, time.perf_counter()
    with open_sheet(path) as sheet:
        for number, _ in enumerate(sheet.rows):
            if number % 5_000 == 0:
                most = max(most, memory() - idle)
    assert number == CSV_ROWS - 1
    return most, time.perf_counter() - started


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        book, text = Path(folder) / "rows.xlsx", Path(folder) / "rows.csv"
        write_workbook(book)
        write_csv(text)
        turns = [(guarded(book), bare(book)) for _ in range(TURNS)]
        most, seconds = peak(text)
    ratios = " ".join(f"{one / other:.2f}" for one, other in turns)
    own, other = (statistics.median(times) for times in zip(*turns, strict=True))
    print(f"xlsx  {ROWS} rows: guarded {own:.2f} s, calamine {other:.2f} s: {own / other:.2f} times ({ratios})")
    print(f"csv   {CSV_ROWS} rows: {most / 2**20:.0f} MB above idle, {seconds:.1f} s")


if __name__ == "__main__":
    settings.configure(SPREADSHEET_LIMITS={"file": 50 * 2**20, "seconds": 60})
    django.setup()
    main()
