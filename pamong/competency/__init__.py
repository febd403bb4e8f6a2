"""Dictionary, position standards, assessments."""
