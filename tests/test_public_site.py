"""The public site, walked link by link as a visitor: every fact of the 2021 chapter is there to be read."""

import pytest
from django.test import Client, TestCase

from metrics.models import Publication
from tests.conftest import publish_chapter
from tests.reading import Page, read, walk
from tests.test_chapter import GOALS
from tests.test_chapter_figures import STATISTICS, YEARS
from tests.test_chapter_statements import CLAIMS

NBSP = "\u00a0"
REPORT = "/publikasjoner/digdir-aarsrapport-2021/"

# What each sentence's figure reads on its metric's page: kind, period, value as shown.
SHOWN = {
    "gjennomsnittlig-oppetid": [("resultat", "2021", "99,92 %")],
    "innbyggere-i-kontakt-og-reservasjonsregisteret": [("resultat", "2021", "over 4 700 000")],
    "konsumenter-i-maskinporten": [("resultat", "2021", "over 8 000"), ("utgangsverdi", "2021", "ca. 2 000")],
    "tilbydere-i-maskinporten": [("resultat", "2021", "29")],
    "sendinger-formidlet-av-altinn": [("resultat", "2021", "over 94 000 000")],
    "besparelse-ved-samtykkebasert-laanesoeknad": [("resultat", "2021", "13 000 000 000 kr anslag")],
    "gevinst-ved-digital-eiendomshandel": [("resultat", "2021", "18 800 000 000 kr anslag")],
    "naeringslivets-tidsbesparelse-ved-bruk-av-altinn": [("resultat", "2021", "over 15 000 000 000 kr anslag")],
    "bruttoinnsparing-ved-digital-postkasse": [("resultat", "2021", "over 1 000 000 000 kr")],
    "besparelser-ved-oevrige-fellesloesninger": [("resultat", "2021", "over 400 000 000 kr anslag")],
    "tjenesteeiere-i-altinn-3": [("resultat", "2021", "10"), ("resultatmål", "2021", "10")],
    "tjenester-i-altinn-3": [("resultat", "2021", "16"), ("resultatmål", "2021", "15")],
    "transaksjoner-i-altinn-3": [("resultat", "2021", "25 224"), ("resultatmål", "2021", "100 000")],
    "tjenester-som-skal-flyttes-fra-altinn-ii": [("resultat", "2021", "812")],
    "transaksjoner-fra-skatteetaten-gjennom-altinn-3": [("prognose", "2022", "over 2 000 000")],
}


def grouped(printed: str) -> str:
    """Write the digits of a table cell as Norwegian asks: groups of three, no-break spaces."""
    digits = printed.removeprefix("ca. ").replace(" ", "")
    return ("ca. " if printed.startswith("ca. ") else "") + f"{int(digits):,}".replace(",", NBSP)


