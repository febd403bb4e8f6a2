"""What the regulations say: numbers, tables and rules, for one person at a time.

Standard library only. No clock: every rule takes the day it is asked about. Start with `analysis`.
"""

from pamong.policy import labels as labels  # gives every word its label

RULE_VERSION = "2026.1"
