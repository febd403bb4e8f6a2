#!/bin/sh
# A Chromium for the browser tests: found, or installed by the system's package manager.
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -q >/dev/null && apt-get install -yq chromium >/dev/null && exit 0
fi
echo "make test needs Chromium and could not install it: install the package 'chromium' (for example 'sudo apt-get install chromium') and run make test again." >&2
exit 2
