"""The language of a treaty, as BCP 47 names languages."""

from __future__ import annotations

import pytest

from drafter.model.language import language_flaw, runs_right, three_letters


@pytest.mark.parametrize(
    "tag", ["en", "fr", "ar", "zh-Hans", "pt-BR", "sr-Latn-RS", "es-419", "nqo", "sl-rozaj", "de-1996"]
)
def test_a_tag_as_rfc_5646_writes_it_is_taken(tag: str) -> None:
    assert language_flaw(tag) is None


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("EN", "write en"),
        ("fra", "write fr"),
        ("en-gb", "write en-GB"),
        ("zh-hans", "write zh-Hans"),
        *(
            (each, "BCP 47")
            for each in ("", "french", "Français", "en_GB", "qq", "en-", "x-mine", "en-GB-u-co", "en\n")
        ),
    ],
)
def test_any_other_is_told_with_what_to_write(tag: str, told: str) -> None:
    flaw = language_flaw(tag)
    assert flaw is not None
    assert told in flaw[1]


def test_the_script_says_which_way_a_language_runs_and_else_the_language() -> None:
    assert [runs_right(each) for each in ("ar", "he", "fa-AF", "az-Arab", "ku", "ar-Latn", "en", "zh-Hant")] == [
        *(True, True, True, True, False, False, False, False),
    ]


def test_akoma_ntoso_names_languages_by_three_letters() -> None:
    assert [three_letters(each) for each in ("en", "fr-CA", "zh-Hans", "nqo")] == ["eng", "fra", "zho", "nqo"]
