"""The words people head columns and rows with, in bokmål, nynorsk and English. Pure.

A leaf of plain tables, all in lower case, blanks as one blank. A word stands here only where it can mean one
thing; «mål», which is a goal or a target, is settled by what stands below it.
"""

from enum import StrEnum

from metrics.choices import Kind


class Role(StrEnum):
    """What a column holds."""

    METRIC = "metric"
    PERIOD = "period"
    YEAR = "year"
    PART = "part"  # a part of a year that another column names
    KIND = "kind"
    VALUE = "value"
    UNIT = "unit"
    NOTE = "note"
    IDENTIFIER = "identifier"
    GROUP = "group"
    CHANGE = "change"
    DERIVED = "derived"
    TOTAL = "total"
    STATUS = "status"


ROLES: dict[str, Role] = {
    word: role
    for role, words in {
        Role.METRIC: (
            "nøkkeltall|nøkkeltal|indikator|indikatorer|indikatorar|indikatornavn|indikatornamn|styringsparameter"
            "|styringsparametere|styringsparametre|styringsparametrar|styringsparameterar|parameter|måleparameter"
            "|kpi|kpi-er|metric|metrics|indicator|indicators|performance indicator|key figure|key figures|measure"
            "|navn|namn|name|navn på indikator|variabel|statistikkvariabel"
        ),
        Role.PERIOD: "periode|period|tidsperiode|rapporteringsperiode|time period|reporting period|tid|dato|date",
        Role.YEAR: "år|årstall|årstal|year|rapporteringsår|regnskapsår|rekneskapsår",
        Role.PART: (
            "halvår|tertial|kvartal|måned|månad|mnd|mnd.|uke|veke|half-year|half year|quarter|month|week"
            "|four-month period"
        ),
        Role.KIND: "type|type tall|type tal|talltype|taltype|slag|art|kind|type of figure|figure type",
        Role.VALUE: "verdi|verdier|verdiar|value|values|tall|tal|antall|antal|number|count|beløp|amount|andel|share",
        Role.UNIT: "enhet|eining|måleenhet|måleeining|benevning|nemning|unit|unit of measure|unit of measurement",
        Role.NOTE: (
            "merknad|merknader|kommentar|kommentarer|kommentarar|note|notes|comment|comments|remark|remarks|fotnote"
            "|fotnoter|fotnotar|kilde|kjelde|kilder|kjelder|source|sources|datakilde|datakjelde|ansvarlig|ansvarleg"
            "|responsible|eier|eigar|owner|definisjon|definition|metode|målemetode|method|beskrivelse|skildring"
            "|omtale|description|frekvens|rapporteringsfrekvens|frequency|vurdering|assessment|forklaring|explanation"
            "|lenke|lenkje|link|url|avdeling|department|frist|deadline|målemetode og kilde|retning|direction"
        ),
        Role.IDENTIFIER: "nr|nr.|nummer|no.|#|id|kode|code|rad|row|løpenummer|løpenr|løpenr.",
        Role.GROUP: (
            "område|fagområde|subject area|area|hovedmål|hovudmål|main goal|delmål|sub-goal|goal|goals|objective"
            "|løsning|løysing|fellesløsning|fellesløysing|solution|common solution|kategori|category|gruppe|group|tema"
        ),
        Role.CHANGE: (
            "vekst|endring|growth|change|prosentvis vekst|prosentvis endring|vekst siste år|endring siste år"
            "|årlig vekst|årleg vekst|vekst fra året før|vekst frå året før|endring fra året før|endring frå året før"
            "|annual growth|yearly growth|growth rate|vekstrate|percentage change"
        ),
        Role.DERIVED: (
            "avvik|deviation|variance|måloppnåelse|måloppnåing|målopnåelse|goal attainment|attainment|trend|utvikling"
            "|differanse|difference|diff|diff.|endringsrate|% av mål|prosent av mål|% of target|snitt|gjennomsnitt"
            "|average|mean"
        ),
        Role.TOTAL: (
            "sum|totalt|total|totalsum|totaler|totalar|i alt|sum i alt|sum totalt|total sum|grand total|totals|samlet"
            "|samla|til sammen|tilsammen|til saman|alle|all|subtotal|delsum|hele året|heile året|året samlet"
        ),
        Role.STATUS: "status",
    }.items()
    for word in words.split("|")
}

