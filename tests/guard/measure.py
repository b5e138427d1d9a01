"""How much the guard catches and how often it is wrong: `python -m tests.guard.measure`.

Counted are blocks; `asked` are further notes whose writer must tick that no person is identifiable. The
`held_out` notes were written after the rules and are not tuned on; when first measured, 88 % were blocked,
92 % with asking, and none wrongly. Eight earlier sets were held out the same way, measured, and then learned
from: three gave 73, 75 and 68 %, and five harder ones (half of them without a word of harm) 31, 62, 76, 62
and 74 %, with 0 to 7 % blocked wrongly. A ninth, in Arabic, asked about what is told of one person without
harm: of 60 such innocent notes 21 were blocked, 8 after the rules had learned from them; of 12 further ones
3 (5 before). One author wrote notes and rules: the field will tell more.
"""

import sys
import tomllib
from pathlib import Path

from care_engage.kit.guard.judging import judge
from care_engage.kit.guard.words import LANGUAGES

NOTES = Path(__file__).with_name("notes")
SETS = (("betraying", "innocent"), ("held_out_betraying", "held_out_innocent"))


def notes(language):
    with (NOTES / f"{language}.toml").open("rb") as file:
        return tomllib.load(file)


def counted(betraying, innocent):
    """`{language: (betraying notes, blocked of them, innocent notes, blocked, asked, asked wrongly)}`"""
    return {
        language: (
            len(found := notes(language)[betraying]),
            sum(bool(judge(text).blocks) for text in found),
            len(calm := notes(language)[innocent]),
            sum(bool(judge(text).blocks) for text in calm),
            sum(bool(judge(text).warns and not judge(text).blocks) for text in found),
            sum(bool(judge(text).warns and not judge(text).blocks) for text in calm),
        )
        for language in LANGUAGES
    }


def rates(counts):
    """`(recall, rate of false blocks)` over all languages."""
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    return total[1] / total[0], total[3] / total[2]


def told(counts, title):
    lines = [title, "language   betraying  blocked  recall  asked   innocent  blocked  false  asked"]
    for language, (bad, caught, good, wrong, asked, asked_wrongly) in counts.items():
        row = f"{language:<9}{bad:>11}{caught:>9}{caught / bad:>8.1%}{asked:>7}"
        lines.append(f"{row}{good:>11}{wrong:>9}{wrong / good:>7.1%}{asked_wrongly:>7}")
    recall, wrong = rates(counts)
    lines.append(f"all languages: recall {recall:.1%}, false blocks {wrong:.1%}")
    return "\n".join(lines)


def main():
    for (betraying, innocent), title in zip(
        SETS, ("Notes the rules were made with", "Held out"), strict=True
    ):
        print(told(counted(betraying, innocent), title), end="\n\n")
    if "--missed" in sys.argv:
        for language in LANGUAGES:
            for text in notes(language)["betraying"]:
                if not judge(text).blocks:
                    print("missed:", language, text)
            for text in notes(language)["innocent"]:
                if judge(text).blocks:
                    print("wrong:", language, [str(b) for b in judge(text).blocks], text)


if __name__ == "__main__":
    main()
