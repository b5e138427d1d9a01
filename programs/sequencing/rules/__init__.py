"""The rules of synchronization, one module per family: `name(view, on, limits)` yields what is to repair."""
