"""The suite's environment, set before anything reads the settings."""

import atexit
import os
import shutil
import tempfile

for name in [name for name in os.environ if name.startswith("PAMONG_") and name != "PAMONG_DATABASE_URL"]:
    del os.environ[name]
os.environ["DJANGO_SETTINGS_MODULE"] = "pamong.config.settings"
_home = tempfile.mkdtemp(prefix="pamong-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["PAMONG_HOME"] = _home
os.environ["PAMONG_DEMO"] = "on"
os.environ.setdefault("PAMONG_DATABASE_URL", "sqlite:///:memory:")
# Playwright's own loop runs in the thread that also asks the test database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
