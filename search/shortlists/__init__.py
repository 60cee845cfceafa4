"""Shortlists: what a district keeps of the catalogue while it looks, and freezes as its market research record."""
