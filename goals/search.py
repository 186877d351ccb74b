"""What can be searched for, and the page that answers a search.

Names and texts are compared in Python, because databases disagree: SQLite knows no «MÅL» for «mål», and
neither knows «maal». Five queries, whatever there is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, TextChoices
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.matching import MAX_LENGTH, MAX_WORDS, Entry, Hit, Stage, search, suggest, words_of
from goals.models import Plan
from metrics.models import Claim, Figure, Metric, Publication, Solution
from metrics.querysets import View

# How many of a kind are shown; more are counted.
SHOWN = 20


class Shelf(TextChoices):
    """The kinds of things that are found, in the order in which they are shown."""

    PLAN = "plan", gettext_lazy("Plans")
    GOAL = "goal", gettext_lazy("Goals")
    METRIC = "metric", gettext_lazy("Metrics")
    SOLUTION = "solution", gettext_lazy("Common solutions")
    PUBLICATION = "publication", gettext_lazy("Publications")
    CLAIM = "claim", gettext_lazy("Printed statements")


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the best of it, and how many there are."""

    shelf: Shelf
    hits: tuple[Hit, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.hits)


@dataclass(frozen=True)
class SearchPage:
    """The answer to a query. `examples` are names to try; `suggestions` are queries that do find something."""

    query: str
    too_long: bool = False
    groups: tuple[Group, ...] = ()
    suggestions: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


def search_page(asked: str, view: View) -> SearchPage:
    """Answer a query, as it was typed, over what the view shows. No query at all when it is too long."""
    query = " ".join("".join(one if one.isprintable() else " " for one in asked).split())
    if len(query) > MAX_LENGTH or len(words_of(query)) > MAX_WORDS:
        return SearchPage(query[:MAX_LENGTH], too_long=True)
    entries = entries_of(view)
    if not words_of(query):
        return SearchPage(query, examples=_examples(entries))
    hits = search(entries, query)
    if not hits:
        return SearchPage(query, suggestions=suggest(entries, query), examples=_examples(entries))
    return SearchPage(query, groups=tuple(_groups(hits)))


def _groups(hits: Sequence[Hit]) -> Iterator[Group]:
    for shelf in Shelf:
        its = [hit for hit in hits if hit.entry.shelf == shelf]
        if its:
            yield Group(shelf, tuple(its[:SHOWN]), len(its))


def _examples(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the first name of each kind that has short ones, for the reader to try."""
    wanted = (Shelf.SOLUTION, Shelf.METRIC, Shelf.PUBLICATION)
    first = {shelf: [one.name for one in entries if one.shelf == shelf][:1] for shelf in wanted}
    return tuple(name for names in first.values() for name in names if len(name) <= MAX_LENGTH)


def entries_of(view: View) -> tuple[Entry, ...]:
    """Return everything the view shows that can be searched for. Five queries."""
    return (*_promises(view), *_metrics(view), *_solutions(view), *_publications(view), *_claims(view))


def _promises(view: View) -> list[Entry]:
    """Return the plans, then their goals; read together, since a plan may have none."""
    rows = Plan.objects.visible(view).order_by("-year", "area", "goals__number")
    plans, goals = {}, []
    for agency, area, year, slug, public_from, number, title, short in rows.values_list(
        *("agency", "area", "year", "slug", "publication__published_at"),
        *("goals__number", "goals__title", "goals__short_title"),
    ):
        name, stage = f"{area} {year}", _stage(public_from, view)
        plans[slug] = Entry(Shelf.PLAN, name, reverse("plan_detail", args=[slug]), agency, (), stage=stage)
        if number is not None:
            address = reverse("goal_detail", args=[slug, number])
            place = _("Goal %(number)s, %(plan)s") % {"number": number, "plan": name}
            goals.append(Entry(Shelf.GOAL, title, address, place, (short, agency), stage=stage))
    return [*plans.values(), *goals]


def _stage(public_from: datetime | None, view: View) -> Stage:
    return Stage(public_from is None, public_from is not None and public_from > view.as_of)


def _metrics(view: View) -> Iterator[Entry]:
    public = Figure.objects.visible(View(view.as_of)).filter(metric=OuterRef("pk"))
    metrics = Metric.objects.visible(view).select_related("solution__publication", "solution__family__publication")
    for metric in metrics.annotate(is_public=Exists(public)):
        # A metric can be public before its solution is.
        solutions = [metric.solution, metric.solution.family if metric.solution else None]
        seen = [one.name for one in solutions if one and view.sees(one.publication)]
        texts = (metric.question, metric.definition, metric.method, metric.unit_label)
        stage = Stage(not metric.is_public)  # type: ignore[attr-defined]  # annotated above
        yield Entry(Shelf.METRIC, metric.name, metric.get_absolute_url(), ", ".join(seen), texts, stage=stage)


def _solutions(view: View) -> Iterator[Entry]:
    for one in Solution.objects.visible(view).select_related("publication", "family__publication"):
        context = one.family.name if one.family and view.sees(one.family.publication) else ""
        stage = _stage(one.publication.published_at, view)
        yield Entry(Shelf.SOLUTION, one.name, one.get_absolute_url(), context, stage=stage)


def _publications(view: View) -> Iterator[Entry]:
    for one in Publication.objects.visible(view):
        context = ", ".join(filter(None, (str(one.get_type_display()), one.issuer)))
        stage = _stage(one.published_at, view)
        texts = (one.note, one.reason)
        yield Entry(Shelf.PUBLICATION, one.title, one.get_absolute_url(), context, texts, stage=stage)


def _claims(view: View) -> Iterator[Entry]:
    for one in Claim.objects.visible(view).select_related("publication"):
        stage = _stage(one.publication.published_at, view)
        address = f"{one.publication.get_absolute_url()}#u{one.number}"
        source = f"{one.publication.title}, {one.place}"
        yield Entry(Shelf.CLAIM, one.text, address, texts=(one.note,), source=source, stage=stage)
