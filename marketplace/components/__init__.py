"""The components of every page, one place each; `{% load pilotage %}` brings them all."""