class WalkedSite(TestCase):
    """Walked once; what each page says is checked below."""

    pages: dict[str, Page]

    @classmethod
    def setUpTestData(cls) -> None:
        publish_chapter()
        cls.pages = walk(Client())

    def test_a_visitor_reaches_every_page_from_the_front_page(self) -> None:
        kinds = {address.split("/")[1] for address in self.pages}
        assert kinds == {"", "planer", "nokkeltall", "losninger", "statistikk", "publikasjoner", "om"}
        metrics = {address.split("/")[2] for address in self.pages if address.startswith("/nokkeltall/")}
        assert metrics == set(SHOWN) | {metric for _, metric, *_ in STATISTICS}

    def test_the_54_values_of_the_table_stand_in_the_statistics_table(self) -> None:
        body = [row[1:4] for row in self.pages["/statistikk/"].rows[1:]]
        assert body == [[grouped(cell) for cell in cells] for _, _, *cells in STATISTICS]

    def test_the_54_values_stand_on_their_metrics_pages_formatted_and_as_printed(self) -> None:
        for _, metric, *cells in STATISTICS:
            rows = [[row[0], row[1], row[2], row[4]] for row in self.pages[f"/nokkeltall/{metric}/"].rows[1:]]
            expected = [[str(year), "resultat", grouped(cell), cell] for year, cell in zip(YEARS, cells, strict=True)]
            assert rows == expected[::-1], metric

    def test_every_other_figure_stands_formatted_on_its_metrics_page(self) -> None:
        for metric, expected in SHOWN.items():
            rows = [
                (row[1], row[0], row[2].replace(NBSP, " ")) for row in self.pages[f"/nokkeltall/{metric}/"].rows[1:]
            ]
            assert sorted(rows) == sorted(expected), metric

    def test_the_publications_page_shows_every_figure_and_claim_as_printed(self) -> None:
        rows = self.pages[REPORT].rows
        figures = [row for row in rows if len(row) == 6][1:]
        claims = [row for row in rows if len(row) == 4][1:]
        assert len(figures) == 73
        assert {cell for _, _, *cells in STATISTICS for cell in cells} <= {row[4] for row in figures}
        assert [row[3] for row in claims] == [place for _, _, _, place, *_ in CLAIMS]
        for row, (_, _, text, *_) in zip(claims, CLAIMS, strict=True):
            assert row[0].startswith(text)

    def test_the_goals_stand_under_their_official_titles(self) -> None:
        for number, title, _ in GOALS:
            page = self.pages[f"/planer/fellesloesninger-2021/mal/{number}/"]
            assert f"{number}. {title}" in page.text


def test_every_page_has_one_main_heading_and_a_title_of_its_own(chapter: Publication, client: Client) -> None:
    titles = []
    for address in walk(client):
        html = client.get(address).content.decode()
        assert html.count("<h1") == 1, address
        titles.append(html.split("<title>")[1].split("</title>")[0])
    assert len(set(titles)) == len(titles)


def test_altinn_3_reads_as_the_chapter_says_it_went(chapter: Publication, client: Client) -> None:
    page = read(client, "/planer/fellesloesninger-2021/mal/4/")
    assert page.row("Tjenesteeiere i Altinn 3")[:5] == ["10", "10", "nådd", f"100{NBSP}%", ""]
    assert page.row("Tjenester i Altinn 3")[:4] == ["15", "16", "nådd", f"106,7{NBSP}%"]
    target, result, verdict, attainment, distance = page.row("Transaksjoner i Altinn 3")
    assert (target, result) == (f"100{NBSP}000", f"25{NBSP}224")
    assert (verdict, attainment) == ("ikke nådd", f"25,2{NBSP}%")
    assert distance == f"74{NBSP}776 transaksjoner under målet"
    assert "Schrems II" in page.text


@pytest.mark.parametrize("number", [1, 2, 3])
def test_goals_without_targets_say_so(chapter: Publication, client: Client, number: int) -> None:
    page = read(client, f"/planer/fellesloesninger-2021/mal/{number}/")
    assert "uten måltall" in page.text
    assert "nådd" not in page.text.replace("om det ble nådd", "")


def test_the_front_page_opens_with_what_came_of_the_targets(chapter: Publication, client: Client) -> None:
    text = read(client, "/").text
    assert "Tre måltall: to nådd, ett ikke nådd. Tre av fire mål hadde ingen måltall." in text


def test_an_empty_site_says_that_nothing_is_published_yet(db: None, client: Client) -> None:
    assert "Ingen plan er publisert ennå" in read(client, "/").text
    assert "Ingen statistikk er publisert ennå" in read(client, "/statistikk/").text
    assert "Ingen fellesløsninger er publisert ennå" in read(client, "/losninger/").text
    assert "Ingenting er publisert ennå" in read(client, "/publikasjoner/").text


def test_an_unknown_address_gets_help(db: None, client: Client) -> None:
    page = read(client, "/nokkeltall/finnes-ikke/", status=404)
    assert "Vi finner ikke siden" in page.text
    assert {"/", "/statistikk/", "/losninger/", "/publikasjoner/"} <= set(page.links)


def test_the_health_address_answers_ok(db: None, client: Client) -> None:
    response = client.get("/helse/")
    assert (response.status_code, response.content) == (200, b"ok")
