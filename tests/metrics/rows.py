"""A valid row of every model with a constraint, for tests that change one thing in it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from goals.models import Assessment, Goal, Indicator, Milestone, Plan
from metrics.choices import ClaimType, PublicationType, Qualifier, Status
from metrics.models import Claim, Figure, Metric, Publication, Solution

AT = datetime(2022, 5, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """A valid row of `model`, but for the rows it hangs on."""

    model: type[models.Model]
    fields: dict[str, Any]
    parents: tuple[str, ...] = ()


ROWS = {
    "publication": Row(Publication, {"type": PublicationType.OTHER, "title": "A", "slug": "a"}),
    "correction": Row(
        Publication,
        {"type": PublicationType.CORRECTION, "title": "B", "slug": "b", "reason": "A digit was lost."},
        ("corrects",),
    ),
    "withdrawn": Row(
        Publication,
        {
            "type": PublicationType.OTHER,
            "title": "C",
            "slug": "c",
            "published_at": AT,
            "withdrawn_at": AT,
            "withdrawn_reason": "Sent by mistake.",
        },
    ),
    "solution": Row(Solution, {"name": "A", "slug": "a"}, ("publication",)),
    "metric": Row(Metric, {"name": "A", "slug": "a"}),
    "figure": Row(Figure, {"start": date(2021, 1, 1), "value": Decimal(1)}, ("publication", "metric")),
    "range": Row(
        Figure,
        {
            "start": date(2021, 1, 1),
            "value": Decimal(1),
            "upper": Decimal(2),
            "qualifier": Qualifier.BETWEEN,
        },
        ("publication", "metric"),
    ),
    "missing": Row(Figure, {"start": date(2021, 1, 1), "status": Status.NOT_YET}, ("publication", "metric")),
    "claim": Row(Claim, {"number": 1, "type": ClaimType.OTHER, "text": "It grew.", "place": "p. 1"}, ("publication",)),
    "dated claim": Row(
        Claim,
        {
            "number": 1,
            "type": ClaimType.LEVEL,
            "text": "It was 1.",
            "place": "p. 1",
            "granularity": "tertial",
            "start": date(2021, 5, 1),
        },
        ("publication",),
    ),
    "plan": Row(Plan, {"agency": "A", "area": "A", "year": 2021, "slug": "a"}, ("publication",)),
    "goal": Row(Goal, {"number": 1, "title": "A", "short_title": "A"}, ("plan",)),
    "indicator": Row(Indicator, {"tolerance": Decimal(5)}, ("goal", "metric")),
    "assessment": Row(
        Assessment, {"number": 1, "place": "p. 1", "title": "A", "text": "Well done."}, ("publication", "goal")
    ),
    "milestone": Row(
        Milestone,
        {
            "number": 1,
            "place": "p. 1",
            "title": "A",
            "start": date(2021, 3, 1),
            "end": date(2021, 3, 31),
            "printed": "March 2021",
            "status": "occurred",
        },
        ("publication", "goal"),
    ),
}


class Shell:
    """Makes rows the way a shell does: with what they hang on, and without validation."""

    def __init__(self) -> None:
        self.parents: dict[str, models.Model] = {}

    def build(self, row: str, changes: dict[str, Any] | None = None) -> models.Model:
        one = ROWS[row]
        parents = {name: self.parent(name) for name in one.parents}
        return one.model(**{**parents, **one.fields, **(changes or {})})

    def parent(self, name: str) -> models.Model:
        if name == "corrects":
            name = "publication"
        if name not in self.parents:
            self.parents[name] = self.build(name, {"slug": "parent"} if name in ("publication", "metric") else {})
            self.parents[name].save()
        return self.parents[name]
