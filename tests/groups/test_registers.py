"""Numbers typed in one go."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from groups.registers import Entry, in_short, read_register


def columns(text, **options):
    reading = read_register(text, **options)
    assert reading.faults == []
    return {entry.number: entry.column for entry in reading.entries}


def test_a_range_and_a_word():
    assert columns("1-25, women") == dict.fromkeys(range(1, 26), "woman")


@pytest.mark.parametrize(
    "text",
    [
        "1-3, women\n4-5 men",
        "1-3 women, 4 and 5 men",
        "1-2, 3 Women; 4-5 MEN.",
        "1–3 women / 4–5 men",
        "1, 2, 3 woman and 4, 5 man",
    ],
)
def test_different_hands_write_it_differently(text):
    assert columns(text) == {1: "woman", 2: "woman", 3: "woman", 4: "man", 5: "man"}


def test_digits_of_other_scripts_are_digits():
    assert columns("١-٣ women") == dict.fromkeys((1, 2, 3), "woman")


def test_numbers_without_a_word_are_counted_as_the_space_says():
    assert columns("1-3", usual="girl") == dict.fromkeys((1, 2, 3), "girl")


def test_couples_are_pairs_of_consecutive_numbers():
    reading = read_register("1-4 couples", next_pair=7)
    assert reading.entries == [
        Entry(1, "woman", 7),
        Entry(2, "man", 7),
        Entry(3, "woman", 8),
        Entry(4, "man", 8),
    ]
    assert columns("1-2 couples", man_first=True) == {1: "man", 2: "woman"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "Write the numbers, such as 1-25 women."),
        ("1-25", "Say how 1–25 are counted: add a word such as women, men, girls or boys."),
        ("25-1 women", "25-1 runs backwards. Write the lower number first."),
        ("0 women", "0: a member number lies between 1 and 9999."),
        ("99999999999999999999 women", "99999999999999999999: a member number lies between 1 and 9999."),
        ("1-9999 women", "1-9999: add at most 500 numbers in one go."),
        ("1-5 couples", "Couples need an even count of numbers: 5 were given."),
        ("3-5 women, 5 men", "Written twice: 5."),
        ("women 1-5", "Write the numbers before “women”, such as 1-25 women."),
        (
            "1 Marie Uwase",
            "“Marie Uwase” is not a way to count people. Write, for example, women or men.",
        ),
    ],
)
def test_a_fault_is_a_sentence(text, fault):
    assert fault in read_register(text).faults


def test_numbers_already_on_the_register_are_named():
    assert read_register("1-5 men", taken=[2, 3, 9]).faults == ["Already on the register of this group: 2–3."]


def test_the_words_of_the_page_are_understood_with_the_english_ones():
    with translation.override("fr"):
        assert columns("1 women") == {1: "woman"}


@given(st.text(max_size=200))
def test_any_text_gives_entries_or_sentences_and_never_a_traceback(text):
    reading = read_register(text)
    assert reading.entries or reading.faults
    assert all(1 <= entry.number <= 9999 for entry in reading.entries)


@given(st.sets(st.integers(1, 9999), min_size=1, max_size=60))
def test_what_is_said_in_short_is_read_back(numbers):
    assert set(columns(in_short(numbers) + " men")) == numbers
