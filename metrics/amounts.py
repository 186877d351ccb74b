"""One amount: a numeral with its sign, its scale and its unit («-kr 4,7 mill.»).

Pure. Every value the amount can be is kept, with the fault that says why there is more than one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from metrics.choices import Unit
from metrics.number_words import EN_DASH, MINUS, NUMBER_WORDS, SCALES, UNITS_AFTER, UNITS_BEFORE
from metrics.numerals import Fault, NumberWarning, Numeral, read_numeral

WIDE = Context(prec=500)  # more digits than any text considered can hold: nothing is rounded on the way


class RefusedError(Exception):
    """A text that is not one number: the Fault, and the values it could be where a person may choose."""

    def __init__(self, fault: str, candidates: tuple[Decimal, ...] = ()) -> None:
        super().__init__(fault)
        self.fault = fault
        self.candidates = candidates


@dataclass(frozen=True)
class Amount:
    """One value, or every value it could be and the fault; `powers` of ten is its scale, None without one.

    `groups` counts the groups of three behind the first, as in Numeral.
    """

    values: tuple[Decimal, ...]
    fault: str
    warnings: tuple[str, ...]
    unit: Unit | None
    powers: tuple[int, ...] | None
    groups: int = 0


def any_of(words: Iterable[str]) -> str:
    """A pattern for the longest word that fits; a blank in a word stands for any number of blanks."""
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", " +") for word in longest_first)


def one_blank(text: str) -> str:
    return " ".join(text.split())


_AMOUNT = re.compile(
    "(?P<sign>[-–−+] *)?"
    f"(?:(?P<before>{any_of(UNITS_BEFORE)}) *)?"
    "(?P<inner>[-–−+] *)?"
    f"(?:(?P<numeral>[0-9](?:[0-9., ]*[0-9])?)|(?P<word>{any_of(NUMBER_WORDS)})(?= |$))"
    f" *(?P<scale>{any_of(SCALES)})?"
    f" *(?P<after>{any_of(UNITS_AFTER)})?"
)


def read_amount(text: str, decimal_mark: str | None, powers: tuple[int, ...] | None = None) -> Amount | None:
    """The amount a text is, or None; `powers` is the scale that holds when it has none of its own."""
    found = _AMOUNT.fullmatch(text)
    if not found or (found["sign"] and found["inner"]):
        return None
    powers = SCALES[one_blank(found["scale"])] if found["scale"] else powers
    if found["word"] and not powers:
        return None
    before, after = UNITS_BEFORE.get(found["before"]), UNITS_AFTER.get(one_blank(found["after"] or ""))
    if before and after and before != after:
        raise RefusedError(Fault.MIXED_UNITS)
    if found["word"]:
        numeral = Numeral((Decimal(NUMBER_WORDS[found["word"]]),))
    else:
        numeral = read_numeral(found["numeral"], decimal_mark)
    scaled = tuple(value.scaleb(power, WIDE) for power in powers or (0,) for value in numeral.values)
    fault = numeral.fault or (Fault.AMBIGUOUS if len(scaled) > 1 else "")
    amount = Amount(scaled, fault, numeral.warnings, before or after, powers, numeral.groups)
    return _signed(amount, found["sign"] or found["inner"] or "")


def _signed(amount: Amount, sign: str) -> Amount:
    dash = sign.rstrip()
    if dash in ("", "+"):
        return amount
    negative = tuple(value.copy_negate() for value in amount.values)
    if sign != dash and dash != MINUS:  # «– 25 224»: a dash of the sentence as likely as a minus
        return replace(amount, values=negative + amount.values, fault=amount.fault or Fault.AMBIGUOUS)
    warnings = (NumberWarning.EN_DASH_MINUS,) if dash == EN_DASH else ()
    return replace(amount, values=negative, warnings=(*amount.warnings, *warnings))
