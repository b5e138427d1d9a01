"""`bench`: install what is needed and hand over to `manage.py bench`."""

import os
from typing import NoReturn

from care_engage.launch.console import become
from care_engage.launch.environment import RUNTIME, prepare
from care_engage.launch.places import PYTHON


def main(arguments: list[str]) -> NoReturn:
    prepare(RUNTIME)
    become([PYTHON, "manage.py", "bench", *arguments], dict(os.environ))
