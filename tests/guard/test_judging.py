"""The guard's core: what it must catch, what it must let through, and that nothing gets around it cheaply."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care_engage.kit.guard.judging import Block, Warn, judge
from care_engage.kit.guard.reading import read
from tests.guard import grammar
from tests.guard.measure import SETS, counted, rates, told

LEADS_IN = {  # in front of a number, so that it stands in prose
    "en": "Please call ",
    "fr": "Appeler le ",
    "es": "Llamar al ",
    "pt": "Ligar para ",
    "ar": "الاتصال على ",
}
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９", "०१२३४५६७८९")
HIDDEN = ("", "\u200b", "\u200d", "\u00ad", "\u2060", "\ufeff", "\u200f")


def test_recall_and_false_blocks(capsys):
    """The figures of the notes in tests/guard/notes: `python -m tests.guard.measure` prints them too."""
    made_with, held_out = (counted(*names) for names in SETS)
    with capsys.disabled():
        print(f"\n{told(made_with, 'Notes the rules were made with')}\n\n{told(held_out, 'Held out')}")
    assert sum(row[0] + held_out[language][0] for language, row in made_with.items()) >= 300
    assert sum(row[2] + held_out[language][2] for language, row in made_with.items()) >= 300
    recall, wrong = rates(made_with)
    assert recall >= 0.97
    assert wrong < 0.05
    recall, wrong = rates(held_out)
    assert recall >= 0.85  # unseen notes: the lists know many ways to tell of harm, never all of them
    assert wrong < 0.05
    stopped = sum(row[1] + row[4] for row in held_out.values()) / sum(row[0] for row in held_out.values())
    assert stopped >= 0.9


@pytest.mark.parametrize("language", grammar.PARTS)
@given(data=st.data())
def test_harm_to_one_person_is_blocked_in_any_words(language, data):
    note = data.draw(grammar.betraying(language))
    assert Block.HARM in judge(note).blocks, note


@pytest.mark.parametrize("language", grammar.LIVES)
@given(data=st.data())
def test_one_persons_life_is_blocked_without_a_word_of_harm(language, data):
    note = data.draw(grammar.private(language))
    assert judge(note).blocks, note


@pytest.mark.parametrize("language", grammar.WORK)
@given(data=st.data())
def test_what_groups_do_is_let_through(language, data):
    note = data.draw(grammar.at_work(language))
    assert judge(note).blocks == (), note


@pytest.mark.parametrize("language", grammar.TOPICS)
@given(data=st.data())
def test_harm_as_a_topic_is_let_through(language, data):
    note = data.draw(grammar.topical(language))
    assert judge(note).blocks == (), note


@pytest.mark.parametrize(
    ("ordinary", "harm"),
    [
        ("One man washes the dishes with his wife.", "One man hits his wife over the dishes."),
        ("Le mari de la présidente a réparé le ventilateur.", "Le mari de la présidente frappe sa fille."),
        ("El marido de la presidenta arregló el ventilador.", "El marido de la presidenta golpea a su hija."),
        ("O marido da presidente consertou o ventilador.", "O marido da presidente bate na filha."),
        ("غابت الميسرة بسبب امتحان ابنها.", "غابت الميسرة لأن زوجها ضرب ابنها بعد الامتحان."),
    ],
)
def test_what_is_nobodys_secret_may_be_told_of_one_person(ordinary, harm):
    """Dishes, a fan, an exam; beside harm they excuse nothing."""
    assert judge(ordinary).blocks == ()
    assert judge(harm).blocks
    assert judge(f"{ordinary[:-1]}, {harm}").blocks


def test_a_thing_of_every_day_is_no_act_of_every_day():
    """It may be thrown: what is let through is washing the dishes."""
    assert judge("One man throws the dishes at his wife.").blocks


@pytest.mark.parametrize(("hers", "nobodys"), [("رأت معلمه تضحك", "رأت معلمة تضحك")])
def test_the_ending_of_a_feminine_noun_is_no_pronoun(hers, nobodys):
    """معلمه is "his teacher", معلمة "a teacher"; the lists know them as one word."""
    assert read(hers)[1][1].pronoun
    assert not read(nobodys)[1][1].pronoun
    assert read(hers)[1][1].roles == read(nobodys)[1][1].roles


@pytest.mark.parametrize("note", ["أقسم أمامنا أنه سينهي أمرها.", "انفصل زوجان بعد أن كسر فكها."])
def test_harm_in_several_words_of_which_the_last_says_hers(note):
    assert Block.HARM in judge(note).blocks


@given(
    number=st.from_regex(r"0[1-9][0-9]{7,9}", fullmatch=True),
    data=st.data(),
    language=st.sampled_from(sorted(LEADS_IN)),
)
def test_no_spelling_of_a_phone_number_evades(number, data, language):
    digits = data.draw(st.sampled_from(DIGITS))
    separators = st.sampled_from(["", " ", ".", "-", " . ", "\u00a0", "/", "  "])
    spelled = number[0].translate(str.maketrans("0123456789", digits))
    for digit in number[1:]:
        spelled += data.draw(st.sampled_from(HIDDEN)) + data.draw(separators)
        spelled += digit.translate(str.maketrans("0123456789", digits))
    assert Block.PHONE in judge(LEADS_IN[language] + spelled).blocks


@given(
    word=st.sampled_from(["beat", "raped", "slapped", "threatened", "molested"]),
    hidden=st.sampled_from(HIDDEN),
    at=st.integers(1, 3),
    capitals=st.booleans(),
)
def test_invisible_characters_and_capitals_do_not_evade(word, hidden, at, capitals):
    note = f"Her husband {word[:at]}{hidden}{word[at:]} her"
    assert Block.HARM in judge(note.upper() if capitals else note).blocks


@given(st.text())
def test_it_never_raises(text):
    judge(text)


@given(st.text(alphabet="0123456789 .-+()/°'@NSa\u0301\u064bزوجها;\n", max_size=300))
def test_it_never_raises_on_what_looks_like_numbers(text):
    judge(text)


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("Call 0788 123 456", Block.PHONE),
        ("+250-788-123-456", Block.PHONE),
        ("tel. (0788) 123.456", Block.PHONE),
        ("zero seven eight eight one two three four five six", Block.PHONE),
        ("Apelle le 06 12 34 56 78", Block.PHONE),
        ("رقمها ٠٧٨٨١٢٣٤٥٦", Block.PHONE),
        ("1 1990 8 0012345 0 67", Block.PHONE),
        ("passport PC1234567", Block.PAPER),
        ("CURP GOMC850412MDFNRR08", Block.PAPER),
        ("her ID card 44561", Block.PAPER),
        ("write to a.b@c.org", Block.EMAIL),
        ("a.b (at) c.org", Block.EMAIL),
        ("she is @grace_u there", Block.EMAIL),
        ("facebook.com/grace.u", Block.EMAIL),
        ("-1.94407, 30.06185", Block.COORDINATES),
        ("1.94407 S 30.06185 E", Block.COORDINATES),
        ("1°56'38\"S 30°3'42\"E", Block.COORDINATES),
        ("6GCRM3P6+Q9", Block.COORDINATES),
        ("https://maps.app.goo.gl/abc", Block.COORDINATES),
        ("https://www.google.com/maps/@-1.9,30.0", Block.COORDINATES),
        ("geo:-1.94,30.06", Block.COORDINATES),
        ("///filled.count.soap", Block.COORDINATES),
        ("Mr Habimana came", Block.NAME),
        ("mrs uwase came", Block.NAME),
        ("M. Habimana est venu", Block.NAME),
        ("la sra. López", Block.NAME),
        ("Dona Maria", Block.NAME),
        ("السيدة فاطمة", Block.NAME),
        ("her husband Jean came", Block.NAME),
        ("a woman called Grace", Block.NAME),
    ],
)
def test_what_leads_to_one_person_is_blocked(text, block):
    assert block in judge(text).blocks


@pytest.mark.parametrize(
    "text",
    [
        "Sessions 1, 2, 3, 4, 5, 6, 7 and 8 were held.",
        "From 2026-03-09 to 2026-06-30, at 14:30-16:30.",
        "Budget 12 500 000 for 2026-2027.",
        "On 09/03/2026, 16/03/2026 and 23.03.2026.",
        "Half past 14.30 - 16.00, from 01.02.26.",
        "Group RW-KIR-M12 and intervention M1.",
        "It reaches 1500000 people.",
        "Miss no session: the harvest is over.",
        "A sister organization met at school. They were 25.",
        "The ratio was 0.45, then 0.62.",
    ],
)
def test_figures_and_dates_are_let_through(text):
    assert judge(text).blocks == ()


@pytest.mark.parametrize(
    ("text", "warns"),
    [
        ("We thank Grace Uwase for the room.", (Warn.LIKELY_NAME,)),
        ("Grace Uwase led the songs.", (Warn.LIKELY_NAME,)),
        ("A 14-year-old from Gatore leads the club.", (Warn.AGE_AND_PLACE,)),
        ("Une fille de 14 ans de Gatore.", (Warn.AGE_AND_PLACE,)),
        ("فتاة عمرها 14 سنة من جاتوري", (Warn.AGE_AND_PLACE,)),
        ("The Kirehe district meets on Monday in March.", ()),
        ("Girls of 10-14 years from Gatore.", ()),
        ("The International Women's Day in Kirehe.", ()),
    ],
)
def test_what_may_point_to_somebody_is_asked_about(text, warns):
    assert judge(text).warns == warns


def test_known_names_are_not_asked_about():
    assert judge("We met Urugo Rwiza in town.").warns == (Warn.LIKELY_NAME,)
    assert judge("We met Urugo Rwiza in town.", frozenset({"urugo", "rwiza"})).warns == ()


HOSTILE = [
    "a",
    "1",
    "1 ",
    "1.",
    "@",
    "a@",
    "her husband ",
    "beat ",
    "A B ",
    "Grace ",
    "و",
    "زوجها ",
    "1.234,",
    "M. ",
    "+1",
    "°1",
    "///a.",
    "A1",
    "no ",
    "\u0301",
    "a woman ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_is_linear_in_the_length(piece):
    """Four times the text takes about four times as long; sixteen times would be quadratic."""

    def seconds(length):
        text = piece * (length // len(piece))
        return min(_timed(text) for _ in range(3))

    judge(piece)
    assert seconds(16_000) < 9 * seconds(4_000)


def _timed(text):
    start = time.process_time()
    judge(text)
    return time.process_time() - start
