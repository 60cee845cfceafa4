"""PURE: the names of measures, from files that write them in small letters or all in capitals, as people read them."""

import re

KNOWN = (
    "adhd basc cbcl celf crct csap cst ctb ctbs dard dbd dibels drp ecls ela ets evt fcat gmrt gort hisd hsa iq isat "
    "istep itbs ktea leap naep nce nwea piat ppvt sat sbac sdrt ssis ssrs staar taas taks tcap toca topel torf towre "
    "ucsmp wiat wj wkce wrat wrmt"
)
ACRONYMS = frozenset(KNOWN.split())
NUMERALS = frozenset({"ii", "iii", "iv"})
PROPER = {
    name.lower(): name
    for name in (
        *("Binet", "Carolina", "Conners", "English", "Farran", "Hanna", "Hill", "Houston", "Indiana", "Iowa", "Jersey"),
        *(
            "Jimerson",
            "Johnson",
            "Louisiana",
            "MacGinitie",
            "McGraw",
            "Mullen",
            "Nova",
            "Pinnell",
            "Singer",
            "Terra",
            "Texas",
        ),
        *("Vineland", "York"),
    )
}
AT_A_START = frozenset({"act", "map", "star"})

_WORD = re.compile(r"[a-z]+")
_TOKEN = re.compile(r"(?<![\w’'])([a-zA-Z]+)((?:-[a-zA-Z0-9]{1,3})*)(?![\w’'])")
_SHORT_FORM = re.compile(r"\(([a-zA-Z]{2,8})((?:[-–/] ?[a-zA-Z0-9]{1,4}|\d)*)(?=[),: ])")
_UNCLOSED = re.compile(r"\([^()]*$")
_DASH = re.compile(r"(?<=[\w)])(?: - |- |--)(?!and |or )")
_STRAY_BLANK = re.compile(r"(?<=\w) (?=-\w)")
_LETTERED = re.compile(r"(?:\bform [a-z]|\b(?:algebra|level|part) i)$", re.IGNORECASE)
_START = re.compile(r"^$|\bnwea $", re.IGNORECASE)


def measure_name(text: str) -> str:
    """The name with a capital at its start, its abbreviations in capitals, and every bracket closed.

    What an open bracket holds can be all that tells two measures apart.
    """
    text = text.lower() if text.isupper() and " " in text else text
    text = f"{text.rstrip()})" if _UNCLOSED.search(text) else text
    text = _SHORT_FORM.sub(lambda found: _short_form(found, text[: found.start()]), text)
    text = _DASH.sub(" – ", _STRAY_BLANK.sub("", text))
    text = _TOKEN.sub(lambda found: _token(found, text[: found.start()]), text)
    return text[:1].upper() + text[1:]


def _short_form(found: re.Match[str], before: str) -> str:
    """The letters in a bracket in capitals, where the words before begin with them or they are known."""
    initials = iter(word[0] for word in _WORD.findall(before.lower()))
    letters = found[1].lower()
    is_short_form = letters in ACRONYMS or all(letter in initials for letter in letters)
    return found[0].upper() if is_short_form else found[0]


def _token(found: re.Match[str], before: str) -> str:
    """One word, with what hangs on it by a hyphen (SAT-10, WJ-III), in the letters that it is known by."""
    word, suffix = found[1].lower(), found[2]
    is_acronym = word in ACRONYMS or (word in AT_A_START and _START.search(before))
    if is_acronym or (word in NUMERALS and not suffix):
        return found[0].upper()
    if _LETTERED.search(before + word):
        return found[0].upper()
    return PROPER[word] + suffix if word in PROPER and found[1].islower() else found[0]
