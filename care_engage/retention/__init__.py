"""How long anything is kept: `policy.toml` says it to people, on a page, and to `apply_retention`."""
