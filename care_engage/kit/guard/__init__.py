"""The free-text guard (D2): keeps people out of prose about activities.

`judging.judge` is plain Python and knows no Django; `fields` and `forms` bring it to models and pages.
What counts as a harm, a relative or a title stands in `words/<language>.toml`, to be reviewed by people who
speak the language. All languages are looked for in every text, because people mix them.
"""
