"""What a bundle is judged by: kinds of sound in words."""

import pytest

pytest.importorskip("torch")

from trainer.held_out import _kind_of_sound


@pytest.mark.parametrize(
    ("group", "kind"),
    [
        ("not_music/esc10/001_Dog_bark", "dog bark"),
        ("not_music/us8k/air_conditioner", "air conditioner"),
        ("not_music/speech_fsdd/george", "speech"),
        ("not_music/speech_emodb/11", "speech"),
        ("speech.en-us", "speech"),
        ("noise.valid", "noise"),
    ],
)
def test_kinds_of_sound_are_named_in_words(group: str, kind: str) -> None:
    assert _kind_of_sound(group) == kind
