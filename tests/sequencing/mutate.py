"""Break the rules in every small way, one at a time, and see that an example test fails each time.

    python tests/sequencing/mutate.py            every mutant, in all modules
    python tests/sequencing/mutate.py topics     those of modules whose name contains "topics"
    python tests/sequencing/mutate.py --sample   one for each rule

Prints for each rule how many mutants were killed, and every survivor with its line; the exit code is 1 if
one survives that is not listed in EQUIVALENT. Each mutant lives in a forked process of its own, in which the
module is loaded broken and the example tests are called one by one until one fails: no pytest run, hence
about a tenth of a second each.
"""

import ast
import copy
import importlib.abc
import importlib.util
import os
import signal
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "programs" / "sequencing"
EXAMPLES = (
    "test_men_stand_alone",
    "test_links",
    "test_topics",
    "test_balance",
    "test_accountability",
    "test_alliances",
    "test_decisions",
    "test_people",
    "test_children_and_consent",
    "test_stepping",
    "test_safety",
    "test_readiness",
    "test_audit",
    "test_standing",
    "test_messages",
)
RULES = {
    "men_stand_alone": "R1",
    "linked_on_paper": "R2",
    "long_gap": "R3",
    "leans_to_men": "R4",
    "mixed_before_separate": "R5",
    "never_brought_together": "R6",
    "no_road_to_advocacy": "R7",
    "hard_topic_too_early": "R8",
    "no_feminist_partner": "R9",
    "pathway_not_ready": "R10",
    "facilitator_not_ready": "R11",
    "staff_reflection_lapsed": "R12",
    "influencer_unprepared": "R13",
    "influencers_one_sided": "R14",
    "backlash_unattended": "R15",
    "stepping_out_without_base": "R16",
    "partners_joined_late": "R17",
    "out_of_balance": "R18",
    "one_part_of_puzzle": "R19",
    "mixed_in_name_only": "R20",
    "women_not_asked": "R21",
    "story_without_consent": "R22",
    "gbv_plan_incomplete": "R23",
    "children_unprotected": "R24",
    "inclusion_never_decided": "R25",
}
PATIENCE = 20  # seconds for one mutant: some never end

HALF = "return min(female(session), male(session)) / both if both else 0.5"
BY_DATE = "return session.held_on or session.planned_on, session.number, female(session), male(session)"
EQUIVALENT = {
    ("rules.balance", HALF, "becomes 0.51"): "anything over the limit will do",
    ("rules.balance", HALF, "becomes 0.49"): "anything over the limit will do",
    ("rules.balance", BY_DATE, "drops session.planned_on"): "what was held has its date; mypy cannot know",
    ("finding", 'reason: str = ""', "becomes other than ''"): "about() always says it",
    ("finding", 'topic: str = ""', "becomes other than ''"): "about() always says it",
    ("finding", "@dataclass(frozen=True, slots=True)", "becomes False"): "slots only save memory",
    (
        "limits",
        "@dataclass(frozen=True, slots=True)",
        "becomes False",
    ): "nobody writes to limits or hashes them",
    (
        "course",
        'topic: str = ""',
        "becomes other than ''",
    ): "no rule reads the topic of a meeting without one",
    ("course", "for day, session in zip(self.dates, self.held, strict=True):", "becomes False"): (
        "both lists are filled side by side"
    ),
    ("reading", "if course is None:", "always"): "it is worked out again, to the same end",
    ("reading", "if found is None:", "always"): "it is worked out again, to the same end",
    ("reading", "if other is not None", "drops other is not None"): "what is not there is not live either",
    (
        "readiness",
        "if latest is None or skill.obtained_on > latest.obtained_on:",
        "Gt becomes GtE",
    ): "of two trainings of one day, both in date, either will do",
    (
        "readiness",
        "earlier = [each for each, _since in records.protocols if each < version]",
        "Lt becomes LtE",
    ): "whoever has read the version in force was found ready before this",
    (
        "rules.safety",
        "for one in view.plan.pathways or ()",
        "drops ()",
    ): "gaps() has answered before for a plan without; mypy cannot know",
    (
        "reading",
        "return activity is not None and activity.status in LIVE",
        "drops activity is not None",
    ): "the step of the sieve before this one leaves out what is not there",
    (
        "reading",
        "return 0 if earlier.ends_on is None else (later.starts_on - earlier.ends_on).days",
        "becomes -1",
    ): "gap() takes 0 for anything less",
    (
        "rules.children",
        "if not public and not course.touched.sensitive:",
        "never",
    ): "it only saves looking at every session",
}
"""Mutants that change nothing, by (module, line as written, change), each with the reason why."""


@dataclass(frozen=True)
class Mutant:
    module: str  # "rules.links"
    place: str  # the function or constant that it is in
    line: int
    change: str
    tree: ast.Module  # the whole module, shared by all its mutants
    breaks: tuple  # (parent, field, index, node to put there, node that stands there)

    def code(self):
        """The module's code with this one change."""
        parent, field, index, broken, sound = self.breaks
        put(parent, field, index, broken)
        try:
            return compile(ast.fix_missing_locations(self.tree), self.module, "exec")
        finally:
            put(parent, field, index, sound)

    def told(self, source):
        return (
            f"{self.module}:{self.line} [{self.place}] {self.change}\n      {source[self.line - 1].strip()}"
        )


