"""What is said of a text that is no number or period, or read with a doubt, and of a value that smells of a slip.

The pure modules answer with codes; the words are here, the same for every door figures come in by.
"""

from decimal import Decimal

from django.utils.translation import gettext as _

from metrics.numbers import Reading, read, show
from metrics.numerals import Fault, NumberWarning
from metrics.periods import PeriodError, PeriodFault, PeriodReading
from metrics.slips import Slip, SlipCode
from metrics.wording import period_text, with_unit


def number_objection(reading: Reading) -> str:
    """Say why a text was not read as a number, and how to write what it could have meant."""
    words = {
        Fault.AMBIGUOUS: _("«%(text)s» can be read in more than one way."),
        Fault.ASK: _("A dash can mean zero or not stated. Write 0, or leave it empty and say why it is missing."),
        Fault.ENGLISH_FORMAT: _("«%(text)s» is written the English way, with commas between the thousands."),
        Fault.BAD_GROUPING: _("The digits of «%(text)s» are not grouped in threes."),
        Fault.LEADING_ZEROS: _("«%(text)s» begins with zeros and looks like a code, not a number."),
        Fault.BAD_SPAN: _("The last value of «%(text)s» must be larger than the first."),
        Fault.TWO_QUALIFIERS: _("«%(text)s» is qualified twice. Choose one of the words."),
        Fault.MIXED_UNITS: _("«%(text)s» mixes units."),
        Fault.UNKNOWN_WORD: _("«%(text)s» has a number, and words or signs that are not understood."),
        Fault.FOREIGN_DIGITS: _("Write the number with the digits 0 to 9."),
        Fault.EXPONENT: _("«%(text)s» is written with an exponent. Write the number in full."),
        Fault.DATE: _("«%(text)s» looks like a date."),
        Fault.BOOLEAN: _("«%(text)s» is true or false, not a number."),
        Fault.EXCEL_ERROR: _("«%(text)s» is an error from a spreadsheet."),
        Fault.NOT_FINITE: _("«%(text)s» is not a finite number."),
        Fault.TOO_PRECISE: _("«%(text)s» has more than 15 digits or four decimals. Round it."),
        Fault.TOO_LARGE: _("«%(text)s» is too large to be kept exactly."),
    }.get(Fault(reading.error), _("«%(text)s» is not a number.")) % {"text": reading.printed}
    if not reading.candidates:
        return words
    ways = _(" or ").join(f"«{unmistakable(value)}»" for value in reading.candidates)
    return " ".join((words, _("Write %(ways)s.") % {"ways": ways}))


def unmistakable(value: Decimal) -> str:
    """Write a number so that it can be read in one way only: «1 440», «1,44», «6,7180»."""
    text = show(value)
    return text if read(text).quantity else show(value, 4)


def period_objection(error: PeriodError) -> str:
    """Say why a text was not read as a period."""
    words = {
        PeriodFault.EMPTY: _("Write the period."),
        PeriodFault.US_FORMAT: _("«%(text)s» is an American date. Write the day first, with full stops."),
        PeriodFault.AMBIGUOUS_DATE: _("«%(text)s» can be two different days. Write the day first, with full stops."),
        PeriodFault.YEAR_OUT_OF_RANGE: _("The year must lie between 1900 and 2199."),
        PeriodFault.NO_SUCH_PERIOD: _("There is no such period in the year."),
        PeriodFault.NO_SUCH_WEEK: _("The year has no such week."),
        PeriodFault.NO_SUCH_DATE: _("There is no such date."),
    }.get(error.code, _("«%(text)s» is not a period. Write for example 2022, 1. tertial 2022 or juni 2022."))
    return words % {"text": error.text}


def number_readings(reading: Reading) -> list[str]:
    """Say how a number was read where it is not written as it should be: «5²» as 5 with a footnote mark."""
    words = {
        NumberWarning.EN_DASH_MINUS: _("the dash of «%(text)s» as a minus"),
        NumberWarning.DOT_THOUSANDS: _("the full stop of «%(text)s» as a mark between thousands"),
        NumberWarning.COMMA_THOUSANDS: _("the comma of «%(text)s» as a mark between thousands"),
        NumberWarning.OTHER_MARK: _("«%(text)s» with another decimal mark than is used here"),
        NumberWarning.FOOTNOTE_MARK: _("the mark at the end of «%(text)s» as a reference to a footnote"),
    }
    return [words[NumberWarning(code)] % {"text": reading.printed} for code in reading.warnings]


def period_readings(text: str, reading: PeriodReading) -> list[str]:
    """Say how a period was read where it is not written as it should be: «15.06.21» as 15. juni 2021."""
    if not reading.warnings:
        return []
    return [_("«%(text)s» as %(period)s") % {"text": text.strip(), "period": period_text(reading.period)}]


def slip_warning(slip: Slip, unit: str) -> str:
    """Say what looks wrong about a value, with the numbers it was held against."""
    words = {
        SlipCode.FACTOR_10: _("%(stated)s looks ten times too large or too small: earlier it was %(known)s."),
        SlipCode.FACTOR_100: _("%(stated)s looks a hundred times too large or too small: earlier it was %(known)s."),
        SlipCode.FACTOR_1000: _("%(stated)s looks a thousand times too large or too small: earlier it was %(known)s."),
        SlipCode.PERCENT_AS_SHARE: _("%(stated)s looks like a share, not a percentage: earlier it was %(known)s."),
        SlipCode.SHARE_AS_PERCENT: _("%(stated)s looks like a percentage, not a share: earlier it was %(known)s."),
        SlipCode.FAR_OFF: _("%(stated)s is far from everything earlier; the nearest is %(known)s."),
        SlipCode.SIGN: _("%(stated)s has another sign than everything earlier, such as %(known)s."),
        SlipCode.ZERO: _("The value is zero, and earlier it was %(known)s. If it is missing, say so instead."),
    }[slip.code]
    words %= {"stated": with_unit(show(slip.stated), unit), "known": with_unit(show(slip.known), unit)}
    if slip.meant is None:
        return words
    return " ".join((words, _("Was %(meant)s meant?") % {"meant": with_unit(show(slip.meant), unit)}))
