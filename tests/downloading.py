"""Fetch a download and read it back in each of its formats."""

import csv
import json
import zipfile
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.test import Client
from python_calamine import CalamineWorkbook

PLAN = "/planer/fellesloesninger-2021/"
PAGES = {
    "/statistikk/": "statistikk",
    "/nokkeltall/innlogginger-i-id-porten/": "innlogginger-i-id-porten",
    "/losninger/altinn/": "altinn",
    "/publikasjoner/digdir-aarsrapport-2021/": "digdir-aarsrapport-2021",
    PLAN: "fellesloesninger-2021",
    f"{PLAN}mal/4/": "fellesloesninger-2021-mal-4",
}


def fetch(client: Client, page: str, code: str, query: str = "") -> bytes:
    response = client.get(f"{page}last-ned/{code}/{query}")
    assert response.status_code == 200
    return response.content


def machine(client: Client, page: str, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(fetch(client, page, "csv", query).decode("utf-8"), newline="")))


def norwegian(client: Client, page: str, query: str = "") -> list[list[str]]:
    text = fetch(client, page, "csv-excel", query).decode("utf-8-sig")
    return list(csv.reader(StringIO(text, newline=""), delimiter=";"))


def program(client: Client, page: str, query: str = "") -> dict[str, Any]:
    return json.loads(fetch(client, page, "json", query), parse_float=Decimal, parse_int=Decimal)


def spreadsheet(client: Client, page: str, query: str = "") -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(BytesIO(fetch(client, page, "xlsx", query)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def everything(content: bytes) -> str:
    """Return all the text of a file, also of those that an xlsx packs together."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())
