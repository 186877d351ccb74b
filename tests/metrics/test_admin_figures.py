"""Entering a figure in the admin: as people write it, understood and shown back, with slips and faults in words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from metrics.choices import Kind, Qualifier, Status, Unit
from metrics.models import Figure, Metric, Publication
from metrics.quantities import Quantity
from tests.filling import faults, opened

pytestmark = pytest.mark.django_db
ADD = reverse("admin:metrics_figure_add")


@pytest.fixture
def form(publication: Publication, metric: Metric) -> dict[str, Any]:
    """What a person fills in."""
    return {
        "publication": publication.pk,
        "metric": metric.pk,
        "kind": "result",
        "period": "2022",
        "written": "1 440",
        "status": "final",
        "printed": "",
        "place": "",
        "note": "",
        "change_reason": "",
    }


@pytest.fixture
def earlier(publication: Publication, metric: Metric) -> list[Figure]:
    return [
        Figure.objects.create(publication=publication, metric=metric, start=date(year, 1, 1), value=value)
        for year, value in ((2018, 1100), (2019, 1200), (2020, 1300), (2021, 1400))
    ]


def change_url(figure: Figure) -> str:
    return reverse("admin:metrics_figure_change", args=[figure.pk])


def stored() -> Quantity:
    return Figure.objects.get().quantity


def said(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("written", "unit", "expected"),
    [
        ("1 440", Unit.COUNT, Quantity(Decimal(1440))),
        ("ca. 1 440", Unit.COUNT, Quantity(Decimal(1440), None, Qualifier.ABOUT)),
        ("over 8\u00a0000", Unit.COUNT, Quantity(Decimal(8000), None, Qualifier.OVER)),
        ("24,6 %", Unit.PERCENT, Quantity(Decimal("24.6"))),
        ("24,6", Unit.PERCENT, Quantity(Decimal("24.6"))),
        ("4,7 millioner kroner", Unit.NOK, Quantity(Decimal(4700000))),
        ("mellom 10 og 15", Unit.COUNT, Quantity(Decimal(10), Decimal(15), Qualifier.BETWEEN)),
        ("..", Unit.COUNT, Quantity(status=Status.NOT_AVAILABLE)),
        ("1 440 (foreløpig)", Unit.COUNT, Quantity(Decimal(1440), status=Status.PROVISIONAL)),
    ],
)
def test_a_value_is_accepted_as_people_write_it(
    client: Client, editor: User, form: dict[str, Any], metric: Metric, written: str, unit: Unit, expected: Quantity
) -> None:
    Metric.objects.update(unit=unit)
    client.force_login(editor)
    response = client.post(ADD, {**form, "written": written})
    assert response.status_code == 302
    assert stored() == expected


def test_it_says_back_how_a_value_was_understood(client: Client, editor: User, form: dict[str, Any]) -> None:
    client.force_login(editor)
    response = client.post(ADD, {**form, "written": "ca. 1 440"}, follow=True)
    [message] = said(response)
    assert [part in message for part in ("Letters sent", "2022", "1\u00a0440", "1\u00a0435", "1\u00a0445")] == [
        True
    ] * 5


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("written", "5²", "5"),
        ("written", "\u20135", "-5"),
        ("written", "2.273.478", "2273478"),
        ("period", "15.06.21", "1440"),
        ("period", "15/06/2021", "1440"),
    ],
)
def test_it_tells_how_it_read_what_is_not_written_as_it_should_be(
    client: Client, editor: User, form: dict[str, Any], field: str, text: str, value: str
) -> None:
    client.force_login(editor)
    messages = said(client.post(ADD, {**form, field: text}, follow=True))
    assert stored().value == Decimal(value)
    assert [f"«{text}»" in message for message in messages] == [True, False]


def test_who_and_why_are_in_the_history(client: Client, editor: User, form: dict[str, Any]) -> None:
    client.force_login(editor)
    client.post(ADD, {**form, "change_reason": "first count"})
    history = Figure.history.get()
    assert (history.history_user, history.history_change_reason) == (editor, "first count")


def test_a_missing_value_says_why(client: Client, editor: User, form: dict[str, Any]) -> None:
    client.force_login(editor)
    client.post(ADD, {**form, "written": "", "status": "not_yet"})
    assert stored() == Quantity(status=Status.NOT_YET)


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"written": "1.440"}, "written", "ambiguous"),
        ({"written": "mange"}, "written", "not_a_number"),
        ({"written": "-"}, "written", "ask"),
        ({"written": "1,23456"}, "written", "too_precise"),
        ({"written": ""}, "written", None),
        ({"written": "24,6 %"}, "written", None),
        ({"status": "not_yet"}, "status", None),
        ({"period": "i fjor"}, "period", "unreadable"),
        ({"period": "06/15/2021"}, "period", "us_format"),
        ({"kind": "target"}, "kind", "invalid_choice"),
    ],
)
def test_what_is_not_understood_is_refused_at_its_field(
    client: Client, editor: User, form: dict[str, Any], given: dict[str, str], field: str, code: str | None
) -> None:
    client.force_login(editor)
    response = client.post(ADD, {**form, **given})
    assert faults(response) == {field: [code]}
    assert not Figure.objects.exists()


def test_an_ambiguous_value_shows_how_to_write_each_reading(client: Client, editor: User, form: dict[str, Any]) -> None:
    client.force_login(editor)
    response = client.post(ADD, {**form, "written": "6.718"})
    [message] = response.context["adminform"].form.errors["written"]
    assert [text in message for text in ("«6,7180»", "«6\u00a0718»")] == [True, True]


def test_the_newest_draft_is_proposed(client: Client, editor: User, publication: Publication, metric: Metric) -> None:
    newest = Publication.objects.create(type="statistics", title="Results 2022", slug="results-2022")
    client.force_login(editor)
    form = client.get(ADD).context["adminform"].form
    assert form.initial["publication"] == newest.pk
    assert list(form.fields["publication"].queryset) == [newest, publication]


def test_the_latest_results_and_the_target_are_in_sight(
    client: Client, editor: User, publication: Publication, metric: Metric, earlier: list[Figure]
) -> None:
    target = Figure.objects.create(
        publication=publication, metric=metric, kind=Kind.TARGET, start=date(2022, 1, 1), value=1500
    )
    client.force_login(editor)
    beside = client.get(ADD, {"metric": metric.pk, "period": "2022"}).context["adminform"].form.beside
    assert beside.results == tuple(earlier[1:])
    assert beside.target == target


def test_a_manager_enters_a_target(client: Client, manager: User, form: dict[str, Any]) -> None:
    client.force_login(manager)
    assert client.post(ADD, {**form, "kind": "target", "written": "minst 10"}).status_code == 302
    assert stored() == Quantity(Decimal(10), None, Qualifier.AT_LEAST)


def test_a_slip_is_asked_about_and_passes_when_it_is_confirmed(
    client: Client, editor: User, form: dict[str, Any], earlier: list[Figure]
) -> None:
    client.force_login(editor)
    asked = client.post(ADD, {**form, "written": "14 400"})
    assert faults(asked) == {"written": ["slip"]}
    assert 'name="sure" id="id_sure" value="14\u00a0400"' in asked.content.decode()
    assert Figure.objects.filter(start=date(2022, 1, 1)).count() == 0
    assert client.post(ADD, {**form, "written": "14 400", "sure": "14\u00a0400"}).status_code == 302
    assert Figure.objects.get(start=date(2022, 1, 1)).value == Decimal(14400)


def test_being_sure_of_one_value_is_not_being_sure_of_another(
    client: Client, editor: User, form: dict[str, Any], earlier: list[Figure]
) -> None:
    client.force_login(editor)
    assert faults(client.post(ADD, {**form, "written": "140 000", "sure": "14\u00a0400"})) == {"written": ["slip"]}


def test_a_figure_is_shown_as_it_can_be_written_and_unchanged_it_stays(
    client: Client, editor: User, publication: Publication, metric: Metric
) -> None:
    figure = Figure.objects.create(
        publication=publication, metric=metric, start=date(2021, 1, 1), value=Decimal("6.718"), qualifier="about"
    )
    client.force_login(editor)
    form = client.get(change_url(figure)).context["adminform"].form
    response = client.post(
        change_url(figure),
        {
            "written": form.initial["written"],
            "status": "final",
            "note": "why",
            "seen": form["seen"].value(),
            "change_reason": "x",
        },
    )
    assert response.status_code == 302
    figure.refresh_from_db()
    assert (figure.quantity, figure.note) == (Quantity(Decimal("6.718"), None, Qualifier.ABOUT), "why")


@pytest.mark.parametrize(
    ("before", "after"),
    [("provisional", "final"), ("final", "provisional"), ("estimate", "final"), ("estimate", "provisional")],
)
def test_a_new_status_is_kept_when_the_value_stays_as_it_was(
    client: Client, editor: User, publication: Publication, metric: Metric, before: str, after: str
) -> None:
    figure = Figure.objects.create(
        publication=publication, metric=metric, start=date(2021, 1, 1), value=1440, status=before
    )
    client.force_login(editor)
    given = {**opened(client, change_url(figure)), "status": after, "change_reason": "counted in full"}
    assert client.post(change_url(figure), given).status_code == 302
    assert stored() == Quantity(Decimal(1440), status=Status(after))


@pytest.mark.parametrize("seen", ["", "none", "9" * 30])
def test_a_page_that_does_not_say_what_it_showed_overwrites_nothing(
    client: Client, editor: User, earlier: list[Figure], seen: str
) -> None:
    client.force_login(editor)
    given = {**opened(client, change_url(earlier[-1])), "written": "1 410", "change_reason": "recount", "seen": seen}
    assert faults(client.post(change_url(earlier[-1]), given)) == {"__all__": ["conflict"]}
    assert faults(client.post(ADD, {**given, **key_of(earlier[-1])})) == {"__all__": ["conflict"]}
    earlier[-1].refresh_from_db()
    assert earlier[-1].value == Decimal(1400)


def key_of(figure: Figure) -> dict[str, Any]:
    return {
        "publication": figure.publication_id,
        "metric": figure.metric_id,
        "kind": figure.kind,
        "period": figure.period.code,
    }


def test_a_change_needs_a_reason(
    client: Client, editor: User, publication: Publication, metric: Metric, earlier: list[Figure]
) -> None:
    client.force_login(editor)
    page = client.get(change_url(earlier[-1]))
    given = {"written": "1 410", "status": "final", "seen": page.context["adminform"].form["seen"].value()}
    assert faults(client.post(change_url(earlier[-1]), given)) == {"change_reason": ["reason"]}
    assert client.post(change_url(earlier[-1]), {**given, "change_reason": "recount"}).status_code == 302
    latest = Figure.history.latest("history_id")
    assert (latest.value, latest.history_user, latest.history_change_reason) == (Decimal(1410), editor, "recount")


def test_the_second_of_two_editors_sees_both_versions_and_decides(
    client: Client, editor: User, manager: User, metric: Metric, earlier: list[Figure]
) -> None:
    figure = earlier[-1]
    client.force_login(editor)
    seen = client.get(change_url(figure)).context["adminform"].form["seen"].value()
    given = {"written": "1 410", "status": "final", "seen": seen, "change_reason": "mine"}
    client.force_login(manager)
    client.post(change_url(figure), {**given, "written": "1 420", "change_reason": "theirs"})
    client.force_login(editor)
    refused = client.post(change_url(figure), given)
    assert faults(refused) == {"__all__": ["conflict"]}
    form = refused.context["adminform"].form
    assert [(row.before, row.theirs, row.yours) for row in form.conflict.differences] == [
        ("1\u00a0400", "1\u00a0420", "1\u00a0410")
    ]
    figure.refresh_from_db()
    assert figure.value == Decimal(1420)
    assert client.post(change_url(figure), {**given, "seen": form["seen"].value()}).status_code == 302
    values = Figure.history.filter(id=figure.pk).order_by("history_id").values_list("value", flat=True)
    assert list(values) == [Decimal(1400), Decimal(1420), Decimal(1410)]


def test_a_figure_that_is_there_already_is_shown_beside_the_new_one(
    client: Client, editor: User, form: dict[str, Any]
) -> None:
    client.force_login(editor)
    client.post(ADD, form)
    refused = client.post(ADD, {**form, "written": "1 450"})
    assert faults(refused) == {"__all__": ["conflict"], "change_reason": ["reason"]}
    seen = refused.context["adminform"].form["seen"].value()
    client.post(ADD, {**form, "written": "1 450", "seen": seen, "change_reason": "recount"})
    assert stored() == Quantity(Decimal(1450))


def test_the_key_of_a_figure_stays(client: Client, editor: User, form: dict[str, Any], earlier: list[Figure]) -> None:
    client.force_login(editor)
    figure = earlier[-1]
    seen = client.get(change_url(figure)).context["adminform"].form["seen"].value()
    client.post(
        change_url(figure),
        {**form, "period": "2023", "kind": "forecast", "written": "1 410", "seen": seen, "change_reason": "x"},
    )
    figure.refresh_from_db()
    assert (figure.period.code, figure.kind, figure.value) == ("2021", "result", Decimal(1410))


def test_an_editor_reads_a_target_and_does_not_change_it(
    client: Client, editor: User, publication: Publication, metric: Metric
) -> None:
    target = Figure.objects.create(
        publication=publication, metric=metric, kind=Kind.TARGET, start=date(2022, 1, 1), value=1500
    )
    client.force_login(editor)
    assert client.get(change_url(target)).status_code == 200
    assert client.post(change_url(target), {"written": "1"}).status_code == 403
    assert client.post(delete_url(target), {"post": "yes", "change_reason": "x"}).status_code == 403
    target.refresh_from_db()
    assert target.value == Decimal(1500)


def delete_url(figure: Figure) -> str:
    return reverse("admin:metrics_figure_delete", args=[figure.pk])


@pytest.mark.parametrize("person", ["editor", "manager", "administrator"])
def test_nobody_changes_a_published_figure(
    client: Client, request: pytest.FixtureRequest, person: str, publication: Publication, earlier: list[Figure]
) -> None:
    Publication.objects.update(published_at=datetime(2022, 5, 1, tzinfo=UTC))
    client.force_login(request.getfixturevalue(person))
    page = client.get(change_url(earlier[0]))
    assert page.status_code == 200
    correction = reverse("admin:metrics_publication_correct", args=[publication.pk])
    assert (correction in page.content.decode()) == (person != "editor")
    assert client.post(change_url(earlier[0]), {"written": "1"}).status_code == 403
    assert client.post(delete_url(earlier[0]), {"post": "yes", "change_reason": "x"}).status_code == 403
    bulk = {"action": "delete_selected", "_selected_action": [earlier[0].pk], "post": "yes", "change_reason": "x"}
    assert client.post(reverse("admin:metrics_figure_changelist"), bulk).status_code == 403
    assert Figure.objects.count() == 4


def test_a_figure_is_deleted_with_a_reason(client: Client, editor: User, earlier: list[Figure]) -> None:
    client.force_login(editor)
    assert client.get(delete_url(earlier[0])).status_code == 200
    client.post(delete_url(earlier[0]), {"post": "yes"})
    assert Figure.objects.count() == 4
    client.post(delete_url(earlier[0]), {"post": "yes", "change_reason": "wrong report"})
    gone = Figure.history.get(history_type="-")
    assert (gone.id, gone.history_user, gone.history_change_reason) == (earlier[0].pk, editor, "wrong report")


def test_several_figures_are_deleted_with_a_reason(client: Client, editor: User, earlier: list[Figure]) -> None:
    client.force_login(editor)
    bulk = {"action": "delete_selected", "_selected_action": [figure.pk for figure in earlier[:3]]}
    url = reverse("admin:metrics_figure_changelist")
    assert 'name="change_reason"' in client.post(url, bulk).content.decode()
    client.post(url, {**bulk, "post": "yes", "change_reason": ""})
    assert Figure.objects.count() == 4
    client.post(url, {**bulk, "post": "yes", "change_reason": "wrong report"})
    assert list(Figure.objects.all()) == earlier[3:]
    assert set(Figure.history.filter(history_type="-").values_list("history_change_reason", flat=True)) == {
        "wrong report"
    }


def test_a_visitor_is_sent_to_the_login(client: Client) -> None:
    assert client.post(ADD, {}).status_code == 302
    assert not Figure.objects.exists()
