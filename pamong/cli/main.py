"""The command `pamong`: file commands need no database, the others run inside Django."""

import os
import sys

# verb → (Django command, what it does)
VERBS = {
    "demo": ("demo", "build the invented institution, analyse it and serve it"),
    "init": ("init", "create the first institution and administrator of a real installation"),
    "serve": ("serve", "serve the configured database"),
    "import": ("import_file", "bring a CSV or XLSX file in"),
    "analyse": ("analyse", "run the analysis over the database"),
    "realdata": ("realdata", "import real standards, invent people on them, analyse, summarise"),
    "doctor": ("doctor", "check this installation"),
}
FILE_VERBS = {"analyse-files": "run the analysis over CSV or Parquet files, without a database"}


def usage() -> str:
    lines = ["usage: pamong COMMAND …   (pamong COMMAND --help tells more)", ""]
    lines += [f"  {verb:14} {text}" for verb, (_, text) in VERBS.items()]
    lines += [f"  {verb:14} {text}" for verb, text in FILE_VERBS.items()]
    return "\n".join(lines)


def main(argv: list[str] | None = None) -> int:
    """Run one verb; 2 and one sentence on stderr when it cannot be done."""
    arguments = sys.argv[1:] if argv is None else argv
    if not arguments or arguments[0] in ("--help", "-h", "help"):
        print(usage())
        return 0
    verb, rest = arguments[0], arguments[1:]
    if verb == "analyse-files":
        from pamong.cli.files import analyse_files  # the engine is loaded only where it is used

        return analyse_files(rest)
    if verb not in VERBS:
        known = ", ".join([*VERBS, *FILE_VERBS])
        print(f"pamong: {verb!r} is not a command; expected one of {known}.", file=sys.stderr)
        return 2
    return in_django(VERBS[verb][0], rest)


def in_django(command: str, arguments: list[str]) -> int:
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, ManagementUtility

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    if command in ("demo", "realdata"):
        os.environ.setdefault("PAMONG_DEMO", "on")
    try:
        django.setup()
        utility = ManagementUtility(["pamong", command, *arguments])
        utility.fetch_command(command).run_from_argv(["pamong", command, *arguments])
    except (ImproperlyConfigured, CommandError) as problem:
        print(f"pamong: {problem}", file=sys.stderr)
        return 2
    return 0
