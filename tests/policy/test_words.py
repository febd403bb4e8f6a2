from pamong.policy import words


def test_every_word_is_spoken_in_both_languages() -> None:
    kinds = [kind for kind in vars(words).values() if isinstance(kind, type) and issubclass(kind, words.Word)]
    for kind in kinds:
        for word in kind:
            assert word.label.id
            assert word.label.en
