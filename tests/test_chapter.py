"""The 2021 chapter as data: whole, valid, and a draft until someone publishes it."""

from django.apps import apps
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone

from goals.models import Goal, Indicator, Plan
from metrics.models import Figure, Metric, Publication, Solution
from metrics.querysets import View

# Number, official title, short title.
GOALS = [
    (
        1,
        "Sikre stabil og sikker drift av nasjonale fellesløsninger som direktoratet har ansvar for.",
        "Stabil og sikker drift",
    ),
    (2, "Øke utbredelsen av fellesløsningene.", "Økt utbredelse"),
    (
        3,
        "Forankre nye fellesløsninger og ny funksjonalitet i eksisterende fellesløsninger\u202fi brukerbehov.",
        "Forankring i brukerbehov",
    ),
    (4, "Flytte flere tjenester fra Altinn II til Altinn 3.", "Flytting fra Altinn II til Altinn 3"),
]

# Name, address, family: in the order of the chapter.
SOLUTIONS = [
    ("ID-porten", "id-porten", None),
    ("Altinn autorisasjon", "altinn-autorisasjon", "altinn"),
    ("Altinn Tjenesteutviklingsløsning", "altinn-tjenesteutviklingsloesning", "altinn"),
    ("Altinn Studio (Altinn 3)", "altinn-studio", "altinn"),
    ("Altinn Digital post til virksomhet", "altinn-digital-post-til-virksomhet", "altinn"),
    ("Altinn meldingsformidling", "altinn-meldingsformidling", "altinn"),
    ("Altinn kjøretidsmiljø (Altinn 3)", "altinn-kjoeretidsmiljoe", "altinn"),
    ("Altinn plattform", "altinn-plattform", "altinn"),
    ("Altinn formidlingstjeneste", "altinn-formidlingstjeneste", "altinn"),
    ("Altinn innsynstjeneste", "altinn-innsynstjeneste", "altinn"),
    ("Altinn meldingstjenester", "altinn-meldingstjenester", "altinn"),
    ("Altinn varsling", "altinn-varsling", "altinn"),
    ("Altinn portal m/innboks", "altinn-portal", "altinn"),
    ("data.norge.no – Felles datakatalog", "data-norge-no", None),
    ("Data.altinn.no", "data-altinn-no", None),
    ("Datalandsbyen.norge.no", "datalandsbyen-norge-no", None),
    ("Kontakt- og reservasjonsregisteret", "kontakt-og-reservasjonsregisteret", None),
    ("Digital postkasse", "digital-postkasse", None),
    ("eSignering", "esignering", None),
    ("ELMA (register med elektronisk kontaktinformasjon til virksomheter)", "elma", None),
    ("eInnsyn", "einnsyn", None),
    ("eFormidling", "eformidling", None),
    ("Maskinporten", "maskinporten", None),
]

# The metrics of each goal, in order.
INDICATORS = {
    1: [
        "gjennomsnittlig-oppetid",
    ],
    2: [
        "kunder-som-bruker-fellesloesningene",
        "tjenester-som-bruker-fellesloesningene",
        "innlogginger-i-id-porten",
        "oppslag-i-kontakt-og-reservasjonsregisteret",
        "brev-sendt-i-digital-postkasse",
        "innbyggere-med-digital-postkasse",
        "signeringer-i-esignering",
        "forsendelser-i-eformidling",
        "statlige-virksomheter-med-eformidling",
        "dokument-tilgjengelig-i-einnsyn",
        "innsynskrav-i-einnsyn",
        "dokument-gjennom-elma",
        "meldinger-sendt-via-altinn-digital-post",
        "enkeltskjema-sendt-via-altinn",
        "samtykker-gitt-i-altinn",
        "virksomheter-som-benytter-altinn-plattformen",
        "varsler-paa-sms-i-altinn",
        "varsler-paa-e-post-i-altinn",
        "sendinger-formidlet-av-altinn",
        "konsumenter-i-maskinporten",
        "tilbydere-i-maskinporten",
        "innbyggere-i-kontakt-og-reservasjonsregisteret",
    ],
    3: [
        "besparelse-ved-samtykkebasert-laanesoeknad",
        "gevinst-ved-digital-eiendomshandel",
        "naeringslivets-tidsbesparelse-ved-bruk-av-altinn",
        "bruttoinnsparing-ved-digital-postkasse",
        "besparelser-ved-oevrige-fellesloesninger",
    ],
    4: [
        "tjenesteeiere-i-altinn-3",
        "tjenester-i-altinn-3",
        "transaksjoner-i-altinn-3",
        "tjenester-som-skal-flyttes-fra-altinn-ii",
        "transaksjoner-fra-skatteetaten-gjennom-altinn-3",
    ],
}

