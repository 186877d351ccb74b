"""`manage.py readsheet`: what a spreadsheet says, before any of it is matched with the database, and without one."""

import json
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from metrics.imports.layouts import understand
from metrics.imports.reading import open_sheet
from metrics.imports.refusals import Unreadable
from metrics.imports.reports import as_json, as_lines, refused_json
from metrics.imports.wording import refusal_text

UNSETTLED = 2  # exit code when something is refused or must be asked


class Command(BaseCommand):
    help = "Say what a spreadsheet holds. Exit 0 when every cell is understood, 2 when something is asked or refused."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="An xlsx, ods, xls, csv or tsv file.")
        parser.add_argument("--sheet", help="The sheet to read; the first visible one unless named.")
        parser.add_argument("--json", action="store_true", help="One JSON object instead of words.")

    def handle(self, *args: Any, file: Path, sheet: str | None, json: bool, **options: Any) -> None:
        try:
            with open_sheet(file, sheet) as opened:
                understood = understand(opened)
        except Unreadable as unreadable:
            self.refuse(unreadable.code.value, refusal_text(unreadable), json)
        except OSError:
            self.refuse("no_such_file", _("The file «%(name)s» cannot be opened.") % {"name": file.name}, json)
        if json:
            self.write_json(as_json(understood))
        else:
            for line in as_lines(understood):
                self.stdout.write(line)
        if not understood.settled:
            raise SystemExit(UNSETTLED)

    def refuse(self, code: str, message: str, as_object: bool) -> NoReturn:
        """Say why nothing was read, and stop."""
        if as_object:
            self.write_json(refused_json(code, message))
        else:
            self.stdout.write(message)
        raise SystemExit(UNSETTLED)

    def write_json(self, said: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
