"""From a decided method to a coach, mentor or counsellor: the register, proposals and engagements."""
