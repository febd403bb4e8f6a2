#!/bin/sh
# Calendar programs that the suite reads our feed with: found, or installed by the system's package manager.
have() { command -v khal >/dev/null 2>&1 && command -v vdirsyncer >/dev/null 2>&1; }
have && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -q >/dev/null && apt-get install -yq khal vdirsyncer >/dev/null && have && exit 0
fi
echo "make test needs khal and vdirsyncer and could not install them: install both packages (for example 'sudo apt-get install khal vdirsyncer') and run make test again." >&2
exit 2
