"""What the regulations say: numbers, tables and rules, for one person at a time.

Standard library only. No clock: every rule takes the day it is asked about. Start with `analysis`.
"""

RULE_VERSION = "2026.1"
