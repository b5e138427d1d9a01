"""Icons, drawn here: one path each on a grid of 24 by 24, stroked."""

ICONS = {
    "alert": "M12 3 22 20H2Z M12 10v4 M12 17v.01",
    "calendar": "M4 6h16v14H4Z M4 10h16 M8 3v4 M16 3v4",
    "check": "M5 12.5 10 17 19 7",
    "chevron": "M9 5l7 7-7 7",
    "clock": "M12 3a9 9 0 1 0 .01 0Z M12 7v5l4 2",
    "cross": "M6 6l12 12 M18 6 6 18",
    "down": "M5 9l7 7 7-7",
    "download": "M12 4v11 M7 11l5 5 5-5 M4 20h16",
    "edit": "M4 20l1-4L16 5l3 3L8 19Z",
    "flag": "M6 21V4 M6 5h12l-3 4 3 4H6",
    "hand": "M8 12V6a1.5 1.5 0 0 1 3 0v5-7a1.5 1.5 0 0 1 3 0v7-5a1.5 1.5 0 0 1 3 0v8"
    "a6 6 0 0 1-11 4l-3-5a1.5 1.5 0 0 1 2.5-1.5Z",
    "info": "M12 3a9 9 0 1 0 .01 0Z M12 11v5 M12 8v.01",
    "link": "M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1 M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1",
    "menu": "M4 7h16 M4 12h16 M4 17h16",
    "people": "M9 11a3 3 0 1 0-.01 0Z M3 20a6 6 0 0 1 12 0 M16 5a3 3 0 0 1 0 6 M17 14a6 6 0 0 1 4 6",
    "person": "M12 11a4 4 0 1 0-.01 0Z M4 21a8 8 0 0 1 16 0",
    "pin": "M12 21s7-6 7-11a7 7 0 0 0-14 0c0 5 7 11 7 11Z M12 12a2 2 0 1 0-.01 0Z",
    "plus": "M12 5v14 M5 12h14",
    "print": "M7 9V4h10v5 M7 17H4V9h16v8h-3 M7 14h10v6H7Z",
    "stop": "M8 3h8l5 5v8l-5 5H8l-5-5V8Z M12 8v5 M12 16v.01",
    "undo": "M9 7 4 12l5 5 M4 12h10a5 5 0 0 1 0 10h-2",
    "upload": "M12 16V5 M7 9l5-5 5 5 M4 20h16",
}

MIRRORED = {"chevron", "undo"}
"""Those that point along the line of reading, and so turn round in right-to-left pages."""
