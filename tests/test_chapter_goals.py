"""What the 2021 chapter says of its goals: assessments, and milestones with the dates it printed."""

from datetime import date

from django.test import TestCase

from goals.models import Assessment, Milestone

GOAL_1 = "Mål 1: Sikre stabil og sikker drift av nasjonale fellesløsninger som direktoratet har ansvar for"
GOAL_2 = "Mål 2: Øke utbredelsen av fellesløsningene"
GOAL_3 = "Mål 3: Forankre nye fellesløsninger og ny funksjonalitet i eksisterende fellesløsninger i brukerbehov"
GOAL_4 = "Mål 4: Flytte flere tjenester fra Altinn II til Altinn 3"
ABROAD = "ID-porten utland (eID for personer som ikke har D-nummer i Norge – HOD-løsningen)"
INNOVATION = "Innovasjon og pilotering"
FINANCING = "Arbeid med ny finansieringsmodell"
MODERNISATION = (
    "Modernisering av eID-porteføljen og oppfølging av anbefalinger gitt etter "
    "sikkerhetshendelsen i ID-porten 01.10.2020"
)
CHALLENGES = "Utfordringer"
PRIORITIES = "Prioriteringer og tiltak"

# Goal (none: the plan), place, title: in the order of the chapter.
ASSESSMENTS = [
    (None, "Fellesløsninger – fagregnskap, innledningen", "Hvem som betaler for fellesløsningene"),
    (1, GOAL_1, "Stabil drift gjennom året"),
    (2, GOAL_2, "Mer bruk, men få nye datasett"),
    (3, GOAL_3, "Gevinster for det offentlige, næringslivet og innbyggerne"),
    (3, ABROAD, "Innlogging for personer uten D-nummer"),
    (3, INNOVATION, "Piloter for eID og ansattroller"),
    (3, INNOVATION, "Utredninger om digital assistent og innsyn i egne opplysninger"),
    (None, FINANCING, "Arbeid med ny finansieringsmodell"),
    (1, MODERNISATION, "Modernisering av eID-porteføljen"),
    (1, MODERNISATION, "Oppfølging av sikkerhetshendelsen i ID-porten"),
    (None, f"{MODERNISATION}, bildeteksten «Digitale fellesløsninger – mer for mindre»", "Mer for pengene"),
    (4, GOAL_4, "Flyttingen gikk saktere enn ønsket"),
    (4, GOAL_4, "Altinn 3 bygges ut"),
    (None, CHALLENGES, "Nye krav og samspill med andre"),
    (None, CHALLENGES, "Finansieringsmodellene og grunnfinansieringen"),
    (None, CHALLENGES, "Press på løsningene som finnes"),
    (None, CHALLENGES, "Sky, Schrems II og universell utforming"),
    (None, CHALLENGES, "Tilgangen til data står stille"),
    (None, PRIORITIES, "Samordnet styring av løsningene"),
    (None, PRIORITIES, "Tettere dialog med kunder og marked"),
    (1, PRIORITIES, "Trygg drift og modernisert eID"),
    (None, PRIORITIES, "Grunnleggende finansiering"),
    (None, PRIORITIES, "Hovedområder i 2022"),
]

# Fact, goal (none: the plan), place, date as printed, first day, last day, status.
MILESTONES = [
    ("M02", 3, ABROAD, "april", "2021-04-01", "2021-04-30", "occurred"),
    ("M03", 3, ABROAD, "15. juni 2021", "2021-06-15", "2021-06-15", "occurred"),
    ("M04", 3, INNOVATION, "1. september 2021", "2021-09-01", "2021-09-01", "occurred"),
    ("M05", 3, INNOVATION, "sommeren 2021", "2021-06-01", "2021-08-31", "occurred"),
    ("M06", 3, INNOVATION, "1. mai 2022", "2022-05-01", "2022-05-01", "expected"),
    ("M07", None, FINANCING, "2022", "2022-01-01", "2022-12-31", "expected"),
    ("M01", 1, MODERNISATION, "01.10.2020", "2020-10-01", "2020-10-01", "occurred"),
    ("M09", 4, GOAL_4, "2025-2026", "2025-01-01", "2026-12-31", "expected"),
    ("M08", None, PRIORITIES, "2022", "2022-01-01", "2022-12-31", "expected"),
]


class ChapterAssessments(TestCase):
    fixtures = ["digdir_2021"]

    def test_the_assessments_follow_the_chapter(self) -> None:
        assessments = Assessment.objects.order_by("number").select_related("goal")
        said = [(one.goal and one.goal.number, one.place, one.title) for one in assessments]
        self.assertEqual(said, ASSESSMENTS)

    def test_the_chapter_graded_nothing(self) -> None:
        self.assertEqual(set(Assessment.objects.values_list("judgement", flat=True)), {"not_assessed"})
        self.assertEqual(Assessment.objects.filter(text="").count(), 0)

    def test_the_milestones_keep_the_span_their_printed_date_allows(self) -> None:
        milestones = Milestone.objects.order_by("number").select_related("goal")
        said = [
            (one.goal and one.goal.number, one.place, one.printed, one.start, one.end, one.status) for one in milestones
        ]
        expected = [
            (goal, place, printed, date.fromisoformat(start), date.fromisoformat(end), status)
            for _, goal, place, printed, start, end, status in MILESTONES
        ]
        self.assertEqual(said, expected)

    def test_every_assessment_and_milestone_without_a_goal_belongs_to_the_plan(self) -> None:
        for model in (Assessment, Milestone):
            plans = set(model.objects.filter(goal=None).values_list("plan__slug", flat=True))
            self.assertEqual(plans, {"fellesloesninger-2021"})
