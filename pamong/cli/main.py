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
    "remind": ("remind", "send reminders and digests, move on what is due today; run it every day"),
    "deliver": ("deliver", "send the mail that waits; `pamong serve` does so by itself"),
    "rotate-notes": ("rotate_notes", "write all notes anew with the first key of PAMONG_NOTE_KEYS"),
    "realdata": ("realdata", "import real standards, invent people on them, analyse, summarise"),
    "doctor": ("doctor", "check this installation"),
}
_NO_TABLES = ("no such table", "does not exist")  # as SQLite and PostgreSQL say it
FILE_VERBS = {
    "analyse-files": "run the analysis over CSV or Parquet files, without a database",
    "match-files": "find the best pairs over CSV files, without a database",
}


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
    if verb == "match-files":
        from pamong.cli.matching import match_files

        return match_files(rest)
    if verb not in VERBS:
        known = ", ".join([*VERBS, *FILE_VERBS])
        print(f"pamong: {verb!r} is not a command; expected one of {known}.", file=sys.stderr)
        return 2
    return in_django(VERBS[verb][0], rest)


def in_django(command: str, arguments: list[str]) -> int:
    """Parse and execute one Django command; its errors are a sentence, never a traceback."""
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import CommandError, load_command_class
    from django.db import DatabaseError, connections

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pamong.config.settings")
    if command in ("demo", "realdata"):
        os.environ.setdefault("PAMONG_DEMO", "on")
    try:
        django.setup()
        verb = next(verb for verb, (name, _) in VERBS.items() if name == command)
        program = load_command_class("pamong.cli", command)
        # Not `run_from_argv`: that one prints the class of the error before its sentence.
        asked = vars(program.create_parser("pamong", verb).parse_args(arguments))
        try:
            program.execute(*asked.pop("args", ()), **asked)
        finally:
            connections.close_all()
    except (ImproperlyConfigured, CommandError) as problem:
        return refused(str(problem).removeprefix("Error: "))
    except DatabaseError as problem:
        if any(words in str(problem) for words in _NO_TABLES):
            return refused(
                "The database is not prepared yet; start an institution with `pamong init`, or with `pamong demo`."
            )
        return refused(f"The database refuses: {problem}. Run `pamong doctor` to see what is missing.")
    return 0


def refused(sentence: str) -> int:
    print(f"pamong: {' '.join(sentence.split())}", file=sys.stderr)  # a driver's message may have many lines
    return 2
