"""Casework: to come."""
