"""Third-party files: they name their origin and licence, nobody has edited them, and they are served unchanged."""

import hashlib
import json
import runpy
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = sorted(path for path in (ROOT / "static/vendor").iterdir())


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def origin(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a file ORIGIN says of the package, and the checksum of each file by name."""
    lines = (folder / "ORIGIN").read_text(encoding="utf-8").splitlines()
    about = dict(line.split(": ", 1) for line in lines if ": " in line)
    return about, {line.split()[1]: line.split()[0] for line in lines if ": " not in line}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_vendored_file_has_an_origin_with_its_checksum(folder):
    about, files = origin(folder)
    assert files == {path.name: checksum(path) for path in folder.iterdir() if path.name != "ORIGIN"}
    assert f"{about['package'].rsplit('/')[-1]}-{about['version']}" == folder.name


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_every_vendored_package_has_its_licence(folder):
    about, _files = origin(folder)
    assert about["licence"] in {"MIT", "OFL-1.1"}
    assert [path.stem for path in folder.iterdir() if path.stem == "LICENSE" and path.stat().st_size] == ["LICENSE"]


def test_vendored_scripts_are_served_as_they_were_published(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("DEBUG", "false")
    settings.STORAGES = runpy.run_path(str(ROOT / "config/settings.py"))["STORAGES"]
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    scripts = [name for name in names if name.startswith("vendor/") and name.endswith(".js")]
    assert len(scripts) == 2
    changed = [name for name in scripts if checksum(tmp_path / names[name]) != checksum(ROOT / "static" / name)]
    assert changed == []
