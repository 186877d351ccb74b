"""`manage.py demo`: the site with the 2021 chapter and one person per role, on this machine alone."""

import socket
from argparse import ArgumentTypeError
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import get_history_manager_for_model

from metrics.actions import publish
from metrics.choices import PublicationType
from metrics.models import Publication

HOST = "127.0.0.1"
FIXTURE = "digdir_2021"
CHAPTER = "digdir-aarsrapport-2021"
# The chapter does not print its date; this is the latest that the rules for annual reports allow.
PUBLISHED_AT = datetime(2022, 5, 1, tzinfo=ZoneInfo("Europe/Oslo"))
PEOPLE = {"redaktor": "Redaktør", "leder": "Leder", "administrator": "Administrator"}


def password_of(username: str) -> str:
    """Return a demo person's password, which everyone who reads this file knows."""
    return f"demo-{username}"


def port_number(text: str) -> int:
    """Read a port for argparse, which shows the refusal."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ArgumentTypeError(_("the port must be a number from 1 to 65535"))
    return int(text)


class Command(BaseCommand):
    help = "Run a demonstration: migrate, load the 2021 chapter if the database is empty, make people, serve."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=port_number, default=8000, help="The port to serve on (8000).")
        parser.add_argument("--no-serve", action="store_true", help="Only prepare; start no server.")

    def handle(self, *args: Any, port: int, no_serve: bool, **options: Any) -> None:
        refuse_outside_debug()
        if not no_serve:
            refuse_busy(port)
        call_command("migrate", interactive=False, verbosity=0)
        with transaction.atomic():
            people = make_people()
            loaded = load_chapter(by=people["leder"])
        self.tell(people, loaded, port, no_serve)
        if not no_serve:
            call_command("runserver", f"{HOST}:{port}", use_reloader=False)

    def tell(self, people: dict[str, User], loaded: bool, port: int, no_serve: bool) -> None:
        """Print what was done, and where and as whom to go on."""
        if loaded:
            self.stdout.write(_("The chapter for 2021 is loaded and published."))
        else:
            self.stdout.write(_("The database already holds publications; it is left as it is."))
        self.stdout.write(_("This is a demonstration, and not Digdir's own site.") + "\n\n")
        for username, user in people.items():
            known = user.check_password(password_of(username))
            password = password_of(username) if known else _("(the password has been changed)")
            self.stdout.write(f"  {PEOPLE[username]:<14} {username:<14} {password}")
        if not no_serve:
            self.stdout.write("\n" + _("The site: %(url)s") % {"url": f"http://{HOST}:{port}/"})
            self.stdout.write(_("Log in: %(url)s") % {"url": f"http://{HOST}:{port}/admin/"} + "\n\n")
        self.stdout.flush()


def refuse_outside_debug() -> None:
    """Raise CommandError where the known passwords would be an open door."""
    if not settings.DEBUG:
        raise CommandError(
            _("The demonstration makes people with known passwords, and therefore runs with DEBUG=true only.")
        )


def refuse_busy(port: int) -> None:
    """Raise CommandError when another program already listens on `port`."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                _("Port %(port)s cannot be used (%(why)s). Choose another with --port.")
                % {"port": port, "why": error.strerror}
            ) from error


def make_people() -> dict[str, User]:
    """Return one person per role, made when missing; those that exist keep what they have."""
    people = {}
    for username, role in PEOPLE.items():
        user, made = User.objects.get_or_create(username=username, defaults={"is_staff": True})
        if made:
            user.set_password(password_of(username))
            user.save()
            user.groups.add(Group.objects.get(name=role))
        people[username] = user
    return people


def load_chapter(by: User) -> bool:
    """Fill an empty database: the chapter, published, and a draft to record into. Say whether it was empty.

    `loaddata` leaves no history, so that is written here; publishing then leaves its own.
    """
    if Publication.objects.exists():
        return False
    call_command("loaddata", FIXTURE, verbosity=0)
    write_history(by)
    chapter = Publication.objects.get(slug=CHAPTER)
    publish(chapter, PUBLISHED_AT, by)
    Publication.objects.create(
        type=PublicationType.STATISTICS,
        title="Resultater 2022",
        slug="resultater-2022",
        issuer=chapter.issuer,
        note="Tom publikasjon fra demonstrasjonen, til å føre resultater i. Ikke utgitt av noen.",
    )
    return True


def write_history(user: User) -> None:
    """Give every row of every model that keeps history its first entry, by `user`."""
    for model in apps.get_models():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            get_history_manager_for_model(model).bulk_history_create(
                model._default_manager.all(),
                batch_size=500,
                default_user=user,
                default_change_reason=_("Loaded from %(fixture)s") % {"fixture": f"fixtures/{FIXTURE}.json"},
            )
