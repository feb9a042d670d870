from egnatia.language import Remembered


def test_what_was_asked_once_is_not_worked_out_again() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    lengths = Remembered(length, most=9)
    assert list(map(lengths.__getitem__, ["lantern", "sea", "lantern"])) == [7, 3, 7]
    assert asked == ["lantern", "sea"]


def test_what_is_full_begins_anew_and_answers_as_before() -> None:
    lengths = Remembered[str, int](len, most=2)
    for word in ("lantern", "sea", "harbour"):
        assert lengths[word] == len(word)
    assert list(lengths) == ["harbour"]
