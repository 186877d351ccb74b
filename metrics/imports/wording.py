"""What is said of a sheet and of the file it came in: the words for the codes of reading."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from metrics.imports.findings import Ask, Refuse, Remark, Warn
from metrics.imports.refusals import Refusal, Unreadable
from metrics.numbers import Reading, show
from metrics.numerals import Fault, NumberWarning
from metrics.objections import number_objection, number_readings, period_objection
from metrics.periods import PeriodError, PeriodFault, PeriodWarning

LISTED = 12  # cells that are named before the rest is counted

WARNINGS = {
    Warn.SCALED: gettext_lazy("Multiplied by %(factor)s, as the heading, the label or a line above says: %(cells)s."),
    Warn.SCALE_OF_CELL: gettext_lazy("«%(text)s» says its own scale; the one around it is not applied again."),
    Warn.FOOTNOTE_MARK: gettext_lazy("The mark at the end of «%(text)s» was taken for a reference to a footnote."),
    Warn.TOTALS_ROW: gettext_lazy("The row «%(text)s» is a sum and is not read as figures."),
    Warn.TOTALS_COLUMN: gettext_lazy("The column «%(heading)s» is a sum and is not read as figures."),
    Warn.DERIVED_ROW: gettext_lazy("The row «%(text)s» is computed from others and is not read as figures."),
    Warn.DERIVED_COLUMN: gettext_lazy("The column «%(heading)s» is computed from others and is not read as figures."),
    Warn.GROUP_COLUMN: gettext_lazy("The column «%(heading)s» groups the rows and is not read."),
    Warn.CHANGE_DIFFERS: gettext_lazy("%(metric)s: «%(text)s» is printed, and the figures give %(value)s."),
    Warn.HIDDEN_ROWS: gettext_lazy("Hidden rows are read too: %(names)s."),
    Warn.HIDDEN_COLUMNS: gettext_lazy("Hidden columns are read too: %(names)s."),
    Warn.HIDDEN_SHEETS: gettext_lazy("Hidden sheets are not read: %(names)s."),
    Warn.OTHER_SHEETS: gettext_lazy("Other sheets are not read: %(names)s."),
}
QUESTIONS = {
    Ask.LAYOUT_UNKNOWN: gettext_lazy("Where are the headings? No row names both metrics and periods or values."),
    Ask.SEVERAL_BLOCKS: gettext_lazy("Which table is to be read? There are several, beginning in %(cells)s."),
    Ask.UNKNOWN_HEADING: gettext_lazy("What does the column «%(heading)s» hold?"),
    Ask.NO_HEADING: gettext_lazy("What does the column from %(cells)s hold? It has no heading."),
    Ask.DOUBLED_HEADING: gettext_lazy("Which of the columns is to be read? They say the same: %(cells)s."),
    Ask.DOUBLED_FIGURE: gettext_lazy("Which figure counts for %(metric)s, %(period)s? It stands in %(cells)s."),
    Ask.NO_METRIC: gettext_lazy("Which column names the metrics? It may be one of %(cells)s."),
    Ask.METRIC_MISSING: gettext_lazy("Which metric do these rows belong to? They have no name: %(cells)s."),
    Ask.NO_PERIOD: gettext_lazy("Which period do the values belong to? Nothing says so: %(cells)s."),
    Ask.NO_VALUES: gettext_lazy("Which columns hold values? None is headed by a period, or by result or target."),
    Ask.PERIOD_MISSING: gettext_lazy("Which period do these belong to? %(cells)s."),
    Ask.YEAR_MISSING: gettext_lazy("Which year do these belong to? %(cells)s."),
    Ask.DATE_AS_PERIOD: gettext_lazy("Do these dates mean days, months or years? %(cells)s."),
    Ask.KIND_UNCLEAR: gettext_lazy("Are these results, targets, forecasts or baselines? %(cells)s."),
    Ask.CHANGE_OR_VALUE: gettext_lazy("Are these values, or changes in values? It is unclear from %(cells)s."),
    Ask.FORMATS_UNREADABLE: gettext_lazy(
        "An xls file does not tell how its numbers are shown, so 0.125 may be 12.5 %%. Save it as xlsx, and read that."
    ),
    Ask.SCALE_UNCLEAR: gettext_lazy("Which scale holds for which values? It is unclear from %(cells)s."),
    Ask.UNIT_CONFLICT: gettext_lazy("Which unit and scale hold? Cell, heading and label disagree: %(cells)s."),
    Ask.NUMBER_FORMAT: gettext_lazy("Which number is it? Its format adds words, a currency or a scale: %(cells)s."),
    Ask.SCALE_NOT_SHARED: gettext_lazy(
        "Do the unit and scale of the same row or metric hold here too? These cells say none: %(cells)s."
    ),
    Ask.FRACTION_OR_PERCENT: gettext_lazy("Are these percentages or fractions, so that 0,5 is 50 %%? %(cells)s."),
    Ask.MERGED_VALUE: gettext_lazy("Which of the merged cells does the value hold for? %(cells)s."),
    Ask.AMBIGUOUS: gettext_lazy("Which number is it? It can be read in more than one way: %(ways)s."),
    Ask.DASH: gettext_lazy("Does a dash mean zero or not stated here? %(cells)s."),
}
FAULTS = {
    Refuse.EMPTY_SHEET: gettext_lazy("The sheet is empty."),
    Refuse.NOT_TEXT: gettext_lazy("«%(text)s» cannot be the name of a metric."),
    Refuse.DATE: gettext_lazy("«%(text)s» is a date, and a number belongs here."),
    "formula_without_result": gettext_lazy(
        "The formula has no stored result. Open the file, let it compute and save it."
    ),
}
REFUSALS = {
    Refusal.TOO_LARGE: gettext_lazy("The file is too large. The limit is %(limit)s bytes."),
    Refusal.TOO_WIDE: gettext_lazy("The sheet has too many columns. The limit is %(limit)s."),
    Refusal.EMPTY: gettext_lazy("The file is empty."),
    Refusal.UNKNOWN_TYPE: gettext_lazy("The file is not a spreadsheet that can be read: xlsx, ods, xls, csv or tsv."),
    Refusal.WRONG_TYPE: gettext_lazy("The file is called %(said)s, and is %(found)s inside."),
    Refusal.ENCRYPTED: gettext_lazy("The file is encrypted. Save it without a password."),
    Refusal.MACROS: gettext_lazy("The file holds macros. Save it without them."),
    Refusal.DOCTYPE: gettext_lazy("The file holds a document type declaration, which no spreadsheet needs."),
    Refusal.BOMB: gettext_lazy("The file unpacks to far more than it should."),
    Refusal.TOO_MANY_PARTS: gettext_lazy("The file has too many parts. The limit is %(limit)s."),
    Refusal.DOUBLED_NAMES: gettext_lazy("The file holds the same part twice: %(part)s."),
    Refusal.BAD_CRC: gettext_lazy("The file is damaged: the checksum of %(part)s is wrong."),
    Refusal.BAD_SIZE: gettext_lazy("The file is damaged: the size of %(part)s is wrong."),
    Refusal.BAD_PART: gettext_lazy("The file is damaged: %(part)s cannot be read."),
    Refusal.TRUNCATED: gettext_lazy("The file is cut short."),
    Refusal.NO_SUCH_SHEET: gettext_lazy("There is no sheet named «%(sheet)s» that can be read."),
    Refusal.UNDECODABLE: gettext_lazy("The file is in an unknown character set. Save it as UTF-8."),
    Refusal.NUL_BYTES: gettext_lazy("The file holds signs that no text has."),
    Refusal.BROKEN_QUOTES: gettext_lazy("A quotation mark is opened and never closed."),
    Refusal.BROKEN: gettext_lazy("The spreadsheet is damaged and cannot be read."),
    Refusal.TIMEOUT: gettext_lazy("The file takes too long to read."),
    Refusal.OUT_OF_MEMORY: gettext_lazy("The file takes too much memory to read."),
    Refusal.CRASHED: gettext_lazy("The file cannot be read: reading it broke down."),
}
WORDS = {str(code): words for table in (WARNINGS, QUESTIONS, FAULTS) for code, words in table.items()}


def refusal_text(unreadable: Unreadable) -> str:
    """Say why a file is not read."""
    return str(REFUSALS[unreadable.code] % unreadable.params)


def remark_text(remark: Remark) -> str:
    """Say a warning, a question or a fault in one sentence or two."""
    code, text = remark.code, remark.details.get("text", "")
    if code in WORDS:
        return str(WORDS[code] % _particulars(remark))
    if code in set(NumberWarning):
        return _("Read: %(words)s.") % {"words": "; ".join(number_readings(Reading(text, warnings=(code,))))}
    if code in set(PeriodWarning):
        return _("«%(text)s» was read as %(period)s.") % remark.details
    if code.startswith("period_"):
        return period_objection(PeriodError(PeriodFault(code.removeprefix("period_")), text))
    if code == Fault.EXCEL_ERROR and not text:
        return _("The cell holds an error of the spreadsheet.")
    return number_objection(Reading(text, error=Fault(code)))


def _particulars(remark: Remark) -> dict[str, str]:
    given = {"heading": "", "text": "", **remark.details}
    given["cells"] = _listed(list(remark.cells or (remark.cell,)))
    if remark.candidates:
        ways = zip(remark.cells, remark.candidates, strict=False)
        given["ways"] = _listed([f"{cell} ({_(' or ').join(map(show, values))})" for cell, values in ways])
    else:
        given["ways"] = given["cells"]
    if "power" in given:
        given["factor"] = f"1{'0' * int(given['power'])}"
    return given


def _listed(names: list[str]) -> str:
    """Name some cells, the sheet once: «Ark1!C5, D5», and count the rest."""
    first, *others = names[:LISTED]
    sheet = f"{first.rpartition('!')[0]}!"
    listed = ", ".join([first, *(other.removeprefix(sheet) for other in others)])
    if len(names) > LISTED:
        return _("%(names)s and %(count)s more") % {"names": listed, "count": len(names) - LISTED}
    return listed
