"""Believable demo data: fictional programs in three offices around today. `manage.py demo` loads it."""
