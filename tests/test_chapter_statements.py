"""What the 2021 chapter says in words: its printed statements."""

from django.test import TestCase

from metrics.models import Claim

GOAL_2 = "Mål 2: Øke utbredelsen av fellesløsningene"
GOAL_3 = "Mål 3: Forankre nye fellesløsninger og ny funksjonalitet i eksisterende fellesløsninger i brukerbehov"
GOAL_4 = "Mål 4: Flytte flere tjenester fra Altinn II til Altinn 3"
LEAD = "Fellesløsninger – fagregnskap, ingressen"
MODERNISATION = (
    "Modernisering av eID-porteføljen og oppfølging av anbefalinger gitt etter "
    "sikkerhetshendelsen i ID-porten 01.10.2020"
)
CHALLENGES = "Utfordringer"
PRIORITIES = "Prioriteringer og tiltak"

# Fact, type, the quoted words, place, metric, solution, year: in the order of the chapter.
CLAIMS = [
    (
        "F001",
        "growth",
        "Antall offentlige tjenester som benyttet løsningene økte med 25 prosent",
        LEAD,
        "tjenester-som-bruker-fellesloesningene",
        None,
        2021,
    ),
    ("Q02", "record", "bruken blant innbyggere og virksomheter var også rekordhøy", LEAD, None, None, 2021),
    (
        "F002",
        "level",
        "I alt 9 257 offentlige tjenester",
        LEAD,
        "tjenester-som-bruker-fellesloesningene",
        None,
        2021,
    ),
    ("Q01", "other", "har hatt stabil drift gjennom hele 2021", LEAD, None, None, 2021),
    (
        "F004",
        "growth",
        "Trafikken i ID-porten økte med hele 29 prosent",
        GOAL_2,
        "innlogginger-i-id-porten",
        None,
        2021,
    ),
    ("F005", "level", "totalt 317 565 317 pålogginger", GOAL_2, "innlogginger-i-id-porten", None, 2021),
    (
        "F007",
        "growth",
        "økte med 67 prosent",
        GOAL_2,
        "oppslag-i-kontakt-og-reservasjonsregisteret",
        None,
        2021,
    ),
    ("F010", "factor", "Maskinporten firedoblet volumet", GOAL_2, "konsumenter-i-maskinporten", None, 2021),
    (
        "F012",
        "share",
        "om lag 70 prosent er fra statlig sektor",
        GOAL_2,
        "tilbydere-i-maskinporten",
        None,
        2021,
    ),
    ("F014", "growth", "en vekst på over 10 prosent", GOAL_2, "sendinger-formidlet-av-altinn", None, 2021),
    ("F015", "level", "over 23 millioner brev", GOAL_2, "brev-sendt-i-digital-postkasse", None, 2021),
    ("F016", "growth", "en økning på 43 prosent", GOAL_2, "brev-sendt-i-digital-postkasse", None, 2021),
    (
        "Q04",
        "other",
        "valgkortet for første gang ble sendt digitalt",
        GOAL_2,
        "brev-sendt-i-digital-postkasse",
        None,
        2021,
    ),
    (
        "Q03",
        "other",
        "Antall datasett registrert i data.norge.no har liten grad av økning",
        GOAL_2,
        None,
        "data-norge-no",
        None,
    ),
    (
        "F017",
        "other",
        "to år etter at det ble et krav om slik registrering",
        GOAL_2,
        None,
        "data-norge-no",
        2021,
    ),
    (
        "T01",
        "growth",
        "16,6 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 1, kolonne Vekst",
        "kunder-som-bruker-fellesloesningene",
        None,
        2021,
    ),
    (
        "T02",
        "growth",
        "24,6 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 2, kolonne Vekst",
        "tjenester-som-bruker-fellesloesningene",
        None,
        2021,
    ),
    (
        "T03",
        "growth",
        "28,6 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 3, kolonne Vekst",
        "innlogginger-i-id-porten",
        None,
        2021,
    ),
    (
        "T04",
        "growth",
        "66,7 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 4, kolonne Vekst",
        "oppslag-i-kontakt-og-reservasjonsregisteret",
        None,
        2021,
    ),
    (
        "T05",
        "growth",
        "42,6 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 5, kolonne Vekst",
        "brev-sendt-i-digital-postkasse",
        None,
        2021,
    ),
    (
        "T06",
        "growth",
        "9,3 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 6, kolonne Vekst",
        "innbyggere-med-digital-postkasse",
        None,
        2021,
    ),
    (
        "T07",
        "growth",
        "21,5 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 7, kolonne Vekst",
        "signeringer-i-esignering",
        None,
        2021,
    ),
    (
        "T08",
        "growth",
        "154,5 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 8, kolonne Vekst",
        "forsendelser-i-eformidling",
        None,
        2021,
    ),
    (
        "T09",
        "growth",
        "26,2 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 9, kolonne Vekst",
        "statlige-virksomheter-med-eformidling",
        None,
        2021,
    ),
    (
        "T10",
        "growth",
        "13,3 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 10, kolonne Vekst",
        "dokument-tilgjengelig-i-einnsyn",
        None,
        2021,
    ),
    (
        "T11",
        "growth",
        "14,6 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 11, kolonne Vekst",
        "innsynskrav-i-einnsyn",
        None,
        2021,
    ),
    (
        "T12",
        "growth",
        "20 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 12, kolonne Vekst",
        "dokument-gjennom-elma",
        None,
        2021,
    ),
    (
        "T13",
        "growth",
        "12,8 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 13, kolonne Vekst",
        "meldinger-sendt-via-altinn-digital-post",
        None,
        2021,
    ),
    (
        "T14",
        "growth",
        "3,6 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 14, kolonne Vekst",
        "enkeltskjema-sendt-via-altinn",
        None,
        2021,
    ),
    (
        "T15",
        "growth",
        "15,4 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 15, kolonne Vekst",
        "samtykker-gitt-i-altinn",
        None,
        2021,
    ),
    (
        "T16",
        "growth",
        "-",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 16, kolonne Vekst",
        "virksomheter-som-benytter-altinn-plattformen",
        None,
        2021,
    ),
    (
        "T17",
        "growth",
        "17,3",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 17, kolonne Vekst",
        "varsler-paa-sms-i-altinn",
        None,
        2021,
    ),
    (
        "T18",
        "growth",
        "13,1 %",
        f"{GOAL_2} – Bruk av fellesløsninger, rad 18, kolonne Vekst",
        "varsler-paa-e-post-i-altinn",
        None,
        2021,
    ),
    ("F023", "other", "etableringen av digital postkasse i 2015", GOAL_3, None, "digital-postkasse", 2015),
    (
        "Q06",
        "other",
        "har hatt en formidabel økning, mens bevilgninger og utgifter til fellesløsningene "
        "bare har hatt en svak økning",
        f"{MODERNISATION}, bildeteksten «Digitale fellesløsninger – mer for mindre»",
        None,
        None,
        None,
    ),
    ("Q05", "other", "lavere takt enn ønsket", GOAL_4, None, "altinn", 2021),
    ("F033", "target_share", "bare en firedel av målet", GOAL_4, "transaksjoner-i-altinn-3", None, 2021),
    (
        "Q07",
        "other",
        "har økt jevnt, mens kostnad pr. transaksjon har sunket fra 2017 til og med 2020. "
        "Kostnad pr. transaksjon økte svakt fra 2020 til 2021",
        f"{GOAL_4}, bildeteksten til diagrammet om transaksjonskostnader",
        None,
        "altinn",
        None,
    ),
    (
        "Q09",
        "other",
        "er grunnfinansieringen for fellesløsningene ikke tilstrekkelig",
        CHALLENGES,
        None,
        None,
        None,
    ),
    ("Q08", "other", "ligger på stabilt samme nivå", CHALLENGES, None, None, None),
    (
        "F025",
        "level",
        "de om lag 812 tjenestene",
        PRIORITIES,
        "tjenester-som-skal-flyttes-fra-altinn-ii",
        None,
        2021,
    ),
]


def stated(claim: Claim) -> tuple[object, ...]:
    return (
        claim.type,
        claim.text,
        claim.place,
        claim.metric and claim.metric.slug,
        claim.solution and claim.solution.slug,
        claim.start and claim.start.year,
    )


class ChapterStatements(TestCase):
    fixtures = ["digdir_2021"]

    def test_every_printed_statement_is_quoted_once_in_the_order_of_the_chapter(self) -> None:
        claims = Claim.objects.order_by("number").select_related("metric", "solution")
        self.assertEqual([stated(claim) for claim in claims], [tuple(words) for _, *words in CLAIMS])

    def test_the_statements_are_numbered_from_one_without_gaps(self) -> None:
        numbers = Claim.objects.order_by("number").values_list("number", flat=True)
        self.assertEqual(list(numbers), list(range(1, 42)))

    def test_a_statement_with_a_period_covers_a_whole_year(self) -> None:
        periods = set(Claim.objects.values_list("granularity", "start__month", "start__day"))
        self.assertEqual(periods, {("year", 1, 1), ("", None, None)})

    def test_a_statement_about_figures_names_its_metric(self) -> None:
        words = ("other", "record")
        self.assertEqual(Claim.objects.filter(metric=None).exclude(type__in=words).count(), 0)
