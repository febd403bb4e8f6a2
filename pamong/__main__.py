"""`python -m pamong` is the command `pamong`."""

import sys

from pamong.cli.main import main

sys.exit(main())
