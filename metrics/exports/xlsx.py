"""The xlsx file of a workbook: the table as shown, the data, and a sheet about the figures.

Numbers are numbers and every text is written as text, so that no cell is ever a formula. A percentage
stands as people say it (99.92 with «prosent» in the unit's column), not as 0.9992.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from metrics.exports.sheets import Column, Graph, Sheet, Value, Workbook, decimals, plain

LONGEST_SHEET_NAME = 31
LONGEST_CELL = 32_767  # characters: Excel's own limit, past which XlsxWriter leaves the cell out
NARROW, WIDE = 9, 48  # characters
# A file needs some date, and a changing one would change every byte of it: before Målbar was.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
CHART_SIZE = {"width": 720, "height": 360}


def write_xlsx(workbook: Workbook) -> bytes:
    """Write the workbook as three sheets, «Data» and «Om tallene» after the one that the page shows."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        created = (workbook.created or NO_DATE).astimezone(UTC)
        book.set_properties({"title": workbook.title, "created": created})
        styles = _Styles(book)
        shown = _write_table(book, workbook.shown, styles)
        _write_table(book, _named_by_keys(workbook.data), styles)
        _write_about(book, workbook, styles)
        if workbook.graph:
            chart = _chart(book, workbook.data, workbook.graph)
            shown.insert_chart(len(workbook.shown.rows) + 2, 0, chart, {"description": workbook.graph.title})
    return target.getvalue()


class _Styles:
    """The cell styles of one file. A number's style shows exactly the decimals it has: 12, never «12,»."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._numbers: dict[int, Any] = {}
        self.heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.date = book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"})

    def number(self, value: Decimal) -> Any:
        places = decimals(value)
        if places not in self._numbers:
            pattern = "#,##0" + ("." + "0" * places if places else "")
            self._numbers[places] = self._book.add_format({"num_format": pattern, "valign": "top"})
        return self._numbers[places]


def _write_table(book: Any, sheet: Sheet, styles: _Styles) -> Any:
    """Write a sheet with its headings in a frozen first row, a filter on them, and columns wide enough."""
    page = book.add_worksheet(_sheet_name(sheet.name))
    page.freeze_panes(1, 0)
    _write_rows(page, 0, sheet, styles)
    last_row, last_column = len(sheet.rows), len(sheet.columns) - 1
    page.autofilter(0, 0, last_row, last_column)
    # Years and slugs are texts on purpose: no green corner that says they ought to be numbers.
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{last_row + 1}"})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, _width(column, (row[place] for row in sheet.rows)))
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    return page


def _sheet_name(words: str) -> str:
    """Return words as Excel allows them on a sheet: at most 31 characters, and none of a few signs."""
    return "".join(sign for sign in words if sign not in "[]:*?/\\'")[:LONGEST_SHEET_NAME]


def _named_by_keys(data: Sheet) -> Sheet:
    """Return the data sheet under the names that CSV and JSON use; the sheet about the figures explains them."""
    return replace(data, columns=tuple(replace(column, heading=column.key) for column in data.columns))


def _write_rows(page: Any, top: int, sheet: Sheet, styles: _Styles) -> int:
    """Write headings and rows from row `top` on; return the first row below them."""
    for place, column in enumerate(sheet.columns):
        page.write_string(top, place, column.heading, styles.heading)
    for number, row in enumerate(sheet.rows, top + 1):
        for place, value in enumerate(row):
            _write_cell(page, number, place, value, styles)
    return top + 1 + len(sheet.rows)


def _write_cell(page: Any, row: int, column: int, value: Value, styles: _Styles) -> None:
    match value:
        case None:
            return
        case Decimal():
            # At most 15 digits are ever stored, which a spreadsheet's binary numbers hold exactly.
            page.write_number(row, column, float(value), styles.number(value))
        case date():
            page.write_datetime(row, column, value, styles.date)
        case _:
            page.write_string(row, column, _fitting(value), styles.text)


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _width(column: Column, values: Iterable[Value]) -> int:
    """Return a column's width in characters: its longest value, with room for signs that group thousands."""
    needed = max((_length(value) for value in values), default=0)
    # A heading may break between words, and needs room for the filter's arrow beside the longest.
    word = max((len(part) for part in column.heading.split()), default=0) + 3
    return min(max(needed + 2, word, NARROW), WIDE)


def _length(value: Value) -> int:
    match value:
        case None:
            return 0
        case Decimal():
            digits = len(plain(value))
            return digits + digits // 3
        case date():
            return len("31.12.2021")
    return max((len(line) for line in value.splitlines()), default=0)


def _write_about(book: Any, workbook: Workbook, styles: _Styles) -> None:
    """Write where the figures come from, how to read them, their sources, definitions and columns."""
    page = book.add_worksheet(_sheet_name(_("About the figures")))
    page.set_column(0, 0, 40)
    page.set_column(1, 8, 28)
    page.write_string(0, 0, _fitting(workbook.title), styles.title)
    page.write_string(1, 0, _fitting(workbook.page))
    page.write_string(2, 0, _("Downloaded %(day)s") % {"day": workbook.downloaded.strftime("%d.%m.%Y")})
    row = 4
    for remark in workbook.remarks:
        page.write_string(row, 0, _fitting(remark))
        row += 1
    for sheet in (workbook.sources, workbook.metrics, _legend(workbook.data)):
        page.write_string(row + 1, 0, sheet.name, styles.title)
        row = _write_rows(page, row + 2, sheet, styles)


def _legend(data: Sheet) -> Sheet:
    """Explain the names of the data sheet's columns."""
    columns = (Column("column", _("Column")), Column("heading", _("What it holds")))
    return Sheet(
        _("Columns of the data sheet"), columns, tuple((column.key, column.heading) for column in data.columns)
    )


def _chart(book: Any, data: Sheet, graph: Graph) -> Any:
    """Draw consecutive rows of the data sheet as columns from zero."""
    chart = book.add_chart({"type": "column"})
    first, last = graph.first + 1, graph.last + 1
    period, value = data.index(graph.period), data.index(graph.value)
    chart.add_series(
        {
            "name": graph.title,
            "categories": [_sheet_name(data.name), first, period, last, period],
            "values": [_sheet_name(data.name), first, value, last, value],
        }
    )
    chart.set_title({"name": graph.title, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_y_axis({"num_format": "#,##0", "min": 0} if _never_below_zero(data, graph) else {"num_format": "#,##0"})
    chart.set_size(CHART_SIZE)
    return chart


def _never_below_zero(data: Sheet, graph: Graph) -> bool:
    values = (row[data.index(graph.value)] for row in data.rows[graph.first : graph.last + 1])
    return all(not isinstance(value, Decimal) or value >= 0 for value in values)
