"""The catalogues hold exactly what code and templates say, whole and compiled."""

from functools import cache
from pathlib import Path

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tests.catalogues import key_of, marked, messages, placeholders, template_messages, translated

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["nb"]


@cache
def catalogue(language: str) -> Catalog:
    with (ROOT / f"locale/{language}/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_in_the_catalogue(language):
    known = translated(catalogue(language))
    assert {key: path for key, path in marked().items() if key not in known} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_nothing_that_is_no_longer_said(language):
    assert sorted(translated(catalogue(language)).keys() - marked().keys(), key=repr) == []
    assert list(catalogue(language).obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_no_translation_is_a_guess(language):
    assert [key for key, strings in translated(catalogue(language)).items() if not all(strings)] == []
    assert [key_of(message) for message in catalogue(language) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language):
    broken = {
        (words[-1], text)
        for (_context, words), strings in translated(catalogue(language)).items()
        for text in strings
        if placeholders(text) not in [placeholders(word) for word in words]
    }
    assert broken == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_the_written_one(language):
    with (ROOT / f"locale/{language}/LC_MESSAGES/django.mo").open("rb") as file:
        assert translated(read_mo(file)) == translated(catalogue(language))


PYTHON = """
from django.utils.translation import gettext as _
one = _("One %(thing)s")
two = ngettext("%d figure", "%d figures", count)
three = pgettext_lazy("verdict", "nearly")
four = npgettext("list", "row", "rows", count)
long = _(
    "Half of it, "
    "and the other half."
)
other = verbatim("not this")
"""


def test_it_reads_every_way_code_can_mark_a_message():
    assert set(messages(PYTHON)) == {
        (None, ("One %(thing)s",)),
        (None, ("%d figure", "%d figures")),
        ("verdict", ("nearly",)),
        ("list", ("row", "rows")),
        (None, ("Half of it, and the other half.",)),
    }


TEMPLATE = """
    {% load i18n %}<p title="{% translate "Say it" %}">it's "text"
  {% translate "nearly" context "verdict" as word %}{{ _("In a filter")|upper }}
        {% blocktranslate count n=rows|length trimmed %}
            {{ n }} row
        {% plural %}
            {{ n }} rows
        {% endblocktranslate %}</p>
{% blocktranslate with share=row.share %}About {{ share }} %{% endblocktranslate %}
"""


def test_it_reads_every_way_a_template_can_mark_a_message():
    assert set(template_messages(TEMPLATE)) == {
        (None, ("Say it",)),
        ("verdict", ("nearly",)),
        (None, ("In a filter",)),
        (None, ("%(n)s row", "%(n)s rows")),
        (None, ("About %(share)s %%",)),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%(count)s of %(all)s", ["%(all)s", "%(count)s"]),
        ("100 %% of %d", ["%d"]),
        ("{name} sa {}", ["{name}", "{}"]),
        ("12 % vekst", []),
    ],
)
def test_placeholders_are_what_a_translation_must_keep(text, expected):
    assert placeholders(text) == expected
