"""`setup`: install what the other commands need, and compile the translations."""

from care_engage.launch.console import Refusal
from care_engage.launch.environment import DEVELOPMENT, RUNTIME, prepare


def main(arguments: list[str]) -> int:
    if arguments:
        raise Refusal("setup takes no arguments: leave them out.")
    prepare(RUNTIME, DEVELOPMENT)
    return 0
