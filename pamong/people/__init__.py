"""Institutions, units, positions, employees, accounts and roles."""
