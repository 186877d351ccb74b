"""The words and signs people in Norway write around a number: bokmål, nynorsk and English.

A leaf of plain tables, all in lower case, blanks as one blank. A word stands here only when it can mean
one thing; what can mean two (`billion`, a lone dash) is named apart, so that reading can ask.
"""

from metrics.choices import Qualifier, Status, Unit

# Characters nobody sees: soft hyphen, zero-width blanks and joiners, direction marks, byte order mark.
# Direction overrides are left alone: they make a reader see other digits than the machine does.
INVISIBLE: dict[int, None] = dict.fromkeys(
    (0x00AD, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x2066, 0x206A))
)

# Every Unicode space separator (category Zs). Tabs and line breaks separate words, never digit groups.
SPACES = (0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)

MINUS, EN_DASH = "\N{MINUS SIGN}", "\N{EN DASH}"
DASHES = ("-", EN_DASH, MINUS, "\N{EM DASH}")

QUALIFIERS: dict[str, Qualifier] = {
    word: qualifier
    for qualifier, words in {
        Qualifier.ABOUT: (
            "ca.|ca|cirka|circa|om lag|omlag|rundt|rundt regnet|omtrent|omkring|tilnærmet|about|around"
            "|approx.|approx|approximately|roughly|~|≈"
        ),
        Qualifier.NEARLY: (
            "nær|nære|nesten|nærmere|nærare|bortimot|oppunder|knapt|snaut|i underkant av|nearly|almost|just under"
        ),
        Qualifier.OVER: (
            "over|mer enn|meir enn|flere enn|fleire enn|høyere enn|høgare enn|drøyt|godt over|i overkant av"
            "|more than|above|greater than|>"
        ),
        Qualifier.UNDER: ("under|mindre enn|færre enn|lavere enn|lågare enn|less than|fewer than|lower than|below|<"),
        Qualifier.AT_LEAST: (
            "minst|minimum|min.|ikke mindre enn|ikkje mindre enn|ikke under|ikkje under|at least|no less than"
            "|not less than|no fewer than|≥|>="
        ),
        Qualifier.AT_MOST: (
            "høyst|høgst|maks.|maks|maksimum|maksimalt|max.|max|maximum|inntil|opptil|opp til|ikke mer enn"
            "|ikkje meir enn|ikke over|ikkje over|at most|up to|no more than|not more than|≤|<="
        ),
    }.items()
    for word in words.split("|")
}
QUALIFIERS_AFTER: dict[str, Qualifier] = {
    word: qualifier
    for qualifier, words in {
        Qualifier.AT_LEAST: "eller mer|eller meir|eller flere|eller fleire|eller høyere|eller høgare|or more",
        Qualifier.AT_MOST: "eller mindre|eller færre|eller lavere|eller lågare|or less|or fewer",
    }.items()
    for word in words.split("|")
}

# Powers of ten. «Billion» is 10^12 in Norwegian and 10^9 in English, and is often mistranslated: both.
SCALES: dict[str, tuple[int, ...]] = {
    word: powers
    for powers, words in {
        (3,): "tusen|thousand",
        (6,): "mill.|mill|million|millioner|millionar|millions",
        (9,): "mrd.|mrd|milliard|milliarder|milliardar",
        (9, 12): "billion|billioner|billionar|billions",
    }.items()
    for word in words.split("|")
}

# Read only in front of a scale («to millioner»): alone they are words of a sentence.
NUMBER_WORDS: dict[str, str] = {
    word: str(number)
    for number, words in enumerate(
        (
            "en|én|ein|éin|ett|eitt|ét|étt|one",
            "to|two",
            "tre|three",
            "fire|four",
            "fem|five",
            "seks|six",
            "sju|syv|seven",
            "åtte|eight",
            "ni|nine",
            "ti|ten",
        ),
        start=1,
    )
    for word in words.split("|")
}

UNITS_BEFORE: dict[str, Unit] = {"kr": Unit.NOK, "kr.": Unit.NOK, "nok": Unit.NOK}
UNITS_AFTER: dict[str, Unit] = {
    **dict.fromkeys(("%", "prosent", "pst.", "pst", "pct.", "pct", "percent", "per cent"), Unit.PERCENT),
    **dict.fromkeys(("kr", "kr.", "krone", "kroner", "nok", ",-", f",{EN_DASH}"), Unit.NOK),
}

STATUSES: dict[str, Status] = {
    word: status
    for status, words in {
        Status.PROVISIONAL: (
            "foreløpig|foreløpige|foreløpige tall|foreløpig tall|førebels|førebelse|førebelse tal"
            "|førebels tal|provisional|preliminary"
        ),
        Status.ESTIMATE: "anslag|overslag|anslått|estimat|estimert|est.|est|estimate|estimated",
        Status.FINAL: "endelig|endelige tall|endeleg|endelege tal|final",
    }.items()
    for word in words.split("|")
}

MISSING_SIGNS: dict[str, Status] = {
    sign: status
    for status, signs in {
        Status.NOT_APPLICABLE: ".|ikke aktuelt|ikkje aktuelt|ikke relevant|ikkje relevant|not applicable",
        Status.NOT_AVAILABLE: (
            "..|u.o.|u.o|uoppgitt|uoppgjeve|uten opplysning|utan opplysning|ikke oppgitt|ikkje oppgitt"
            "|ikke tilgjengelig|ikkje tilgjengeleg|mangler|manglar|i/t|n/a|n.a.|na|not available|missing"
        ),
        Status.NOT_YET: (
            "...|…|ikke tilgjengelig ennå|ikke tilgjengelig enda|ikkje tilgjengeleg enno|not yet available"
        ),
        Status.SUPPRESSED: ":|skjermet|skjerma|suppressed|confidential|suppressed (confidential)",
    }.items()
    for sign in signs.split("|")
}

BOOLEANS = ("true", "false", "sann", "usann")
NOT_FINITE = ("nan", "snan", "inf", "infinity", "uendelig", "uendeleg", "∞")
