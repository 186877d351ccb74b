"""Numbers as people in Norway write them: read without guessing, stored exactly, shown again.

Pure. `read` answers every text with a Reading: a quantity, «empty», or the code of a fault with the numbers
it could have been where a person has to choose. It never raises for a text, and what has two readings is
asked about, never settled here: «1.440» is 1440 or 1.44, and only the column it stands in may know.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import count

from metrics.amounts import WIDE, Amount, RefusedError, any_of, one_blank, read_amount
from metrics.choices import Qualifier, Status, Unit
from metrics.number_words import (
    BOOLEANS,
    DASHES,
    EN_DASH,
    INVISIBLE,
    MINUS,
    MISSING_SIGNS,
    NOT_FINITE,
    QUALIFIERS,
    QUALIFIERS_AFTER,
    SPACES,
    STATUSES,
)
from metrics.numerals import Fault, NumberWarning
from metrics.quantities import Quantity

LONGEST = 200  # characters of a text that is considered at all
MAX_DIGITS = 15  # what a 64-bit float, and so SQLite, keeps exactly
MAX_DECIMALS = 4

_NBSP = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True)
class Reading:
    """What a text says: exactly one of `quantity`, `error` and `empty`.

    `printed` is the text without outer blanks (its first 200 characters), `unit` what the text itself says,
    `warnings` NumberWarning codes, `error` a Fault code or "", and `candidates` the storable values it could
    have been, for a person to choose from.
    """

    printed: str
    quantity: Quantity | None = None
    unit: Unit | str | None = None
    warnings: tuple[str, ...] = ()
    error: str = ""
    candidates: tuple[Decimal, ...] = ()
    empty: bool = False


def read(text: str, decimal_mark: str | None = None) -> Reading:
    """Read one number with the words around it; `decimal_mark` («,» or «.») settles what is ambiguous.

    ValueError only for another decimal mark; whatever the text is, the answer is a Reading.

    >>> read("over 4,7 millioner").quantity
    Quantity(value=Decimal('4700000'), upper=None, qualifier=Qualifier.OVER, status=Status.FINAL)
    >>> str(read("1.440").error), read("1.440").candidates
    ('ambiguous', (Decimal('1.44'), Decimal('1440')))
    """
    if decimal_mark not in (None, ",", "."):
        raise ValueError(f"a decimal mark is a comma or a point, not {decimal_mark!r}")
    printed = text.strip()
    if len(printed) > LONGEST:
        return Reading(printed[:LONGEST], error=Fault.NOT_A_NUMBER)
    plain = _plain_text(printed)
    if not plain:
        return Reading(printed, empty=True)
    try:
        _refuse_at_sight(plain)
        return replace(_read(plain, decimal_mark), printed=printed)
    except RefusedError as refused:
        storable = (canonical(value) for value in refused.candidates if not inexact(value))
        return Reading(printed, error=refused.fault, candidates=tuple(dict.fromkeys(storable)))


def inexact(value: Decimal) -> str:
    """Why a value cannot be kept exactly, or "": the one judge for field, import and API.

    Kept are values below 10^15 with at most 15 significant digits and four decimals. Zeros that end a
    fraction are no digits: 1.50000 is 1.5, and 1.5E+3 is 1500. The codes are not_finite, too_large,
    too_many_decimals and too_many_digits.
    """
    if not value.is_finite():
        return Fault.NOT_FINITE
    if not value:
        return ""
    if value.adjusted() >= MAX_DIGITS:
        return Fault.TOO_LARGE
    digits, exponent = _significant(value)
    if exponent < -MAX_DECIMALS:
        return Fault.TOO_MANY_DECIMALS
    return Fault.TOO_MANY_DIGITS if len(digits) > MAX_DIGITS else ""


def canonical(value: Decimal) -> Decimal:
    """The same value written one way: no exponent, no zeros after the fraction, no negative zero.

    ValueError with the code of `inexact` for a value that cannot be kept.

    >>> canonical(Decimal("1.5E+3")), canonical(Decimal("1.50000"))
    (Decimal('1500'), Decimal('1.5'))
    """
    if fault := inexact(value):
        raise ValueError(fault)
    digits, exponent = _significant(value)
    if exponent > 0:
        digits, exponent = digits + "0" * exponent, 0
    return Decimal((int(value < 0), tuple(map(int, digits)), exponent))


def show(value: Decimal, decimals: int | None = None) -> str:
    """The number in Norwegian: groups of three, decimal comma, a real minus, never an exponent.

    Without `decimals` exactly the digits that say something; with it that many, halves rounded away from
    zero. ValueError for NaN and infinity, and for fewer than no decimals.

    >>> show(Decimal("-2273478728.50"))
    '−2\\xa0273\\xa0478\\xa0728,5'
    """
    if not value.is_finite() or (decimals is not None and decimals < 0):
        raise ValueError(f"cannot show {value} with {decimals} decimals")
    if decimals is not None:
        value = _to_places(value, decimals, ROUND_HALF_UP)
    whole, _, part = format(value.copy_abs(), ",f").partition(".")
    if decimals is None:
        part = part.rstrip("0")
    minus = MINUS if value < 0 else ""
    return minus + whole.replace(",", _NBSP) + (f",{part}" if part else "")


def rounded(
    value: Decimal, decimals: int = MAX_DECIMALS, rounding: str = ROUND_HALF_UP, apart: Collection[Decimal] = ()
) -> Decimal:
    """A computed value for a screen, with as many decimals as can be stored or fewer.

    With more only where rounding would lay the value on, or beyond, one of the numbers it is to be kept
    `apart` from: 99.96 is 100.0, but stays 99.96 beside a target of 100.
    """
    for places in count(decimals):
        shown = _to_places(value, places, rounding)
        if all(shown.compare(one) == value.compare(one) for one in apart):
            break
    return shown


def _to_places(value: Decimal, places: int, rounding: str) -> Decimal:
    wide = Context(prec=max(value.adjusted(), 0) + places + 2)
    return value.quantize(Decimal((0, (1,), -places)), rounding, wide)


def _significant(value: Decimal) -> tuple[str, int]:
    """Digits without the zeros that end them, and the power of ten of the last one."""
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)  # noqa: S101 - tells mypy what is_finite() has settled
    written = "".join(map(str, digits))
    kept = written.rstrip("0")
    return (kept, exponent + len(written) - len(kept)) if kept else ("0", 0)


# A text is made plain (blanks, letters), peeled from both ends, and what is left must be an amount or a span.


# Two blanks for a tab or line break: enough between words, never right inside a number.
_BLANKS = {
    **INVISIBLE,
    **dict.fromkeys(SPACES, " "),
    **dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), "  "),
    0x2010: "-",  # hyphen and non-breaking hyphen, which Word puts in
    0x2011: "-",
    0x2012: EN_DASH,  # figure dash
}


def _plain_text(text: str) -> str:
    # NFC joins e and its accent («én»); NFKC would turn full-width digits into ours, which is guessing.
    return unicodedata.normalize("NFC", text).translate(_BLANKS).strip().lower()


_EXPONENT = re.compile("[-+–−]?[0-9][0-9.,]*e[-+–−]?[0-9]+")
_DATE = re.compile("[0-9]{1,2}[.] ?[0-9]{1,2}[.] ?(?:[0-9]{2}|[0-9]{4})|(?:19|2[01])[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?")


def _refuse_at_sight(text: str) -> None:
    if text.startswith("#") and not text[1:2].isdecimal():
        raise RefusedError(Fault.EXCEL_ERROR)
    if text in BOOLEANS:
        raise RefusedError(Fault.BOOLEAN)
    if text.lstrip("+-–−") in NOT_FINITE:
        raise RefusedError(Fault.NOT_FINITE)
    if any(sign.isdecimal() and not sign.isascii() for sign in text):
        raise RefusedError(Fault.FOREIGN_DIGITS)
    if _EXPONENT.fullmatch(text):
        raise RefusedError(Fault.EXPONENT)
    if _DATE.fullmatch(text):
        raise RefusedError(Fault.DATE)


@dataclass(frozen=True)
class _Words:
    """What was peeled off around the amount."""

    qualifier: Qualifier | None = None
    status: Status | None = None
    warnings: tuple[str, ...] = ()

    def qualified(self, qualifier: Qualifier) -> "_Words":
        if self.qualifier:
            raise RefusedError(Fault.TWO_QUALIFIERS)
        return replace(self, qualifier=qualifier)

    def settled(self, status: Status) -> "_Words":
        if self.status not in (None, status):
            raise RefusedError(Fault.NOT_A_NUMBER)
        return replace(self, status=status)


_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_STAR = re.compile(r" *(?<![*])[*]$")
_RAISED = re.compile(f"[{_SUPERSCRIPTS}]{{1,2}}$")
# A bare digit is a footnote only after a blank or a sign: the 1 of «12341)» may belong to the number.
_NOTE = re.compile(r"(?: +(?:[0-9]{1,2}|[a-z])|(?<=[^ 0-9(.,])[0-9]{1,2})[)]$")
_STATUS_AFTER = re.compile(rf" *[(](?P<bracketed>{any_of(STATUSES)})[)]$| +(?P<word>{any_of(STATUSES)})$")
_STATUS_BEFORE = re.compile(rf"(?P<word>{any_of(STATUSES)})(?: *: *| +)")
_QUALIFIER_AFTER = re.compile(rf" +(?P<word>{any_of(QUALIFIERS_AFTER)})$")
# A word needs a blank after it, a sign or an abbreviation's full stop does not: «ca.1440», «>5».
_QUALIFIER_BEFORE = re.compile(rf"(?P<word>{any_of(QUALIFIERS)})(?:(?<![a-zæøå]) *| +)")


def _peel_end(text: str, words: _Words) -> tuple[str, _Words]:
    """Take footnote marks, status and qualifier off the end, from the outside in."""
    while True:
        if found := _STATUS_AFTER.search(text):
            words = words.settled(STATUSES[one_blank(found["bracketed"] or found["word"])])
        elif found := _STAR.search(text):
            words = words.settled(Status.PROVISIONAL)
        elif found := _QUALIFIER_AFTER.search(text):
            words = words.qualified(QUALIFIERS_AFTER[one_blank(found["word"])])
        elif found := _footnote(text):
            words = replace(words, warnings=(NumberWarning.FOOTNOTE_MARK,))
        else:
            return text, words
        text = text[: found.start()].rstrip()


def _footnote(text: str) -> re.Match[str] | None:
    if found := _RAISED.search(text):
        if text[: found.start()].lstrip("-+–−") == "10":  # 10³ is a thousand as likely as a footnote
            power = int("".join(str(_SUPERSCRIPTS.index(sign)) for sign in found[0]))
            raise RefusedError(Fault.AMBIGUOUS, (Decimal(10), Decimal((0, (1,), power))))
        return found
    return _NOTE.search(text) if text.count("(") < text.count(")") else None


def _peel_start(text: str, words: _Words) -> tuple[str, _Words]:
    """Take status and qualifier off the start, in either order."""
    while True:
        if found := _STATUS_BEFORE.match(text):
            words = words.settled(STATUSES[one_blank(found["word"])])
        elif found := _QUALIFIER_BEFORE.match(text):
            words = words.qualified(QUALIFIERS[one_blank(found["word"])])
        else:
            return text, words
        text = text[found.end() :]


_BETWEEN = re.compile("(?:mellom|between) +(?P<lower>[^ ].*?) +(?:og|and) +(?P<upper>.+)")
_SPANS = (
    _BETWEEN,
    *(
        re.compile(pattern)
        for pattern in (
            "(?:fra|frå|from) +(?P<lower>[^ ].*?) +(?:til|to) +(?P<upper>.+)",
            "(?P<lower>.+?) +(?:til|to) +(?P<upper>.+)",
            # Blanks on both sides or on neither: «5 -10» is two numbers, or one with a stray blank.
            "(?P<lower>.*?[0-9a-z%.])(?P<blank> ?)[-–](?P=blank)(?P<upper>[^ ].*)",
        )
    ),
)
# «2019–2021» is a stretch of time at least as likely as a span; «mellom 2019 og 2021» is one value.
_YEAR = re.compile("(?:19|2[01])[0-9]{2}")
_BRACKETED = re.compile(r"[(](?P<inside>.+)[)]|(?P<before>.*[0-9]) ?[-–−]")


def _read(text: str, decimal_mark: str | None) -> Reading:
    text, words = _peel_end(text, _Words())
    if status := MISSING_SIGNS.get(one_blank(text)):
        if words.qualifier or words.status:
            raise RefusedError(Fault.NOT_A_NUMBER)
        return Reading("", Quantity(status=status), warnings=words.warnings)
    text, words = _peel_start(text, words)
    if amount := read_amount(text, decimal_mark):
        return _single(amount, words)
    for pattern in _SPANS:
        if found := pattern.fullmatch(text):
            return _span(found, words, decimal_mark)
    raise _unread(text, decimal_mark)


def _single(amount: Amount, words: _Words) -> Reading:
    if amount.fault:
        raise RefusedError(amount.fault, amount.values)
    quantity = Quantity(
        _exact(amount.values[0]),
        None,
        words.qualifier or Qualifier.EXACT,
        words.status or Status.FINAL,
    )
    return Reading("", quantity, amount.unit, _distinct(amount.warnings, words.warnings))


def _span(found: re.Match[str], words: _Words, decimal_mark: str | None) -> Reading:
    """«10–15 mill. kr»: the scale and unit of the upper value hold for a lower one that has none."""
    if words.qualifier:
        raise RefusedError(Fault.TWO_QUALIFIERS)
    upper = _end_of_span(found["upper"], decimal_mark, None)
    lower = _end_of_span(found["lower"], decimal_mark, upper.powers)
    ends = found.group("lower", "upper")
    years = found.re is not _BETWEEN and upper.powers is None and all(map(_YEAR.fullmatch, ends))
    if years or (lower.powers and not upper.powers) or _shares_groups(lower, upper):
        raise RefusedError(Fault.AMBIGUOUS)
    if lower.unit and upper.unit and lower.unit != upper.unit:
        raise RefusedError(Fault.MIXED_UNITS)
    quantity = Quantity(
        _exact(lower.values[0]), _exact(upper.values[0]), Qualifier.BETWEEN, words.status or Status.FINAL
    )
    if lower.values[0] >= upper.values[0]:
        raise RefusedError(Fault.BAD_SPAN)
    warnings = _distinct(lower.warnings, upper.warnings, words.warnings)
    return Reading("", quantity, upper.unit or lower.unit, warnings)


def _shares_groups(lower: Amount, upper: Amount) -> bool:
    """Whether the lower value may leave out the upper's groups: «20–30 000», but not «500–1 000»."""
    if lower.groups or not upper.groups or lower.powers != upper.powers:
        return False
    return lower.values[0] < lower.values[0].scaleb(3 * upper.groups, WIDE) < upper.values[0]


