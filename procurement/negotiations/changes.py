"""PURE: the table "what changed" between two revisions, and what each change means in a few words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procurement.agreements.splitting import money_words
from procurement.clauses.positions import ClauseTerms, Kind, Stand, standing_words, values_of
from procurement.negotiations.body import day, position_of
from procurement.negotiations.wording import day_words, parts_of


@dataclass(frozen=True, slots=True)
class Change:
    """One row: the part, where on the page it is, how it was, how it is, and what that means."""

    part: str
    anchor: str
    old: str
    new: str
    means: str
    is_number: bool = False


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any], clauses: Mapping[str, ClauseTerms]) -> list[Change]:
    """What changed from one body to the other: price and numbers first, then words, then clauses."""
    return [*_price(old, new), *_students(old, new), *_days(old, new), *_parts(old, new), *_clauses(old, new, clauses)]


def _price(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    before, after = old["total_cents"], new["total_cents"]
    if before == after:
        return []
    each = after // max(1, new["scope"]["students_count"])
    way = "less" if after < before else "more"
    means = f"{money_words(abs(after - before))} {way}; {money_words(each)} a student"
    return [Change("Total price", "part-price_lines", money_words(before), money_words(after), means, True)]


def _students(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    before, after = old["scope"]["students_count"], new["scope"]["students_count"]
    if before == after:
        return []
    means = f"{abs(after - before):,} {'fewer' if after < before else 'more'}"
    return [Change("Students", "part-scope", f"{before:,}", f"{after:,}", means, True)]


def _days(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    rows = []
    for key, part in (("starts_on", "First day"), ("ends_on", "Last day")):
        before, after = old["calendar"][key], new["calendar"][key]
        if before != after:
            days = (day(after) - day(before)).days
            means = f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {'later' if days > 0 else 'earlier'}"
            rows.append(Change(part, "part-calendar", day_words(before), day_words(after), means))
    return rows


def _parts(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    before = {part.key: part for part in parts_of(old)}
    rows = []
    for part in parts_of(new):
        if part.text == before[part.key].text:
            continue
        was, now = _summary(part.key, old), _summary(part.key, new)
        if was == now:
            was, now = "As it stood", "Reworded"
        rows.append(Change(part.heading, f"part-{part.key}", was, now, _means(part.key, old, new)))
    return rows


def _summary(key: str, body: Mapping[str, Any]) -> str:
    if key == "scope":
        return f"{len(body['sites'])} {'site' if len(body['sites']) == 1 else 'sites'}"
    if key == "calendar":
        count = len(body["calendar"]["reports"])
        return f"{count} {'report' if count == 1 else 'reports'}"
    if key == "measures":
        return ", ".join(measure["name"] for measure in body["measures"])
    if key == "decision_rule":
        return "expand at " + " and ".join(each["threshold"] for each in body["decision_rule"]["expand"])
    if key == "milestones":
        return f"{len(body['milestones'])}, {_contingent_percent(body)}% depends on results"
    return f"{len(body[key])} {'line' if len(body[key]) == 1 else 'lines'}"


def _means(key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if key == "scope":
        gone, come = set(old["sites"]) - set(new["sites"]), set(new["sites"]) - set(old["sites"])
        words = [f"adds {', '.join(sorted(come))}"] * bool(come) + [f"drops {', '.join(sorted(gone))}"] * bool(gone)
        return "; ".join(words) or "See the words below"
    if key == "milestones":
        before, after = _contingent_percent(old), _contingent_percent(new)
        if before != after:
            return f"{'More' if after > before else 'Less'} of the pay depends on results"
        if old["total_cents"] != new["total_cents"]:
            return "Amounts follow the new total"
        return "Dates, titles or shares moved; same total at stake"
    if key == "decision_rule":
        return "Another bar for the decision"
    if key == "data_elements":
        count = len(new["data_elements"]) - len(old["data_elements"])
        return f"{abs(count)} {'more' if count > 0 else 'fewer'} data elements" if count else "Other data elements"
    return "See the words below"


def _contingent_percent(body: Mapping[str, Any]) -> int:
    held = sum(milestone["amount_cents"] for milestone in body["milestones"] if milestone["contingent"])
    return round(100 * held / body["total_cents"]) if body["total_cents"] else 0


def _clauses(old: Mapping[str, Any], new: Mapping[str, Any], clauses: Mapping[str, ClauseTerms]) -> list[Change]:
    before = {entry["key"]: entry for entry in old["clauses"]}
    rows = []
    for number, entry in enumerate(new["clauses"], start=1):
        terms, was = clauses[entry["key"]], before.get(entry["key"])
        part = f"Clause {number}, {terms.title[:1].lower()}{terms.title[1:]}"
        if was is None:
            rows.append(Change(part, f"c{number}", "Not there", standing_words(terms, position_of(entry)), "Added"))
        elif position_of(was) != position_of(entry):
            old_words, new_words = standing_words(terms, position_of(was)), standing_words(terms, position_of(entry))
            rows.append(Change(part, f"c{number}", old_words, new_words, clause_means(terms, was, entry)))
    kept = {entry["key"] for entry in new["clauses"]}
    gone = [entry for entry in old["clauses"] if entry["key"] not in kept]
    rows += [Change(clauses[each["key"]].title, "clauses", "There", "Not there", "Removed") for each in gone]
    return rows


def clause_means(terms: ClauseTerms, was: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    """What a changed position means: stricter or looser, and that it stays within the state's bounds."""
    position = position_of(entry)
    if position.stand is Stand.CUSTOM:
        return "Own wording; free to agree"
    if position.stand is Stand.STANDARD and not position.parameters:
        return "Back to the state standard"
    ways = _ways(terms, was, entry)
    bounds = "free to agree" if terms.kind is Kind.FREE else "within state bounds"
    if not ways:
        return f"Another wording of the library; {bounds}"
    return f"{' and '.join(sorted(ways)).capitalize()}; {bounds}"


def _ways(terms: ClauseTerms, was: Mapping[str, Any], entry: Mapping[str, Any]) -> set[str]:
    before, after = values_of(terms, position_of(was)), values_of(terms, position_of(entry))
    ways = set()
    for parameter in terms.parameters:
        step = after[parameter.key] - before[parameter.key]
        if step and parameter.stricter:
            ways.add("stricter" if (step > 0) == (parameter.stricter == "more") else "looser")
        elif step:
            ways.add("more" if step > 0 else "less")
    return ways