KINDS: dict[str, Kind] = {
    word: kind
    for kind, words in {
        Kind.RESULT: (
            "resultat|resultater|resultata|resultatet|res.|res|faktisk|faktisk resultat|faktisk verdi|oppnådd"
            "|oppnådd resultat|målt|målt verdi|actual|actuals|actual value|result|results|achieved"
        ),
        Kind.TARGET: (
            "mål|måltall|måltal|måltallet|måltalet|målverdi|resultatmål|resultatkrav|krav|target|targets|target value"
            "|ønsket verdi|ønskt verdi"
        ),
        Kind.FORECAST: (
            "prognose|prognoser|prognosar|forecast|forecasts|forventet|forventa|forventet resultat|forventa resultat"
            "|expected|projection|projected"
        ),
        Kind.BASELINE: (
            "utgangsverdi|utgangspunkt|baseline|startverdi|nullpunkt|nullpunktsverdi|basisverdi|baseline value"
            "|nåverdi ved start|referanseverdi"
        ),
    }.items()
    for word in words.split("|")
}
GOAL_OR_TARGET = ("mål", "krav")

# In a title or a label these say that the numbers may be no results; «mål» alone says nothing.
NOT_RESULTS = (
    "måltall|måltal|målverdi|målverdier|målverdiar|resultatmål|resultatkrav|target|targets|prognose|prognoser"
    "|prognosar|forecast|forecasts|budsjett|budget|baseline|utgangsverdi|utgangsverdier|utgangsverdiar|framskriving"
    "|framskrivning|fremskrivning|projections?|ambisjon|ambisjonsnivå|mål for [0-9]{4}|mål [0-9]{4}"
    "|anslag|anslått|anslåtte|estimat|estimater|estimert|estimerte|estimates?|estimated|budsjettert|budsjetterte"
    "|budgeted|framskrevet|framskrevne|fremskrevet|fremskrevne|framskriven|framskrivne|projected|prognosert"
    "|prognoserte|forventet|forventede|forventete|forventa|forventning|forventninger|venta|expected|anticipated"
    "|ønsket|ønskede|ønskete|ønskt|ønskte|ønska|desired|målsatt|målsatte|målsett|målsette|målsetting|målsettinger"
    "|planlagt|planlagte|planlagde|planned|plan(?:er|ar)? for|plan [0-9]{4}|plantall|plantal|framtidige?|fremtidige?"
    "|future|scenario|scenarioer|scenarier|mål(?: og |/| / | [-–] )resultat(?:er|a)?"
    "|resultat(?:er|a)?(?: og |/| / | [-–] )mål|goals and results|results and goals"
)

# Words that, before a label or after it, make it one of targets or forecasts: «Mål: Saker», «Saker mål».
OTHER_KINDS = "|".join(
    sorted((word.replace(".", "[.]") for word, kind in KINDS.items() if kind != Kind.RESULT), key=len, reverse=True)
)

# In a title these say that the numbers below may be changes in values, and no values.
CHANGES = (
    "[\\wæøå]*vekst(?:en)?|[\\wæøå]*endring(?:er|en|ane|ar)?|[\\wæøå]*avvik(?:et)?|differanse(?:r|n)?|økning(?:er|en)?"
    "|auke|nedgang(?:en)?|reduksjon(?:er|en)?|måloppnåelse|måloppnåing|growth|changes?|deviations?|variances?"
    "|differences?|increases?|decreases?"
)

# Words that join the parts of a heading and say nothing themselves: «Resultat for 2021».
JOINING = ("i", "for", "in", "året", "år", "year")
