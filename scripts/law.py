"""Tell the rules and parameters whose source was last looked at over six months ago."""

import sys
from datetime import UTC, datetime

from pamong.policy.catalogue import catalogue, check_again
from pamong.policy.citation import Tag


def main() -> int:
    """0 when all is fresh, 1 when something is to be looked at again."""
    late = check_again(datetime.now(UTC).date())
    for entry in late:
        print(f"{entry.code:24} {entry.checked_on} [{entry.tag.value}] {entry.citation}")
    never = sum(entry.tag is Tag.MEMORY for entry in catalogue())
    print(f"{len(late)} of {len(catalogue())} to be looked at again; {never} never checked at the source.")
    return 1 if late else 0


sys.exit(main())
