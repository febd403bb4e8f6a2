"""Write the documents that are made from the code; `--check` only says whether they are fresh."""

import sys
from pathlib import Path

from pamong.policy.catalogue import regulations_markdown

PAGE = Path(__file__).resolve().parents[1] / "docs" / "regulations.md"


def main() -> int:
    text = regulations_markdown()
    if "--check" in sys.argv[1:]:
        if PAGE.read_text(encoding="utf-8") != text:
            print("docs/regulations.md is not what pamong/policy says; run `make docs`.", file=sys.stderr)
            return 2
        return 0
    PAGE.write_text(text, encoding="utf-8")
    return 0


sys.exit(main())