SWAPS = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Div: (ast.Mult,),
    ast.Mult: (ast.Div,),
    ast.BitOr: (ast.BitAnd,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


def swapped(operator):
    return [(to.__name__, to()) for to in SWAPS.get(type(operator), ())]


def variants(node):
    """Every way to break one node: (what changed, the node to put in its place)."""
    match node:
        case ast.Compare():
            for n, operator in enumerate(node.ops):
                for name, to in swapped(operator):
                    broken = copy.deepcopy(node)
                    broken.ops[n] = to
                    yield f"{type(operator).__name__} becomes {name}", broken
        case ast.BoolOp():
            for name, to in swapped(node.op):
                yield f"becomes {name}", ast.BoolOp(to, node.values)
            for n in range(len(node.values)):
                left = node.values[:n] + node.values[n + 1 :]
                yield (
                    f"drops {ast.unparse(node.values[n])}",
                    (left[0] if len(left) == 1 else ast.BoolOp(node.op, left)),
                )
        case ast.BinOp():
            for name, to in swapped(node.op):
                yield f"{type(node.op).__name__} becomes {name}", ast.BinOp(node.left, to, node.right)
        case ast.UnaryOp(op=ast.Not()):
            yield "drops not", node.operand
        case ast.Call(func=ast.Name(id=name)) if name in CALLS:
            yield (
                f"{name} becomes {CALLS[name]}",
                ast.Call(ast.Name(CALLS[name], ast.Load()), node.args, node.keywords),
            )
        case ast.Call(func=ast.Name(id="sorted"), args=[one]):
            yield "sorted becomes list", ast.Call(ast.Name("list", ast.Load()), [one], [])
        case ast.IfExp():
            yield "always", node.body
            yield "never", node.orelse
        case ast.If():
            yield "never", ast.If(ast.Constant(False), node.body, node.orelse)
            yield "always", ast.If(ast.Constant(True), node.body, node.orelse)
        case ast.comprehension():
            for n, condition in enumerate(node.ifs):
                broken = copy.deepcopy(node)
                del broken.ifs[n]
                yield f"drops if {ast.unparse(condition)}", broken
        case ast.Set() | ast.Tuple() | ast.List() if not isinstance(getattr(node, "ctx", None), ast.Store):
            for n, element in enumerate(node.elts):
                broken = copy.deepcopy(node)
                del broken.elts[n]
                if not (isinstance(node, ast.Set) and not broken.elts):
                    yield f"loses {ast.unparse(element)}", broken
        case ast.Constant(value=bool()):
            yield f"becomes {not node.value}", ast.Constant(not node.value)
        case ast.Constant(value=int()):
            yield f"becomes {node.value + 1}", ast.Constant(node.value + 1)
            yield f"becomes {node.value - 1}", ast.Constant(node.value - 1)
        case ast.Constant(value=float()):
            yield f"becomes {node.value + 0.01:.2f}", ast.Constant(node.value + 0.01)
            yield f"becomes {node.value - 0.01:.2f}", ast.Constant(node.value - 0.01)
        case ast.Constant(value=str()):
            yield f"becomes other than {node.value!r}", ast.Constant(node.value + "?")
        case ast.Continue():
            yield "goes on", ast.Pass()
        case ast.Return(value=ast.expr()):
            yield "negated", ast.Return(ast.UnaryOp(ast.Not(), node.value))
        case ast.Expr(value=ast.Yield()):
            yield "unsaid", ast.Pass()


def is_annotation(parent, field):
    return field in ("annotation", "returns") or (isinstance(parent, ast.Subscript) and field == "slice")


def sites(node, place=""):
    """Nodes with how to reach them: (parent, field, index or None, node, the definition they are in)."""
    for field, value in ast.iter_fields(node):
        if is_annotation(node, field) and not isinstance(getattr(node, "ctx", None), ast.Load):
            continue
        if field in ("annotation", "returns"):
            continue
        for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST):
                continue
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue  # a docstring
            if (
                isinstance(child, ast.Assign)
                and isinstance(child.value, ast.Subscript | ast.BinOp)
                and not place
            ):
                continue  # a type's other name
            where = place
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                where = f"{place}.{child.name}".strip(".")
            elif not place and isinstance(child, ast.Assign | ast.AnnAssign):
                target = child.targets[0] if isinstance(child, ast.Assign) else child.target
                where = target.id
            yield node, field, index, child, where
            yield from sites(child, where)


