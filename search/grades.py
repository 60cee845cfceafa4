"""PURE: school grades as people say them, and as every engine can match them."""

from collections.abc import Sequence

LAST_GRADE = 12
_BANDS = {"PK-K": (), "K-3": (1, 2, 3), "3-6": (3, 4, 5, 6), "6-9": (6, 7, 8, 9), "9-12": (9, 10, 11, 12)}
_LEVELS = {"K-3": "elementary", "3-6": "elementary", "6-9": "middle", "9-12": "high"}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINAL = {word: number for number, word in enumerate(_ORDINALS.split(), start=1)}
_ORDINAL |= {f"{number}{ending}": number for number in range(1, 13) for ending in ("st", "nd", "rd", "th")}
_YEARS = {"freshmen": 9, "freshman": 9, "sophomores": 10, "juniors": 11, "seniors": 12}
_GRADE_WORDS = frozenset({"grade", "grades", "grader", "graders", "gr"})
_JOINING = frozenset({"to", "and", "through", "or"})
_LEVEL_WORDS = {
    ("elementary", "school"): "elementary",
    ("elementary", "grades"): "elementary",
    ("elementary",): "elementary",
    ("primary", "school"): "elementary",
    ("middle", "school"): "middle",
    ("middle", "schools"): "middle",
    ("middle", "schoolers"): "middle",
    ("middle", "grades"): "middle",
    ("junior", "high"): "middle",
    ("high", "school"): "high",
    ("high", "schools"): "high",
    ("high", "schoolers"): "high",
    ("secondary", "school"): "high",
}


def grade_words(bands: Sequence[str]) -> list[str]:
    """The words under which an entry of these grade bands is found: one a grade, one a level of school."""
    grades = sorted({grade for band in bands for grade in _BANDS.get(band, ())})
    levels = sorted({_LEVELS[band] for band in bands if band in _LEVELS})
    return [*(f"grade{grade}" for grade in grades), *(f"level{level}" for level in levels)]


def read_grades(words: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """How many words at the start speak of grades or a level of school, and the index words any of which will do."""
    for length in (2, 1):
        level = _LEVEL_WORDS.get(tuple(words[:length]))
        if level and len(words) >= length:
            return length, (f"level{level}",)
    if words and words[0] in _YEARS:
        return 1, (f"grade{_YEARS[words[0]]}",)
    if words and words[0] in _GRADE_WORDS:
        length, first, last = _span(words[1:])
        return (length + 1, _between(first, last)) if length else (0, ())
    length, first, last = _span(words)
    is_named = length and len(words) > length and words[length] in _GRADE_WORDS
    if is_named:
        return length + 1, _between(first, last)
    return (length, _between(first, last)) if length >= 2 and words[0] == "k" else (0, ())


def _span(words: Sequence[str]) -> tuple[int, int, int]:
    """How many words say a grade or a stretch of grades, with its first and last; none: 0."""
    first = _number(words[0]) if words else None
    if first is None:
        return 0, 0, 0
    rest = words[1:]
    skipped = 1 if rest and rest[0] in _JOINING else 0
    last = _number(rest[skipped]) if len(rest) > skipped else None
    if last is None or last <= first:
        return 1, first, first
    return 2 + skipped, first, last


def _number(word: str) -> int | None:
    if word == "k":
        return 0
    if word in _ORDINAL:
        return _ORDINAL[word]
    return int(word) if word.isdigit() and len(word) < 3 and 1 <= int(word) <= LAST_GRADE else None


def _between(first: int, last: int) -> tuple[str, ...]:
    return tuple(f"grade{grade}" for grade in range(max(first, 1), last + 1))