COUNTS = {
    "metrics.publication": 1,
    "metrics.solution": 24,
    "metrics.metric": 33,
    "metrics.figure": 73,
    "metrics.claim": 41,
    "goals.plan": 1,
    "goals.goal": 4,
    "goals.indicator": 33,
    "goals.assessment": 23,
    "goals.milestone": 9,
}


class Chapter(TestCase):
    fixtures = ["digdir_2021"]

    def test_it_holds_what_the_chapter_holds_and_nothing_more(self) -> None:
        self.assertEqual({label: apps.get_model(label).objects.count() for label in COUNTS}, COUNTS)

    def test_everything_passes_validation_while_it_is_a_draft(self) -> None:
        for label in COUNTS:
            for one in apps.get_model(label).objects.all():
                with self.subTest(one=f"{label} {one}"):
                    one.full_clean()

    def test_the_only_publication_is_a_draft_that_says_its_date_was_not_printed(self) -> None:
        publication = Publication.objects.get()
        self.assertIsNone(publication.published_at)
        self.assertEqual(
            (publication.slug, publication.type, publication.title, publication.issuer, publication.url),
            (
                "digdir-aarsrapport-2021",
                "annual_report",
                "Digdirs årsrapport 2021",
                "Digitaliseringsdirektoratet (Digdir)",
                "https://aarsrapport2021.digdir.no/kapittel-3/felleslosninger-fagregnskap/39.html",
            ),
        )
        self.assertEqual(
            publication.note,
            "Tallene er fra kapitlet «Fellesløsninger – fagregnskap». Kapitlet trykker ikke datoen det "
            "ble offentlig. Datoen her, 1. mai 2022, er den seneste reglene tillater, ikke en trykt dato.",
        )

    def test_a_visitor_sees_nothing_of_it_before_it_is_published(self) -> None:
        view = View(as_of=timezone.now())
        seen = {
            model.__name__: model.objects.visible(view).count()
            for model in (Publication, Solution, Metric, Figure, Plan, Goal, Indicator)
        }
        self.assertEqual(set(seen.values()), {0})

    def test_the_goals_have_their_official_titles(self) -> None:
        plan = Plan.objects.get()
        self.assertEqual((plan.agency, plan.area, plan.year), ("Digdir", "Fellesløsninger", 2021))
        self.assertEqual(list(plan.goals.values_list("number", "title", "short_title")), GOALS)

    def test_there_are_23_solutions_and_the_altinn_family_is_not_one_of_them(self) -> None:
        counted = Solution.objects.filter(members=None).order_by("id").values_list("name", "slug", "family__slug")
        self.assertEqual(list(counted), SOLUTIONS)
        self.assertEqual(len(SOLUTIONS), 23)
        family = Solution.objects.get(slug="altinn")
        self.assertEqual((family.name, family.family), ("Altinn", None))
        self.assertEqual(family.members.count(), 12)

    def test_each_goal_uses_its_metrics_in_order_and_without_tolerance(self) -> None:
        used = {
            goal.number: list(goal.indicators.order_by("order").values_list("metric__slug", flat=True))
            for goal in Goal.objects.all()
        }
        self.assertEqual(used, INDICATORS)
        self.assertEqual(Indicator.objects.exclude(tolerance=None).count(), 0)

    def test_it_can_be_loaded_again_without_doubling(self) -> None:
        call_command("loaddata", "digdir_2021", verbosity=0)
        self.assertEqual({label: apps.get_model(label).objects.count() for label in COUNTS}, COUNTS)
