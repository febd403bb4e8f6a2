"""Write the documents that are made from the code; `--check` only says whether they are fresh."""

import sys
from pathlib import Path

from pamong.policy.catalogue import regulations_markdown
from pamong.programme.workflow import pictures

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = {"regulations.md": regulations_markdown, "workflow.md": pictures}


def main() -> int:
    stale = False
    for name, written in PAGES.items():
        page, text = DOCS / name, written()
        if "--check" not in sys.argv[1:]:
            page.write_text(text, encoding="utf-8")
        elif not page.is_file() or page.read_text(encoding="utf-8") != text:
            print(f"docs/{name} is not what the code says; run `make docs`.", file=sys.stderr)
            stale = True
    return 2 if stale else 0


sys.exit(main())