def _end_of_span(text: str, decimal_mark: str | None, powers: tuple[int, ...] | None) -> Amount:
    amount = read_amount(text, decimal_mark, powers)
    if not amount:
        _, words = _peel_start(text, _Words())
        raise RefusedError(Fault.TWO_QUALIFIERS if words.qualifier else Fault.NOT_A_NUMBER)
    if amount.fault:
        raise RefusedError(amount.fault)
    return amount


def _exact(value: Decimal) -> Decimal:
    fault = inexact(value)
    if fault in (Fault.TOO_MANY_DIGITS, Fault.TOO_MANY_DECIMALS):
        raise RefusedError(Fault.TOO_PRECISE)
    if fault:
        raise RefusedError(fault)
    return canonical(value)


def _distinct(*warnings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(warning for group in warnings for warning in group))


def _unread(text: str, decimal_mark: str | None) -> RefusedError:
    """What to say of a text that is neither amount nor span."""
    bare = text.removeprefix("kr").removeprefix(".").removeprefix("nok").strip()
    if bare and set(bare) <= set(DASHES):
        return RefusedError(Fault.ASK)
    if found := _BRACKETED.fullmatch(text):
        # (1 234) and 1 234- are how accounts write a negative number, and how others write an aside.
        amount = read_amount((found["inside"] or found["before"]).strip(), decimal_mark)
        if amount:
            negative = tuple(value.copy_negate() for value in amount.values)
            return RefusedError(Fault.AMBIGUOUS, negative + amount.values)
    if re.match("[-+–−]? ?[0-9]", text) and any(sign.isalpha() or sign in "$€£‰°" for sign in text):
        return RefusedError(Fault.UNKNOWN_WORD)
    return RefusedError(Fault.NOT_A_NUMBER)
