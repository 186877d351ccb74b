"""Digits with their groups and decimal mark: every number a numeral can be.

Pure. Only the digits are read here («1 440,5»); signs, words and units around them belong to `numbers`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Fault(StrEnum):
    """Why a text was not read as a number, or a number cannot be kept."""

    AMBIGUOUS = "ambiguous"
    ASK = "ask"  # a dash alone: zero in the tables of Statistics Norway, «not stated» elsewhere
    ENGLISH_FORMAT = "english_format"
    BAD_GROUPING = "bad_grouping"
    LEADING_ZEROS = "leading_zeros"  # 0301 is a code, such as a municipality's
    BAD_SPAN = "bad_span"  # the upper value is not above the lower
    TWO_QUALIFIERS = "two_qualifiers"
    MIXED_UNITS = "mixed_units"
    UNKNOWN_WORD = "unknown_word"
    FOREIGN_DIGITS = "foreign_digits"
    EXPONENT = "exponent"
    DATE = "date"
    BOOLEAN = "boolean"
    EXCEL_ERROR = "excel_error"
    NOT_A_NUMBER = "not_a_number"
    NOT_FINITE = "not_finite"
    TOO_PRECISE = "too_precise"
    TOO_LARGE = "too_large"
    TOO_MANY_DIGITS = "too_many_digits"
    TOO_MANY_DECIMALS = "too_many_decimals"


class NumberWarning(StrEnum):
    """What was read, but not written as it should be."""

    EN_DASH_MINUS = "en_dash_minus"
    DOT_THOUSANDS = "dot_thousands"
    COMMA_THOUSANDS = "comma_thousands"
    OTHER_MARK = "other_mark"  # the decimal mark is not the one said to be used here
    FOOTNOTE_MARK = "footnote_mark"


@dataclass(frozen=True)
class Numeral:
    """The numbers some digits can be: one with fault "", several or English with the fault that says so.

    `groups` counts the groups of three behind the first: two in «1 440 000», none in «1440000».
    """

    values: tuple[Decimal, ...] = ()
    fault: str = ""
    warnings: tuple[str, ...] = ()
    groups: int = 0


_GROUPED = "[1-9][0-9]{0,2}(?:%s[0-9]{3})+"
_PLAIN = re.compile(rf"(?P<whole>0|[1-9][0-9]*|{_GROUPED % ' '})(?:(?P<mark>[.,])(?P<part>[0-9]+))?")
_DOTTED = re.compile(rf"(?P<whole>{_GROUPED % '[.]'})(?:(?P<mark>,)(?P<part>[0-9]+))?")
_ENGLISH = re.compile(rf"(?P<whole>{_GROUPED % ','})(?:(?P<mark>[.])(?P<part>[0-9]+))?")
# Each form with the decimal mark it supposes ("" where the digits tell) and the warning it earns.
_FORMS = (
    (_PLAIN, "", ()),
    (_DOTTED, ",", (NumberWarning.DOT_THOUSANDS,)),
    (_ENGLISH, ".", (NumberWarning.COMMA_THOUSANDS,)),
)
_NOT_A_DIGIT = re.compile("[^0-9]")


@dataclass(frozen=True)
class _Form:
    value: Decimal
    mark: str
    warnings: tuple[str, ...]
    english: bool
    groups: int


def read_numeral(text: str, decimal_mark: str | None) -> Numeral:
    """Every number the digits can be, as a decimal fraction first; `decimal_mark` settles what it can.

    A group has three digits and the first does not begin with 0, so 0,718 has one reading and 6,718 two.

    >>> read_numeral("6,718", None).values
    (Decimal('6.718'), Decimal('6718'))
    """
    forms = _forms(text)
    if not forms:
        return Numeral(fault=Fault.LEADING_ZEROS if re.match("0[0-9 ]", text) else Fault.BAD_GROUPING)
    other_mark: tuple[str, ...] = ()
    if decimal_mark:
        agreeing = [form for form in forms if form.mark in ("", decimal_mark)]
        other_mark = () if agreeing else (NumberWarning.OTHER_MARK,)
        forms = agreeing or forms
    values = tuple(form.value for form in forms)
    if len(values) > 1:
        return Numeral(values, Fault.AMBIGUOUS)
    if forms[0].english and decimal_mark != ".":
        return Numeral(values, Fault.ENGLISH_FORMAT)
    return Numeral(values, "", (*forms[0].warnings, *other_mark), forms[0].groups)


def _forms(text: str) -> list[_Form]:
    found = [(pattern.fullmatch(text), mark, warnings) for pattern, mark, warnings in _FORMS]
    return [
        _Form(
            value=_value(match),
            mark=mark or match["mark"] or "",
            warnings=warnings,
            english=match.re is _ENGLISH,
            groups=len(_NOT_A_DIGIT.findall(match["whole"])),
        )
        for match, mark, warnings in found
        if match
    ]


def _value(found: re.Match[str]) -> Decimal:
    whole = _NOT_A_DIGIT.sub("", found["whole"])
    return Decimal(f"{whole}.{found['part']}" if found["part"] else whole)
