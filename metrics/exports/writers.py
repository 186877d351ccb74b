"""One writer for each format a download comes in: a workbook in, bytes out.

The same workbook gives the same bytes, so that a browser can ask whether a file has changed.
"""

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from metrics.exports.sheets import Sheet, Value, Workbook, neutral, plain
from metrics.exports.xlsx import write_xlsx

BOM = "\ufeff"


@dataclass(frozen=True)
class Format:
    """A format: the last part of its address, how the file is named and typed, and words for people."""

    code: str
    suffix: str
    content_type: str
    label: str | Promise
    explanation: str | Promise
    write: Callable[[Workbook], bytes]


def write_csv(workbook: Workbook) -> bytes:
    """Write the data sheet for machines: UTF-8, comma, decimal point, ISO dates, ASCII names."""
    sheet = workbook.data
    headings = [column.key for column in sheet.columns]
    return _csv([headings, *([_for_machines(value) for value in row] for row in sheet.rows)], ",").encode()


def write_norwegian_csv(workbook: Workbook) -> bytes:
    """Write the table as shown for Excel in Norwegian: byte order mark, semicolon, decimal comma, our dates."""
    sheet = workbook.shown
    headings = [neutral(column.heading) for column in sheet.columns]
    return (BOM + _csv([headings, *([_for_norwegians(value) for value in row] for row in sheet.rows)], ";")).encode()


def write_json(workbook: Workbook) -> bytes:
    """Write the data sheet as a list of objects, with definitions and sources; numbers are written exactly."""
    return (_json_object(_contents(workbook)) + "\n").encode()


FORMATS = (
    Format(
        "csv",
        ".csv",
        "text/csv; charset=utf-8; header=present",
        "CSV",
        _("for machines: comma, decimal point and all codes"),
        write_csv,
    ),
    Format(
        "csv-excel",
        "-excel.csv",
        "text/csv; charset=utf-8; header=present",
        _("CSV for Excel"),
        _("the table as shown, for Excel in Norwegian: semicolon and decimal comma"),
        write_norwegian_csv,
    ),
    Format(
        "xlsx",
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _("Excel"),
        _("the table as shown, all data, and a sheet with definitions and sources"),
        write_xlsx,
    ),
    Format(
        "json",
        ".json",
        "application/json",
        "JSON",
        _("for programs: all data, with definitions and sources"),
        write_json,
    ),
)
BY_CODE: Mapping[str, Format] = {one.code: one for one in FORMATS}


def _csv(rows: Iterable[Iterable[str]], separator: str) -> str:
    lines = StringIO()
    csv.writer(lines, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return lines.getvalue()


def _for_machines(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
    return neutral(value)


def _for_norwegians(value: Value) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return plain(value, mark=",")
        case date():
            return value.strftime("%d.%m.%Y")
    return neutral(value)


def _contents(workbook: Workbook) -> Iterable[tuple[str, str]]:
    """Yield the members of the JSON object, each value written."""
    yield "title", _json(workbook.title)
    yield "page", _json(workbook.page)
    yield "remarks", _json_list(_json(remark) for remark in workbook.remarks)
    yield "rows", _json_list(_json_rows(workbook.data))
    yield "metrics", _json_list(_json_rows(workbook.metrics))
    yield "sources", _json_list(_json_rows(workbook.sources))


def _json_rows(sheet: Sheet) -> Iterable[str]:
    keys = [json.dumps(column.key) for column in sheet.columns]
    for row in sheet.rows:
        members = (f"{key}: {_json(value)}" for key, value in zip(keys, row, strict=True))
        yield "{" + ", ".join(members) + "}"


def _json(value: Value) -> str:
    """Write one value. The standard encoder knows no Decimals, and would make them floats or texts."""
    match value:
        case Decimal():
            return plain(value)
        case date():
            return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)


def _json_list(items: Iterable[str]) -> str:
    lines = ",\n    ".join(items)
    return f"[\n    {lines}\n  ]" if lines else "[]"


def _json_object(members: Iterable[tuple[str, str]]) -> str:
    return "{\n" + ",\n".join(f"  {json.dumps(key)}: {value}" for key, value in members) + "\n}"
