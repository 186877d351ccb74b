"""The metrics app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from metrics.locks import lay_after_migrate, lift_before_migrate


class MetricsConfig(AppConfig):
    name = "metrics"
    verbose_name = _("Metrics")

    def ready(self) -> None:
        """Register the project's only two signal receivers; with `sender`, each runs once per migrate."""
        pre_migrate.connect(lift_before_migrate, sender=self)
        post_migrate.connect(lay_after_migrate, sender=self)
