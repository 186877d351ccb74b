"""What came of reading a sheet: figures, printed changes, and everything a person must know or answer. Pure.

Nothing here is in words: a remark is a code, its address and its particulars; `reports` says it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from metrics.choices import Kind
from metrics.periods import Period
from metrics.quantities import Quantity


class Warn(StrEnum):
    """What was read, and should be known to have been."""

    SCALED = "scaled"
    SCALE_OF_CELL = "scale_of_cell"
    FOOTNOTE_MARK = "footnote_mark"
    TOTALS_ROW = "totals_row"
    TOTALS_COLUMN = "totals_column"
    DERIVED_ROW = "derived_row"
    DERIVED_COLUMN = "derived_column"
    GROUP_COLUMN = "group_column"
    CHANGE_DIFFERS = "change_differs"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    HIDDEN_SHEETS = "hidden_sheets"
    OTHER_SHEETS = "other_sheets"


class Ask(StrEnum):
    """What only a person can settle."""

    LAYOUT_UNKNOWN = "layout_unknown"
    SEVERAL_BLOCKS = "several_blocks"
    UNKNOWN_HEADING = "unknown_heading"
    NO_HEADING = "no_heading"
    DOUBLED_HEADING = "doubled_heading"
    DOUBLED_FIGURE = "doubled_figure"
    NO_METRIC = "no_metric"
    METRIC_MISSING = "metric_missing"
    NO_PERIOD = "no_period"
    NO_VALUES = "no_values"
    PERIOD_MISSING = "period_missing"
    YEAR_MISSING = "year_missing"
    DATE_AS_PERIOD = "date_as_period"
    KIND_UNCLEAR = "kind_unclear"
    CHANGE_OR_VALUE = "change_or_value"
    SCALE_UNCLEAR = "scale_unclear"
    UNIT_CONFLICT = "unit_conflict"
    NUMBER_FORMAT = "number_format"
    FORMATS_UNREADABLE = "formats_unreadable"
    SCALE_NOT_SHARED = "scale_not_shared"
    FRACTION_OR_PERCENT = "fraction_or_percent"
    MERGED_VALUE = "merged_value"
    AMBIGUOUS = "ambiguous"
    DASH = "dash"


class Refuse(StrEnum):
    """What can be no figure. The codes of numbers, periods and cells stand beside these."""

    EMPTY_SHEET = "empty_sheet"
    DATE = "date"
    BOOLEAN = "boolean"
    NOT_TEXT = "not_text"


@dataclass(frozen=True)
class ReadFigure:
    """One figure as the sheet states it; `metric` is the label, `unit` a Unit's value, other text or None."""

    metric: str
    kind: Kind
    period: Period
    quantity: Quantity
    unit: str | None
    printed: str
    cell: str


@dataclass(frozen=True)
class ReadClaim:
    """One printed change beside what the figures give, both in percent, or in the metric's own unit.

    `stated` is None where the cell states no number, `recomputed` where the figures allow none, and `agrees`
    where either is missing.
    """

    metric: str
    text: str
    cell: str
    stated: Decimal | None
    recomputed: Decimal | None
    agrees: bool | None


@dataclass(frozen=True)
class Remark:
    """Something to be told or asked, at its first cell; `cells` are all it is about, `details` the particulars.

    `candidates` are what each cell of an ambiguous column could be, in the order of `cells`.
    """

    code: str
    cell: str
    cells: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    candidates: tuple[tuple[Decimal, ...], ...] = ()


@dataclass(frozen=True)
class Understood:
    """All that a sheet says: every figure that is certain, and everything that is not."""

    figures: tuple[ReadFigure, ...] = ()
    claims: tuple[ReadClaim, ...] = ()
    warnings: tuple[Remark, ...] = ()
    questions: tuple[Remark, ...] = ()
    faults: tuple[Remark, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether every cell was understood."""
        return not self.questions and not self.faults


class Notebook:
    """Remarks as they are made while one sheet is read; addresses get the sheet's name here."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.warnings: list[Remark] = []
        self.questions: list[Remark] = []
        self.faults: list[Remark] = []
        self.withheld = False

    def at(self, address: str) -> str:
        """An address in this sheet: «Ark1!C5»; «C5» in a file of text, whose sheet has no name."""
        return f"{self.sheet}!{address}" if self.sheet and address else address or self.sheet

    def warn(self, code: str, address: str, **details: str) -> None:
        """Tell once: the same word about the same cell is not repeated."""
        remark = Remark(code, self.at(address), details=details)
        if remark not in self.warnings[-20:]:
            self.warnings.append(remark)

    def warn_of(self, code: str, addresses: Sequence[str], details: Mapping[str, str]) -> None:
        """Tell the same of several cells at once."""
        cells = tuple(self.at(address) for address in addresses)
        self.warnings.append(Remark(code, cells[0], cells, details))

    def refuse(self, code: str, address: str, **details: str) -> None:
        self.faults.append(Remark(code, self.at(address), details=details))

    def ask(
        self,
        code: str,
        addresses: Sequence[str],
        details: Mapping[str, str] | None = None,
        candidates: tuple[tuple[Decimal, ...], ...] = (),
    ) -> None:
        """Ask about one or more cells at once."""
        cells = tuple(self.at(address) for address in addresses)
        self.questions.append(Remark(code, cells[0] if cells else self.sheet, cells, details or {}, candidates))

    def ask_before_all(self, code: str, addresses: Sequence[str], **details: str) -> None:
        """Ask what no figure of the sheet is certain without."""
        self.ask(code, addresses, details)
        self.withheld = True
