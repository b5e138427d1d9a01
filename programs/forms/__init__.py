"""Forms of the pages, one module per kind of record."""
