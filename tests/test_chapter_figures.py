"""The figures of the 2021 chapter, checked against the table and the sentences it printed."""

from decimal import Decimal

from django.test import TestCase

from metrics.models import Figure, Metric

GOAL_1 = "Mål 1: Sikre stabil og sikker drift av nasjonale fellesløsninger som direktoratet har ansvar for"
GOAL_2 = "Mål 2: Øke utbredelsen av fellesløsningene"
GOAL_3 = "Mål 3: Forankre nye fellesløsninger og ny funksjonalitet i eksisterende fellesløsninger i brukerbehov"
GOAL_4 = "Mål 4: Flytte flere tjenester fra Altinn II til Altinn 3"

# Row, metric, and the cells for 2019, 2020 and 2021 as printed.
STATISTICS = [
    (1, "kunder-som-bruker-fellesloesningene", "950", "1099", "1281"),
    (2, "tjenester-som-bruker-fellesloesningene", "7083", "7428", "9257"),
    (3, "innlogginger-i-id-porten", "174 454 388", "246 856 087", "317 565 317"),
    (4, "oppslag-i-kontakt-og-reservasjonsregisteret", "675 533 521", "1 364 074 099", "2 273 478 728"),
    (5, "brev-sendt-i-digital-postkasse", "12 373 237", "16 186 936", "23 078 773"),
    (6, "innbyggere-med-digital-postkasse", "2 191 184", "2 476 452", "2 708 013"),
    (7, "signeringer-i-esignering", "752 398", "1 304 725", "1 585 321"),
    (8, "forsendelser-i-eformidling", "574 969", "862 149", "2 914 679"),
    (9, "statlige-virksomheter-med-eformidling", "66", "103", "130"),
    (10, "dokument-tilgjengelig-i-einnsyn", "34 076 927", "42 000 761", "47 591 863"),
    (11, "innsynskrav-i-einnsyn", "286 589", "339 857", "389 388"),
    (12, "dokument-gjennom-elma", "117 800 532", "137 573 823", "172 059 570"),
    (13, "meldinger-sendt-via-altinn-digital-post", "51 872 880", "61 952 405", "69 853 628"),
    (14, "enkeltskjema-sendt-via-altinn", "22 594 750", "23 347 609", "24 178 467"),
    (15, "samtykker-gitt-i-altinn", "1 313 085", "2 317 264", "2 673 542"),
    (16, "virksomheter-som-benytter-altinn-plattformen", "678", "1440", "ca. 1440"),
    (17, "varsler-paa-sms-i-altinn", "19 814 129", "20 077 896", "23 551 411"),
    (18, "varsler-paa-e-post-i-altinn", "60 252 626", "71 666 003", "81 045 170"),
]

# Metric, kind, year, value, qualifier, status, as printed, place.
SENTENCES = [
    ("gjennomsnittlig-oppetid", "result", 2021, "99.92", "exact", "final", "99,92 prosent", GOAL_1),
    (
        "innbyggere-i-kontakt-og-reservasjonsregisteret",
        "result",
        2021,
        "4700000",
        "over",
        "final",
        "over 4,7 millioner",
        GOAL_2,
    ),
    ("konsumenter-i-maskinporten", "baseline", 2021, "2000", "about", "final", "om lag 2000", GOAL_2),
    ("konsumenter-i-maskinporten", "result", 2021, "8000", "over", "final", "over 8000", GOAL_2),
    ("tilbydere-i-maskinporten", "result", 2021, "29", "exact", "final", "29 etablerte tilbydere", GOAL_2),
    (
        "sendinger-formidlet-av-altinn",
        "result",
        2021,
        "94000000",
        "over",
        "final",
        "over 94 millioner",
        GOAL_2,
    ),
    (
        "besparelse-ved-samtykkebasert-laanesoeknad",
        "result",
        2021,
        "13000000000",
        "exact",
        "estimate",
        "13 milliarder",
        GOAL_3,
    ),
    (
        "gevinst-ved-digital-eiendomshandel",
        "result",
        2021,
        "18800000000",
        "exact",
        "estimate",
        "18,8 milliarder kroner",
        GOAL_3,
    ),
    (
        "naeringslivets-tidsbesparelse-ved-bruk-av-altinn",
        "result",
        2021,
        "15000000000",
        "over",
        "estimate",
        "over 15 milliarder kroner",
        GOAL_3,
    ),
    (
        "bruttoinnsparing-ved-digital-postkasse",
        "result",
        2021,
        "1000000000",
        "over",
        "final",
        "over én milliard kroner",
        GOAL_3,
    ),
    (
        "besparelser-ved-oevrige-fellesloesninger",
        "result",
        2021,
        "400000000",
        "over",
        "estimate",
        "over 400 millioner kroner",
        GOAL_3,
    ),
    ("tjenesteeiere-i-altinn-3", "target", 2021, "10", "exact", "final", "10 tjenesteeiere", GOAL_4),
    ("tjenesteeiere-i-altinn-3", "result", 2021, "10", "exact", "final", "10 tjenesteeiere", GOAL_4),
    ("tjenester-i-altinn-3", "target", 2021, "15", "exact", "final", "15 tjenester", GOAL_4),
    ("tjenester-i-altinn-3", "result", 2021, "16", "exact", "final", "16 tjenester", GOAL_4),
    ("transaksjoner-i-altinn-3", "target", 2021, "100000", "exact", "final", "100 000 transaksjoner", GOAL_4),
    ("transaksjoner-i-altinn-3", "result", 2021, "25224", "exact", "final", "25 224", GOAL_4),
    ("tjenester-som-skal-flyttes-fra-altinn-ii", "result", 2021, "812", "exact", "final", "812", GOAL_4),
    (
        "transaksjoner-fra-skatteetaten-gjennom-altinn-3",
        "forecast",
        2022,
        "2000000",
        "over",
        "final",
        "over 2 millioner",
        GOAL_4,
    ),
]

