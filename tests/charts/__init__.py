"""Journeys to draw, the texts a page would give their charts, and a page to show them on."""
