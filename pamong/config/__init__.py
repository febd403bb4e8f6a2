"""Settings and site map of the running system."""