YEARS = (2019, 2020, 2021)


def cell(row: int, metric: str, year: int, printed: str) -> tuple[object, ...]:
    """The figure one cell of the statistics table stands for; only one cell carries a word."""
    digits = printed.removeprefix("ca. ").replace(" ", "")
    qualifier = "about" if printed == "ca. 1440" else "exact"
    place = f"{GOAL_2} – Bruk av fellesløsninger, rad {row}, kolonne {year}"
    return (metric, "result", year, Decimal(digits), qualifier, "final", printed, place)


def stored(figure: Figure) -> tuple[object, ...]:
    return (
        figure.metric.slug,
        figure.kind,
        figure.start.year,
        figure.value,
        figure.qualifier,
        figure.status,
        figure.printed,
        figure.place,
    )


class ChapterFigures(TestCase):
    fixtures = ["digdir_2021"]

    def figures(self, **where: object) -> list[tuple[object, ...]]:
        return [stored(figure) for figure in Figure.objects.filter(**where).select_related("metric")]

    def test_the_statistics_table_has_all_54_cells_as_printed(self) -> None:
        expected = [
            cell(row, metric, year, printed)
            for row, metric, *cells in STATISTICS
            for year, printed in zip(YEARS, cells, strict=True)
        ]
        self.assertEqual(len(expected), 54)
        self.assertCountEqual(self.figures(metric__statistics_row__isnull=False), expected)

    def test_only_the_last_cell_for_altinn_platform_users_is_about(self) -> None:
        about = Figure.objects.filter(metric__statistics_row__isnull=False).exclude(qualifier="exact")
        self.assertEqual([(f.metric.statistics_row, f.start.year, f.printed) for f in about], [(16, 2021, "ca. 1440")])

    def test_every_number_of_the_sentences_is_there_and_no_other(self) -> None:
        expected = [(metric, kind, year, Decimal(value), *rest) for metric, kind, year, value, *rest in SENTENCES]
        self.assertCountEqual(self.figures(metric__statistics_row__isnull=True), expected)

    def test_the_rows_of_the_table_keep_their_order(self) -> None:
        rows = Metric.objects.filter(statistics_row__isnull=False).order_by("statistics_row")
        self.assertEqual(
            list(rows.values_list("statistics_row", "slug")),
            [(row, metric) for row, metric, *_ in STATISTICS],
        )

    def test_every_figure_covers_a_whole_year(self) -> None:
        periods = set(Figure.objects.values_list("granularity", "start__month", "start__day", "upper"))
        self.assertEqual(periods, {("year", 1, 1, None)})

    def test_no_figure_lacks_its_place_or_its_printed_text(self) -> None:
        self.assertEqual(Figure.objects.filter(place="").count(), 0)
        self.assertEqual(Figure.objects.filter(printed="").count(), 0)

    def test_only_figures_that_need_a_word_of_explanation_carry_a_note(self) -> None:
        noted = Figure.objects.exclude(note="").values_list("metric__slug", "kind")
        self.assertCountEqual(
            noted,
            [
                ("konsumenter-i-maskinporten", "baseline"),
                ("konsumenter-i-maskinporten", "result"),
                ("transaksjoner-i-altinn-3", "result"),
                ("transaksjoner-fra-skatteetaten-gjennom-altinn-3", "forecast"),
            ],
        )


class ChapterMetrics(TestCase):
    fixtures = ["digdir_2021"]

    def test_counts_of_a_moment_take_the_latest_value_and_counts_of_events_are_summed(self) -> None:
        aggregation = dict(
            Metric.objects.filter(statistics_row__isnull=False).values_list("statistics_row", "aggregation")
        )
        latest = {row for row, how in aggregation.items() if how == "latest"}
        self.assertEqual(latest, {1, 2, 6, 9, 10, 16})
        self.assertEqual({how for row, how in aggregation.items() if row not in latest}, {"sum"})

    def test_every_metric_says_what_it_measures(self) -> None:
        self.assertEqual(Metric.objects.count(), 33)
        self.assertEqual(Metric.objects.filter(definition="").count(), 0)

    def test_metrics_over_several_solutions_have_none(self) -> None:
        self.assertCountEqual(
            Metric.objects.filter(solution=None).values_list("slug", flat=True),
            [
                "kunder-som-bruker-fellesloesningene",
                "tjenester-som-bruker-fellesloesningene",
                "gjennomsnittlig-oppetid",
                "besparelser-ved-oevrige-fellesloesninger",
            ],
        )

    def test_only_the_number_of_services_to_move_is_neither_better_high_nor_low(self) -> None:
        others = Metric.objects.exclude(direction="higher").values_list("slug", "direction")
        self.assertEqual(list(others), [("tjenester-som-skal-flyttes-fra-altinn-ii", "neutral")])

    def test_kroner_and_percent_are_said_by_the_unit(self) -> None:
        self.assertCountEqual(
            Metric.objects.exclude(unit="count").values_list("slug", "unit"),
            [
                ("gjennomsnittlig-oppetid", "percent"),
                ("besparelse-ved-samtykkebasert-laanesoeknad", "NOK"),
                ("gevinst-ved-digital-eiendomshandel", "NOK"),
                ("naeringslivets-tidsbesparelse-ved-bruk-av-altinn", "NOK"),
                ("bruttoinnsparing-ved-digital-postkasse", "NOK"),
                ("besparelser-ved-oevrige-fellesloesninger", "NOK"),
            ],
        )
        self.assertEqual(Metric.objects.filter(unit="count", unit_label="").count(), 0)
