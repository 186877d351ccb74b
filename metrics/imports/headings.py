"""What one heading says: a role, a kind, a period, a unit and scale, a status, or that it is not known. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from metrics.choices import Granularity, Kind, Status, Unit
from metrics.imports.heading_words import CHANGES, JOINING, KINDS, NOT_RESULTS, OTHER_KINDS, ROLES, Role
from metrics.imports.scales import Measure, read_measure
from metrics.number_words import INVISIBLE, STATUSES
from metrics.periods import Period, PeriodError, read_period

Said = TypeVar("Said")
LONGEST = 80  # characters of a text that is considered as a heading


@dataclass(frozen=True)
class Part:
    """A part of a year that another cell names: the third quarter, June."""

    granularity: Granularity
    number: int

    def of_year(self, year: int) -> Period:
        """That part of a year; PeriodError where the year has none."""
        return Period.nth(self.granularity, year, self.number)


@dataclass(frozen=True)
class Heading:
    """What a heading says; `known` is False where some word of it was not understood."""

    role: Role | None = None
    kind: Kind | None = None
    period: Period | None = None
    part: Part | None = None
    measure: Measure | None = None
    status: Status | None = None
    points: bool = False
    earlier: Period | None = None
    marked: bool = False
    known: bool = True
    text: str = ""

    @property
    def timed(self) -> bool:
        return self.period is not None or self.part is not None


UNKNOWN = Heading(known=False)

_FOOTNOTE = re.compile(r"(?: *[*]+| *[¹²³⁰-⁹]{1,2}| +[0-9]{1,2}[)]|(?<=[a-zæøåA-ZÆØÅ.)])[0-9]{1,2}[)])$")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case, no invisible signs, every run of blanks as one."""
    return " ".join(unicodedata.normalize("NFC", text).translate(INVISIBLE).lower().split())


def without_mark(text: str) -> tuple[str, bool]:
    """A label without the footnote marks that end it, and whether there were any: «Brev¹», «Brev 1)», «Brev*»."""
    tidy = " ".join(text.translate(INVISIBLE).split())
    bare = tidy
    while found := _FOOTNOTE.search(bare):
        bare = bare[: found.start()].rstrip()
    return (bare, bare != tidy) if bare else (tidy, False)


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """Read one heading in whatever order its parts stand: «Mål 2021», «2021 (resultat)», «Resultat, mill. kr».

    >>> read_heading("Resultat 2. tertial 2021").kind, read_heading("Resultat 2. tertial 2021").period.code
    (Kind.RESULT, '2021-T2')
    """
    bare, marked = without_mark(text)
    words = plain(bare)
    if not words or len(words) > LONGEST:
        return replace(UNKNOWN, text=text)
    found = _change(words) or _read(words.rstrip(":"))
    return replace(found or UNKNOWN, marked=marked, text=text)


_BRACKETED = re.compile(r"(?P<before>.*?) ?[(\[](?P<inside>[^()\[\]]+)[)\]] ?(?P<after>.*)")
_BREAK = re.compile("(?: ?[,:/] ?| [-–] | )")


def _read(words: str) -> Heading | None:
    if whole := _atom(words):
        return whole
    if found := _BRACKETED.fullmatch(words):
        rest = f"{found['before']} {found['after']}".strip()
        return _joined(_read(found["inside"]), _read(rest) if rest else Heading())
    for cut in _BREAK.finditer(words):
        left, right = words[: cut.start()], words[cut.end() :]
        first = Heading() if left in JOINING else _atom(left)
        if first and right and (both := _joined(first, _read(right))):
            return both
    return None


def _atom(words: str) -> Heading | None:
    """The one thing a text is, if it is one."""
    if words in KINDS:
        return Heading(kind=KINDS[words])
    if words in ROLES and words not in ("antall", "antal", "number", "count"):
        return Heading(role=ROLES[words])
    if words in STATUSES:
        return Heading(status=STATUSES[words])
    if measure := read_measure(words):
        return Heading(measure=measure) if measure.unit != Unit.COUNT else Heading(role=Role.VALUE)
    if period := _period(words):
        return Heading(period=period)
    if part := read_part(words):
        return Heading(part=part)
    return None


def _period(words: str) -> Period | None:
    try:
        reading = read_period(words)
    except PeriodError:
        return None
    return None if reading.warnings else reading.period


@lru_cache(maxsize=1024)
def read_part(text: str) -> Part | None:
    """A part of a year without its year: «1. tertial», «K2», «juni»; None for anything else.

    >>> read_part("1. tertial") == Part(Granularity.TERTIAL, 1)
    True
    """
    # A leap year with 53 weeks has every part a year can have.
    period = _period(f"{plain(text).removesuffix('.')} 2020") or _period(f"{plain(text)} 2020")
    if not period or period.granularity in (Granularity.YEAR, Granularity.DAY):
        return None
    return Part(period.granularity, period.number)


