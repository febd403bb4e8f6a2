"""Two calendar programs of other people: vdirsyncer synchronises a private feed, khal shows it."""

import shutil
import subprocess
from pathlib import Path

VDIRSYNCER = """\
[general]
status_path = "{home}/status/"
[pair pamong]
a = "there"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage there]
type = "http"
url = "{url}"
[storage here]
type = "filesystem"
path = "{home}/calendar/"
fileext = ".ics"
"""
KHAL = """\
[calendars]
[[pamong]]
path = {home}/calendar/
type = calendar
readonly = True
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Asia/Jakarta
default_timezone = Asia/Jakarta
[sqlite]
path = {home}/khal.db
"""


class Reader:
    """Somebody's calendar program: it synchronises by vdirsyncer and shows by khal."""

    def __init__(self, home: Path, url: str) -> None:
        self.home = home
        (home / "calendar").mkdir()
        (home / "vdirsyncer.conf").write_text(VDIRSYNCER.format(home=home, url=url), encoding="utf-8")
        (home / "khal.conf").write_text(KHAL.format(home=home), encoding="utf-8")
        self.run("vdirsyncer", "-c", str(home / "vdirsyncer.conf"), "discover")

    def run(self, program: str, *arguments: str) -> str:
        found = shutil.which(program)
        assert found, f"no {program}; make clients installs it"
        environment = {
            "HOME": str(self.home), "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "NO_PROXY": "*",
        }  # fmt: skip
        done = subprocess.run(
            [found, *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            input="y\n",
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def sync(self) -> list[str]:
        """What khal lists after a synchronisation, a line an event: start, end, title."""
        self.run("vdirsyncer", "-c", str(self.home / "vdirsyncer.conf"), "sync")
        told = self.run(
            "khal", "-c", str(self.home / "khal.conf"), "list", "--day-format", "",
            "--format", "{start} | {end-time} | {title} | {location}", "now", "30d",
        )  # fmt: skip
        return [line for line in told.splitlines() if line.strip()]
