"""Where things lie: the clone, its virtual environment, and what a running copy keeps."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
HOME = Path(os.environ.get("CARE_ENGAGE_HOME", ROOT / ".local")).absolute()
DATABASE = HOME / "care_engage.sqlite3"
PEOPLE = HOME / "people.tsv"
