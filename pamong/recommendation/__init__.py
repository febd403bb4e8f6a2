"""Settings of the rules, runs of the analysis, results, decisions."""
