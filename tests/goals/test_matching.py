"""Words find names and texts as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.matching import Entry, excerpt, pieces, search, suggest, words_of

NAMES = [
    "Mål for 2021",
    "ID-porten",
    "Innlogginger i ID-porten",
    "Digital postkasse til innbyggere",
    "Altinn kjøretidsmiljø (Altinn 3)",
    "Transaksjoner i Altinn 3",
    "Bruk av fellesløsninger",
    "Tjenesteeiere",
    "Oppetid i året",
    "Arbeid og midler",
    "Æresbevisninger",
    "Étude Björn",
]


def found(query: str, names: list[str] = NAMES) -> list[str]:
    return [hit.entry.name for hit in search([Entry("metric", name, "/") for name in names], query)]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        # capital letters, and the letters of other keyboards
        ("mål", ["Mål for 2021"]),
        ("MÅL", ["Mål for 2021"]),
        ("maal", ["Mål for 2021"]),
        ("mal", ["Mål for 2021"]),
        ("ma\u030al", ["Mål for 2021"]),
        ("losning", ["Bruk av fellesløsninger"]),
        ("loesning", ["Bruk av fellesløsninger"]),
        ("LØSNING", ["Bruk av fellesløsninger"]),
        ("aeres", ["Æresbevisninger"]),
        ("etude bjorn", ["Étude Björn"]),
        ("bjørn", ["Étude Björn"]),
        # what is typed with å is no a
        ("år", ["Oppetid i året"]),
        ("øs", []),
        # hyphens and compounds
        ("ID", ["ID-porten", "Innlogginger i ID-porten"]),
        ("id-porten", ["ID-porten", "Innlogginger i ID-porten"]),
        ("idporten", ["ID-porten", "Innlogginger i ID-porten"]),
        ("ID\u2011porten", ["ID-porten", "Innlogginger i ID-porten"]),
        ("altinn-3", ["Altinn kjøretidsmiljø (Altinn 3)", "Transaksjoner i Altinn 3"]),
        ("porten", ["ID-porten", "Innlogginger i ID-porten"]),
        ("kasse", ["Digital postkasse til innbyggere"]),
        ("eiere", ["Tjenesteeiere"]),
        # every word, in any order, with any blanks and signs between
        ("3 altinn", ["Altinn kjøretidsmiljø (Altinn 3)", "Transaksjoner i Altinn 3"]),
        ("transaksjoner altinn", ["Transaksjoner i Altinn 3"]),
        ("«transaksjoner»\u202f\u00a0altinn?", ["Transaksjoner i Altinn 3"]),
        ("trans\u00adaksjoner", ["Transaksjoner i Altinn 3"]),
        ("transaksjoner postkasse", []),
        # nothing asked
        ("", []),
        (" \u00a0\t", []),
        ("«-»", []),
        ("\x00", []),
    ],
)
def test_a_query_finds(query, names):
    assert found(query) == names


@pytest.mark.parametrize("name", ["Mål", "MÅL", "Maal", "Ma\u030al"])
@pytest.mark.parametrize("query", ["mål", "MÅL", "maal", "MAAL", "ma\u030al"])
def test_every_spelling_of_a_letter_finds_every_other(query, name):
    assert found(query, [name]) == [name]


def test_a_name_that_begins_with_the_query_comes_before_one_that_holds_it_and_that_before_a_text():
    entries = [
        Entry("metric", "Noe annet", "/", texts=("Teller brev",)),
        Entry("metric", "Sendte brev", "/"),
        Entry("metric", "Brev sendt", "/"),
        Entry("metric", "Besøk", "/", context="Brevløsning"),
        Entry("metric", "Post", "/", source="Brevrapport"),
    ]
    assert [hit.entry.name for hit in search(entries, "brev")] == ["Brev sendt", "Sendte brev", "Noe annet", "Besøk"]


def test_the_words_may_stand_in_different_texts_of_the_same_thing():
    entry = Entry("metric", "Transaksjoner", "/", context="Altinn", texts=("Teller alt i løpet av året.",))
    (hit,) = search([entry], "transaksjoner altinn året")
    assert [part.text for part in hit.snippet if part.hit] == ["året"]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("maal", "Et MÅL og et maal", ["MÅL", "maal"]),
        ("idporten", "Bruk av ID-porten", ["ID-porten"]),
        ("losning", "Fellesløsninger", ["løsning"]),
        ("post postkasse", "Postkasse", ["Postkasse"]),
        ("mal", "ma\u030al", ["mål"]),
        ("aal", "mål", ["ål"]),
        ("ab", "<b>ab</b>", ["ab"]),
        ("ffi", "Oﬃce", ["ﬃ"]),
    ],
)
def test_what_was_searched_for_is_marked_where_it_stands(query, text, marked):
    assert [part.text for part in pieces(text, words_of(query)) if part.hit] == marked


def test_a_long_text_is_cut_between_words_around_the_first_hit():
    text = "Innledning. " * 40 + "Her står målet omtalt. " + "Avslutning. " * 40
    parts = excerpt(text, words_of("målet"))
    assert [part.text for part in parts if part.hit] == ["målet"]
    shown = "".join(part.text for part in parts)
    assert shown.startswith("… Innledning.") and shown.endswith("Avslutning. …")
    assert len(shown) <= 184


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("transaksjonr", ("Transaksjoner",)),
        ("transaksjonr altin", ("Transaksjoner altin", "Transaksjoner", "altin")),
        ("idprten", ("ID-porten",)),
        ("postkasse transaksjoner", ("postkasse", "transaksjoner")),
        ("losnigner", ("fellesløsninger",)),
        ("xyzzy", ()),
        ("", ()),
    ],
)
def test_a_query_that_finds_nothing_gets_queries_that_do(query, expected):
    entries = [Entry("metric", name, "/") for name in NAMES]
    assert suggest(entries, query) == expected
    assert all(search(entries, one) for one in expected)


@given(st.text(max_size=60), st.text(max_size=200))
def test_the_parts_of_a_text_make_the_text_whatever_is_asked(query, text):
    composed = "".join(part.text for part in pieces(text, []))
    assert "".join(part.text for part in pieces(text, words_of(query))) == composed
    suggest([Entry("metric", text, "/")], query)
    excerpt(text, words_of(query))


@given(st.text(min_size=1, max_size=40))
def test_a_name_is_found_by_itself(name):
    assert found(name, [name]) == ([name] if words_of(name) else [])