def _joined(one: Heading | None, other: Heading | None) -> Heading | None:
    """Both at once; None where either is not known or they say two things of the same."""
    if one is None or other is None:
        return None
    try:
        both = Heading(
            role=_one(*(each.role for each in (one, other) if each.role != Role.VALUE)) or one.role or other.role,
            kind=_one(one.kind, other.kind),
            period=_one(one.period, other.period),
            part=_one(one.part, other.part),
            measure=_one(one.measure, other.measure),
            status=_one(one.status, other.status),
        )
    except ValueError:
        return None
    if both.part and both.period:
        if both.period.granularity != Granularity.YEAR:
            return None
        return _part_of(both, both.part, both.period.year)
    return both


def _one(*values: Said | None) -> Said | None:
    """The one thing that is said; ValueError where two are."""
    said = {value for value in values if value is not None}
    if len(said) > 1:
        raise ValueError("two things said")
    return said.pop() if said else None


def _part_of(heading: Heading, part: Part, year: int) -> Heading | None:
    try:
        return replace(heading, part=None, period=part.of_year(year))
    except PeriodError:
        return None


def join(upper: Heading, lower: Heading) -> Heading | None:
    """A heading over another, as one; None where they contradict each other.

    >>> join(read_heading("2021"), read_heading("Mål")).kind
    Kind.TARGET
    """
    if not upper.known or not lower.known:
        return None
    both = _joined(upper, lower)
    if both is None:
        return None
    text = " ".join(filter(None, (upper.text, lower.text)))
    return replace(
        both,
        text=text,
        marked=upper.marked or lower.marked,
        points=upper.points or lower.points,
        earlier=upper.earlier or lower.earlier,
    )


_CHANGE = re.compile(
    r"(?P<percent>% |prosentvis |prosent |percent(?:age)? )?(?:årlig |årleg |annual )?"
    r"(?P<word>vekst|endring|growth|change)"
    r"(?: ?(?:[(]|i |in |, ?)?(?P<unit>%|prosent|pst[.]?|pct[.]?|percent|prosentpoeng|percentage points)[)]?)?"
    r"(?: ?(?:fra|frå|from|siden|sidan|since|i|in)? ?(?P<years>[0-9]{4}(?: ?(?:[-–]|til|to) ?[0-9]{4})?))?"
    r"(?: ?[(]?(?P<late>%|prosent|pst[.]?|prosentpoeng)[)]?)?"
)


def _change(words: str) -> Heading | None:
    """A column of change, with the years it names: «Vekst 2019–2021 (%)», «Endring fra 2020»."""
    found = _CHANGE.fullmatch(words)
    if not found:
        return None
    years = [_period(year) for year in re.findall("[0-9]{4}", found["years"] or "")]
    unit = found["unit"] or found["late"] or ""
    points = unit in ("prosentpoeng", "percentage points")
    percent = bool(found["percent"] or unit) and not points
    return Heading(
        role=Role.CHANGE,
        measure=Measure(Unit.PERCENT) if percent else None,
        points=points,
        earlier=years[0] if years and years[0] else None,
        period=years[1] if len(years) == 2 else None,
    )


_NOT_RESULTS = re.compile(
    rf"(?<![\wæøå])(?:{NOT_RESULTS})(?![\wæøå])"
    # «Mål: Saker», «Saker, mål per år», «Saker mål», but «Mål 1» is a goal
    rf"|(?:^|[(\[:,/] ?| [-–] |(?<![\wæøå])(?:er|is|are|viser|som|as) )(?:{OTHER_KINDS})"
    r"(?![\wæøå])(?! [0-9]{1,2}(?![0-9]))"
    rf"|(?<![\wæøå])(?:{OTHER_KINDS})[)\]]?[:.]?$"
)
_CHANGES = re.compile(rf"(?<![\wæøå])(?:{CHANGES})(?![\wæøå])")
_CHANGES_FIRST = re.compile(rf"(?:%-?|prosentvis|prosent|percent(?:age)?|årlig|annual)? ?(?:{CHANGES})(?![\wæøå])")
_KIND_AT_END = re.compile(
    "(?P<label>.+?)(?: ?[-–,:] ?| ?[(])(?P<kind>"
    + "|".join(sorted(map(re.escape, KINDS), key=len, reverse=True))
    + ")[)]?",
    re.IGNORECASE,
)


def speaks_of_other_kinds(text: str) -> bool:
    """Whether a title or label says that its numbers may be targets, forecasts or baselines."""
    return bool(_NOT_RESULTS.search(plain(text)))


def speaks_of_changes(text: str, explained: bool = False) -> bool:
    """Whether a title says that its numbers may be changes; `explained` where a column of changes stands below it."""
    words = plain(text)
    return bool(_CHANGES_FIRST.match(words) if explained else _CHANGES.search(words))


def kind_at_end(label: str) -> tuple[str, Kind] | None:
    """A label that ends in its kind, as label and kind: «Oppetid – måltall», «Oppetid (resultat)»."""
    found = _KIND_AT_END.fullmatch(label.strip())
    return (found["label"].strip(), KINDS[found["kind"].lower()]) if found else None


def fill_forward(row: dict[int, Heading], columns: list[int]) -> Iterator[tuple[int, Heading]]:
    """Each column with the nearest heading at or left of it, where that heads a group: a period or a kind."""
    last: Heading | None = None
    for column in columns:
        last = row.get(column, last)
        if last and last.known and (last.timed or last.kind) and last.role is None:
            yield column, last
