"""An oracle of our own: whether an answer is as its JSON Schema says, and nothing more than that."""

import re
from datetime import date, datetime
from urllib.parse import urlsplit

KINDS = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}
FORMATS = {
    "date": date.fromisoformat,
    "date-time": lambda text: datetime.fromisoformat(text).utcoffset().total_seconds(),
    "uri": lambda text: urlsplit(text).scheme.index("http"),
}


def faults_of(value, schema, place="answer"):
    """Every place where the value is not as described; a field that is not described is one too."""
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(KINDS[kind](value) for kind in kinds):
        return [f"{place}: {value!r} is no {kinds}"]
    if value is None:
        return []
    found = []
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{place}: {value!r} is not listed")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{place}: {value!r} does not fit")
    if "format" in schema:
        try:
            FORMATS[schema["format"]](value)
        except (ValueError, AttributeError):
            found.append(f"{place}: {value!r} is no {schema['format']}")
    if value < schema.get("minimum", value) if isinstance(value, int) else False:
        found.append(f"{place}: {value!r} is too small")
    for each in value if isinstance(value, list) else ():
        found += faults_of(each, schema["items"], f"{place}[]")
    if "properties" in schema:
        for name in set(schema["required"]) - set(value):
            found.append(f"{place}.{name} is missing")
        for name, each in value.items():
            if name in schema["properties"]:
                found += faults_of(each, schema["properties"][name], f"{place}.{name}")
            else:
                found.append(f"{place}.{name} is not described")
    return found
