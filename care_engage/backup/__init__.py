"""Backups of either database in one file, and the way back."""
