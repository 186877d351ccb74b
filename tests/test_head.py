"""What every page says of itself: title, description, address, the way to it, and who may keep it."""

import re
from html import unescape
from pathlib import Path

from django.contrib.auth.models import User
from django.test import Client

from metrics.models import Metric, Publication
from tests.reading import tidy, walk

ROOT = Path(__file__).resolve().parent.parent
NBSP = "\u00a0"
PLAN = "/planer/fellesloesninger-2021/"

HEADS = {
    "/": (
        "Mål og resultater",
        "Digdir, Fellesløsninger 2021. Tre måltall: to nådd, ett ikke nådd. Tre av fire mål hadde ingen måltall.",
    ),
    PLAN: (
        "Digdir: Fellesløsninger 2021 – plan",
        "Digdir, Fellesløsninger 2021. Tre måltall: to nådd, ett ikke nådd. Tre av fire mål hadde ingen måltall.",
    ),
    f"{PLAN}mal/4/": (
        "Flytting fra Altinn II til Altinn 3 – mål 4, Fellesløsninger 2021",
        "3 måltall: 2 nådd, 1 ikke nådd. Flytte flere tjenester fra Altinn II til Altinn 3. "
        "Digdir, Fellesløsninger 2021.",
    ),
    f"{PLAN}mal/1/": (
        "Stabil og sikker drift – mål 1, Fellesløsninger 2021",
        "1 nøkkeltall følges uten måltall. Sikre stabil og sikker drift av nasjonale fellesløsninger som "
        "direktoratet har ansvar for. Digdir, Fellesløsninger 2021.",
    ),
    "/statistikk/": (
        "Bruk av fellesløsninger – statistikk",
        "18 nøkkeltall for 2019–2021: Kunder som bruker fellesløsningene, Tjenester som bruker fellesløsningene, "
        "Innlogginger i ID-porten og 15 til.",
    ),
    "/nokkeltall/innlogginger-i-id-porten/": (
        "Innlogginger i ID-porten – nøkkeltall",
        f"2021: 317{NBSP}565{NBSP}317 innlogginger, +28,6{NBSP}% fra året før. Fellesløsning: ID-porten. Antall "
        "innlogginger i ID-porten. Brødteksten kaller dem pålogginger. Teller det som skjedde i løpet av året.",
    ),
    "/losninger/id-porten/": ("ID-porten – fellesløsning", "Nøkkeltall: Innlogginger i ID-porten."),
    "/losninger/altinn-studio/": ("Altinn Studio (Altinn 3) – fellesløsning", "En del av Altinn."),
    "/publikasjoner/": ("Publikasjoner", "1 publikasjon, den nyeste først: Digdirs årsrapport 2021."),
    "/publikasjoner/digdir-aarsrapport-2021/": (
        "Digdirs årsrapport 2021 – årsrapport",
        "Årsrapport, utgitt av Digitaliseringsdirektoratet (Digdir), offentlig fra 1. mai 2022. Her: 73 tall og "
        "41 trykte utsagn.",
    ),
}

WAYS = {
    PLAN: [("Forsiden", "/"), ("Fellesløsninger 2021", PLAN)],
    f"{PLAN}mal/4/": [("Forsiden", "/"), ("Fellesløsninger 2021", PLAN), ("Mål 4", f"{PLAN}mal/4/")],
    "/statistikk/": [("Forsiden", "/"), ("Statistikk", "/statistikk/")],
    "/nokkeltall/innlogginger-i-id-porten/": [
        ("Forsiden", "/"),
        ("Fellesløsninger", "/losninger/"),
        ("ID-porten", "/losninger/id-porten/"),
        ("Innlogginger i ID-porten", "/nokkeltall/innlogginger-i-id-porten/"),
    ],
    "/nokkeltall/gjennomsnittlig-oppetid/": [
        ("Forsiden", "/"),
        ("Statistikk", "/statistikk/"),
        ("Gjennomsnittlig oppetid", "/nokkeltall/gjennomsnittlig-oppetid/"),
    ],
    "/losninger/altinn-studio/": [
        ("Forsiden", "/"),
        ("Fellesløsninger", "/losninger/"),
        ("Altinn", "/losninger/altinn/"),
        ("Altinn Studio (Altinn 3)", "/losninger/altinn-studio/"),
    ],
    "/publikasjoner/digdir-aarsrapport-2021/": [
        ("Forsiden", "/"),
        ("Publikasjoner", "/publikasjoner/"),
        ("Digdirs årsrapport 2021", "/publikasjoner/digdir-aarsrapport-2021/"),
    ],
    "/sok/": [("Forsiden", "/"), ("Søk", "/sok/")],
}


def head(html: str) -> dict[str, str]:
    """Return what the head says: the title, and each `meta` and `link` by its name."""
    before = html.split("</head>")[0]
    said = {"title": unescape(tidy(re.findall(r"<title>(.*?)</title>", before, re.DOTALL)[0]))}
    for name, value in re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', before):
        said[name] = unescape(value)
    for name, value in re.findall(r'<link rel="([^"]+)" href="([^"]*)"', before):
        said[name] = unescape(value)
    return said