def mutants(module):
    """Every mutant of a module."""
    path = PACKAGE / (module.replace(".", "/") + ".py")
    tree = ast.parse(path.read_text())
    for parent, field, index, node, place in list(sites(tree)):
        if isinstance(node, ast.Import | ast.ImportFrom | ast.alias):
            continue
        for change, broken in variants(node):
            ast.copy_location(broken, node)
            line = getattr(node, "lineno", getattr(parent, "lineno", 1))
            if isinstance(node, ast.comprehension):
                line = node.ifs[0].lineno
            yield Mutant(module, place, line, change, tree, (parent, field, index, broken, node))


def put(parent, field, index, node):
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


class Unbroken:
    """No change at all, under the name of no module."""

    module = "-"

    @staticmethod
    def code():
        return None


class Broken(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module as the mutant has it; all others come from their files."""

    def __init__(self, mutant):
        self.name = f"programs.sequencing.{mutant.module}"
        self.code = mutant.code()

    def find_spec(self, name, path, target=None):
        return importlib.util.spec_from_loader(name, self) if name == self.name else None

    def exec_module(self, module):
        exec(self.code, module.__dict__)


def examples():
    """Every call of an example test: (function, arguments by name)."""
    for name in EXAMPLES:
        module = importlib.import_module(f"tests.sequencing.{name}")
        for test in [value for key, value in vars(module).items() if key.startswith("test_")]:
            marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
            if not marks:
                yield test, {}
            for mark in marks:
                names = mark.args[0]
                names = [names] if isinstance(names, str) else names
                for row in mark.args[1]:
                    values = getattr(row, "values", row)
                    values = values if isinstance(values, tuple | list) else (values,)
                    yield test, dict(zip(names, values, strict=True))


def fails_a_test():
    try:
        for test, arguments in examples():
            test(**arguments)
    except Exception:
        return True
    return False


def start(mutant):
    """Run the examples in a process in which the module is broken in this way; its id."""
    child = os.fork()
    if child:
        return child
    signal.alarm(PATIENCE)  # what never ends is killed
    sys.meta_path.insert(0, Broken(mutant))
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    os._exit(1 if fails_a_test() else 0)


def killed(mutants):
    """For each mutant whether some example fails, two processes at a time."""
    running, dead = {}, {}
    waiting = list(enumerate(mutants))
    while waiting or running:
        while waiting and len(running) < os.cpu_count():
            n, mutant = waiting.pop()
            running[start(mutant)] = n
        child, status = os.wait()
        dead[running.pop(child)] = status != 0
    return [dead[n] for n in sorted(dead)]


def owners():
    """For each function or constant of the rules, the first rule whose text reaches it."""
    uses = {}
    for path in sorted((PACKAGE / "rules").glob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef):
                uses[node.name] = names_in(node)
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                uses[target.id] = names_in(node)
    found = {}
    for name, number in RULES.items():
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one in uses and one not in found:
                found[one] = number
                waiting.extend(uses[one])
    return found


def names_in(node):
    return [name.id for name in ast.walk(node) if isinstance(name, ast.Name)]


def modules():
    paths = [path.relative_to(PACKAGE).with_suffix("") for path in sorted(PACKAGE.rglob("*.py"))]
    return [".".join(path.parts) for path in paths if path.name != "__init__" and path.name != "plan"]


def prepare():
    """Load what no mutant touches, so that each fork has it already."""
    sys.path.insert(0, str(ROOT))
    import django.conf
    import pytest  # noqa: F401

    if not django.conf.settings.configured:
        django.conf.settings.configure(USE_I18N=False)


def main(*wanted):
    prepare()
    sample = wanted == ("--sample",)
    wanted = () if sample else wanted
    number_of = owners()
    told = defaultdict(list)
    tried = [
        m for module in modules() if not wanted or any(w in module for w in wanted) for m in mutants(module)
    ]
    for mutant in tried:
        number = number_of.get(mutant.place.split(".")[0]) if mutant.module.startswith("rules") else None
        told[number or f"C0 {mutant.module}"].append(mutant)
    if killed([Unbroken]) == [True]:
        print("The examples fail as things stand: mend that first.")
        return 2
    if sample:
        told = {number: [first_in_rule(told[number])] for number in RULES.values()}
    survivors = 0
    for number in sorted(told, key=in_order):
        fates = killed(told[number])
        print(f"{number:18} {sum(fates):4} of {len(fates):4} killed", flush=True)
        for mutant in [m for m, dead in zip(told[number], fates, strict=True) if not dead]:
            source = (PACKAGE / (mutant.module.replace(".", "/") + ".py")).read_text().splitlines()
            reason = EQUIVALENT.get((mutant.module, source[mutant.line - 1].strip(), mutant.change))
            survivors += reason is None
            print(f"    {'equivalent' if reason else 'SURVIVES'}: {mutant.told(source)}", flush=True)
            if reason:
                print(f"      because {reason}")
    print(f"{sum(map(len, told.values()))} mutants, {survivors} unexplained survivors")
    return 1 if survivors else 0


def first_in_rule(mutants):
    """The first that breaks the rule's own function, past its declaration."""
    return next(mutant for mutant in mutants if mutant.place in RULES)


def in_order(number):
    return (1, 0, number) if number.startswith("C0") else (0, int(number[1:]), number)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
