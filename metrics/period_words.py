"""The words people in Norway name periods by: bokmål, nynorsk and English, and the letters of period codes.

A leaf of plain tables, all in lower case, blanks as one blank.
"""

from metrics.choices import Granularity

_MONTH_NAMES = (
    "januar january jan",
    "februar february feb",
    "mars march mar",
    "april apr",
    "mai may",
    "juni june jun",
    "juli july jul",
    "august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "desember december des dec",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
SPANS = {
    "halvår": Granularity.HALF_YEAR,
    "half-year": Granularity.HALF_YEAR,
    "half year": Granularity.HALF_YEAR,
    "tertial": Granularity.TERTIAL,
    "four-month period": Granularity.TERTIAL,
    "kvartal": Granularity.QUARTER,
    "quarter": Granularity.QUARTER,
    "uke": Granularity.WEEK,
    "veke": Granularity.WEEK,
    "week": Granularity.WEEK,
    "h": Granularity.HALF_YEAR,
    "t": Granularity.TERTIAL,
    "q": Granularity.QUARTER,
    "k": Granularity.QUARTER,
    "m": Granularity.MONTH,
    "w": Granularity.WEEK,
    "u": Granularity.WEEK,
}
ORDINALS = {
    word: number
    for number, words in enumerate(
        ("første fyrste first", "andre annet second", "tredje third", "fjerde fourth"), start=1
    )
    for word in words.split()
}
