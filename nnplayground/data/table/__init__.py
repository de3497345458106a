"""Somebody's table on its way into the program: read, understood, and made into numbers."""