def way(html: str) -> list[tuple[str, str]]:
    """Return the breadcrumbs: each one's words and address."""
    (nav,) = re.findall(r'<nav class="ds-breadcrumbs" aria-label="Du er her:">(.*?)</nav>', html, re.DOTALL)
    return [(unescape(tidy(words)), link) for link, words in re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', nav)]


def body(client: Client, address: str) -> str:
    html: str = client.get(address).content.decode()
    return html


def test_a_page_says_what_it_is_to_search_engines_and_to_those_it_is_shared_with(
    chapter: Publication, client: Client
) -> None:
    heads = {address: head(body(client, address)) for address in HEADS}
    assert {one: (said["og:title"], said["og:description"]) for one, said in heads.items()} == HEADS
    for address, said in heads.items():
        assert said["title"] == f"{said['og:title']} – Målbar"
        assert said["description"] == said["og:description"]
        assert said["canonical"] == said["og:url"] == f"http://testserver{address}"
        assert (said["og:type"], said["og:site_name"], said["og:locale"]) == ("website", "Målbar", "nb_NO")


def test_every_page_has_its_own_title_a_description_and_breadcrumbs(chapter: Publication, client: Client) -> None:
    addresses = {link.split("?")[0].split("#")[0] for link in walk(client) if "/last-ned/" not in link}
    pages = {address: body(client, address) for address in addresses}
    heads = {address: head(html) for address, html in pages.items()}
    assert len({said["title"] for said in heads.values()}) == len(pages)
    assert [address for address, said in heads.items() if not said["description"] or "robots" in said] == []
    # The front page is where they begin.
    assert [address for address, html in pages.items() if "ds-breadcrumbs" not in html] == ["/"]


def test_breadcrumbs_lead_from_the_front_page_to_here(chapter: Publication, client: Client) -> None:
    assert {address: way(body(client, address)) for address in WAYS} == WAYS


def test_the_last_breadcrumb_says_that_it_is_the_page_itself(db: None, client: Client) -> None:
    assert '<li><a href="/om/" aria-current="page">Om nettstedet</a></li>' in body(client, "/om/")


def test_a_choice_in_the_address_is_not_part_of_the_pages_own_address(chapter: Publication, client: Client) -> None:
    assert head(body(client, "/statistikk/?sort=metric&x=1"))["canonical"] == "http://testserver/statistikk/"


def test_names_are_escaped_once_in_the_head(chapter: Publication, client: Client) -> None:
    Metric.objects.filter(slug="innlogginger-i-id-porten").update(name='<i>"A" & B</i>')
    html = body(client, "/nokkeltall/innlogginger-i-id-porten/")
    assert head(html)["title"] == '<i>"A" & B</i> – nøkkeltall – Målbar'
    assert head(html)["og:title"] == '<i>"A" & B</i> – nøkkeltall'
    assert '<i>"' not in html


def test_results_and_faults_are_not_for_search_engines(chapter: Publication, client: Client) -> None:
    for address in ("/sok/", "/sok/?q=altinn", "/statistikk/?losning=x", "/finnes-ikke/", "/nokkeltall/finnes-ikke/"):
        said = head(body(client, address))
        assert said["robots"] == "noindex", address
        assert {"canonical", "og:url"} & said.keys() == set(), address


def test_drafts_are_not_for_search_engines_and_no_cache_keeps_them(
    chapter: Publication, client: Client, editor: User
) -> None:
    client.force_login(editor)
    for address in ("/", PLAN, "/statistikk/", "/sok/", "/finnes-ikke/", "/admin/"):
        response = client.get(address)
        assert response["Cache-Control"] == "private, no-store", address
    assert head(body(client, PLAN))["robots"] == "noindex"


def test_a_visitors_page_is_asked_for_again_each_time_and_kept_apart_from_those_of_staff(
    chapter: Publication, client: Client
) -> None:
    response = client.get(PLAN)
    assert response["Cache-Control"] == "no-cache"
    assert {part.strip() for part in response["Vary"].split(",")} >= {"Cookie", "Accept-Language"}


def test_the_search_field_stands_on_every_page_once(chapter: Publication, client: Client) -> None:
    for address in ("/", PLAN, "/sok/", "/sok/?q=altinn", "/finnes-ikke/"):
        html = body(client, address)
        (form,) = re.findall(
            r'<form class="search" role="search" action="/sok/" aria-label="[^"]+">.*?</form>', html, re.S
        )
        (field,) = re.findall(r'<input [^>]*id="(\w+)" name="q"', form)
        assert f'<label class="ds-sr-only" for="{field}">' in form


def test_the_mark_is_named_and_found_at_its_old_address(db: None, client: Client) -> None:
    said = head(body(client, "/om/"))
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, said["icon"])
    for name in ("icon", "apple-touch-icon"):
        assert (ROOT / said[name].removeprefix("/")).is_file()
