"""Some test fails for each rule that is broken. All mutants: `python tests/sequencing/mutate.py`."""

import subprocess
import sys

from . import mutate


def test_breaking_a_rule_fails_a_test():
    done = subprocess.run(
        [sys.executable, mutate.__file__, "--sample"], capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines[:-1]] == list(mutate.RULES.values())
    assert all("1 of    1 killed" in line for line in lines[:-1])


def test_the_names_of_the_rules_are_those_of_the_audit():
    from programs.sequencing.audit import RULES

    assert [*mutate.RULES] == [rule.__name__ for rule in RULES]
