"""Units and scales that stand outside the number: «mill. kr», «i 1000», «(%)» in headings, labels and titles. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from metrics.amounts import any_of
from metrics.choices import Unit
from metrics.number_words import NUMBER_WORDS, SCALES

_POWERS: dict[str, int] = {
    word: power
    for power, words in {
        3: "tusen|tusener|tusenar|1000|1 000|1.000|thousand|thousands|'000|hele tusen|heile tusen",
        6: "mill.|mill|million|millions|millioner|millionar|1 000 000|1000000",
        9: "mrd.|mrd|milliard|milliarder|milliardar",
    }.items()
    for word in words.split("|")
}
_COMPOUND = {"mnok": 6, "tnok": 3, "tkr": 3, "tkr.": 3, "knok": 3, "mkr": 6, "mkr.": 6, "mrdkr": 9}
_NOK = ("kr", "kr.", "kroner", "krone", "nok", "norske kroner")
_PERCENT = ("%", "prosent", "pst.", "pst", "pct.", "pct", "percent", "per cent", "i %", "percentage")
_COUNT = ("antall", "antal", "stk", "stk.", "count", "number", "tal på")

_LEAD = (
    "(?:(?:alle |all )?(?:tall|tallene|tal|tala|beløp|beløpa|beløpene|antall|antal|figures|amounts|numbers|verdier)"
    " (?:er |are )?(?:oppgitt |oppgjevne |vist |given )?(?=i |in |kr |nok |[x×*] ?[0-9]))?(?:(?:i|in) )?"
)
_SCALED = re.compile(
    f"{_LEAD}(?:(?P<before>{any_of(_NOK)}) ?)?(?:[x×*] ?)?(?:(?:hele|heile|whole) )?"
    f"(?P<scale>{any_of(_POWERS)})(?: ?(?P<after>{any_of(_NOK)}))?"
)
_PLAIN = re.compile(
    f"{_LEAD}(?:(?P<compound>{any_of(_COMPOUND)})|(?P<nok>{any_of(_NOK)})|(?P<percent>{any_of(_PERCENT)}))"
)


@dataclass(frozen=True)
class Measure:
    """A unit and a scale as stated in one place; `power` of ten is None where no scale is stated."""

    unit: Unit | None = None
    power: int | None = None


def read_measure(text: str) -> Measure | None:
    """The unit and scale a whole text is (lower case, single blanks), or None.

    >>> read_measure("beløp i 1000 kroner") == Measure(Unit.NOK, 3)
    True
    """
    if text in _COUNT:
        return Measure(Unit.COUNT)
    if found := _SCALED.fullmatch(text):
        unit = Unit.NOK if found["before"] or found["after"] else None
        return Measure(unit, _POWERS[found["scale"]])
    if found := _PLAIN.fullmatch(text):
        if found["compound"]:
            return Measure(Unit.NOK, _COMPOUND[found["compound"]])
        return Measure(Unit.NOK if found["nok"] else Unit.PERCENT)
    return None


_INSIDE = re.compile(r"[(\[]([^()\[\]]+)[)\]]")
_TAIL = re.compile("(?:, ?|: ?| [-–] |(?<!mill)(?<!mrd)[.] )([^,:]+)$")
_WITH_IN = re.compile("(?: |^)((?:i|in) [^,]+?)[.]?$")
_LOOSE = re.compile(
    r"(?<![\wæøå])(?:tusen|mill[.]?|million(?:er|ar|s)?|mrd[.]?|milliard(?:er|ar)?|thousands?|billion(?:s|er|ar)?"
    r"|[mtk]nok|[mt]kr"
    r"|(?:i|in|i hele|i heile|x|×|kr|kr[.]|nok|kroner)[ ]?1[ .]?000(?:[ .]000)?"
    r"|1[ .]?000 (?:kr|kroner|nok)|['’]000)(?![\wæøå])"
    r"|[(\[]000(?:[ .,]?000)?[)\]]"
)
# «Tall i prosent der ikke annet er oppgitt», «Beløp i kroner per bruker»: of which numbers it holds is not said.
_SPOKEN = re.compile(
    r"(?<![\wæøå])(?:(?:i|in) (?:hele |heile )?)(?:%|(?:prosent|pst|pct|percent|per cent|kroner|kr|nok)(?![\wæøå]))"
)
_PARTLY = re.compile(
    r"(?<![\wæøå])(?:annet|anna|annleis|annerledes|otherwise|unntatt|unnateke|unntak|except)(?![\wæøå])"
    r"|^(?:alle |all )?(?:tall|tallene|tal|tala|beløp|beløpa|beløpene|verdier|verdiene|figures|amounts|numbers)[ :]"
)
_COUNTED = re.compile(rf"(?:[0-9]|(?<![\wæøå])(?:{any_of(NUMBER_WORDS)}|flere|fleire|hundre)) *$")


@dataclass(frozen=True)
class Stated:
    """What a label or title says of unit and scale; `unclear` when it speaks of a scale we cannot place."""

    measure: Measure | None = None
    unclear: bool = False


def find_measure(text: str) -> Stated:
    """What a longer text (lower case, single blanks) states: «kostnader (mill. kr)», «omsetning i 1000 kr».

    >>> find_measure("driftskostnader, mill. kr").measure == Measure(Unit.NOK, 6)
    True
    """
    if _SPOKEN.search(text) and _PARTLY.search(text) and not read_measure(text.rstrip(".:")):
        return Stated(unclear=True)
    places = [text, *_INSIDE.findall(text), *_TAIL.findall(text), *_WITH_IN.findall(text)]
    found = {measure for place in places if (measure := read_measure(place.strip())) and measure.unit != Unit.COUNT}
    if len(found) > 1:
        return Stated(unclear=True)
    if found:
        return Stated(found.pop())
    loose = any(not _COUNTED.search(text[: match.start()]) for match in _LOOSE.finditer(text))
    return Stated(unclear=loose)


_OWN_SCALE = re.compile(rf"(?<![a-zæøå])(?:{any_of(SCALES)})(?![a-zæøå])")


def has_scale(text: str) -> bool:
    """Whether the text of a cell states a scale itself: «4,7 mill.»."""
    return bool(_OWN_SCALE.search(text.lower()))


def combine(cell: Unit | str | None, near: Iterable[Measure | None], table: Measure | None) -> Measure | None:
    """The unit and scale that hold for a cell, or None when they contradict each other.

    `near` are those of its row and its column; what the whole table says holds where these and the cell say
    nothing. A scale is never applied twice: «mill. kr» in heading and label is one million.
    """
    stated = [one for one in near if one]
    if not stated and not table and not cell:
        return Measure()
    if not stated and table and not (cell and table.unit and cell != table.unit):
        stated = [table]
    units = {one.unit for one in stated if one.unit} | ({Unit(cell)} if cell in Unit.values else set())
    powers = {one.power for one in stated if one.power is not None}
    # «kr» beside «mill. kr»: one of them is wrong, and nobody can tell which.
    whole = any(one.unit == Unit.NOK and one.power is None for one in stated)
    scaled = any(one.unit == Unit.NOK and one.power is not None for one in stated)
    whole = whole or (cell == Unit.NOK and bool(powers))
    scaled = scaled or bool(table and table.power is not None and not powers) or (cell == Unit.NOK and bool(powers))
    percent_of = bool(powers) and bool(units & {Unit.PERCENT})
    if len(units) > 1 or len(powers) > 1 or (whole and scaled) or percent_of:
        return None
    return Measure(units.pop() if units else None, powers.pop() if powers else None)
