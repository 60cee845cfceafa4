"""Reads a request's form as Stripe does and holds it against the parameter types that Stripe's SDK declares."""

import re
import sys
import types
import typing
from functools import cache
from urllib.parse import parse_qsl

import typing_extensions
from stripe._request_options import RequestOptions

WHOLE_NUMBER = re.compile(r"-?\d+")
NOT_SENT = frozenset(RequestOptions.__annotations__)


def decoded(body):
    """The form as nested dicts and lists: ``a[0][b]=1`` is ``{"a": [{"b": "1"}]}``."""
    tree = {}
    for name, value in parse_qsl(body, keep_blank_values=True, strict_parsing=bool(body)):
        *path, last = [part.rstrip("]") for part in name.split("[")]
        here = tree
        for part in path:
            here = here.setdefault(part, {})
        here[last] = value
    return _with_lists(tree)


def _with_lists(value):
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_with_lists(value[key]) for key in sorted(value, key=int)]
    return {key: _with_lists(inner) for key, inner in value.items()}


@cache
def types_of(kind):
    """The parameters of a TypedDict of the SDK: name → (type, whether it must be there)."""
    found = {}
    for name, written in kind.__annotations__.items():
        if name in NOT_SENT:
            continue
        alone = types.SimpleNamespace(__annotations__={name: written})
        hint = typing.get_type_hints(alone, globalns=vars(sys.modules[kind.__module__]), include_extras=True)[name]
        is_needed = name in kind.__required_keys__
        if typing.get_origin(hint) in (typing_extensions.NotRequired, typing.NotRequired):
            hint, is_needed = typing.get_args(hint)[0], False
        found[name] = (hint, is_needed)
    return found


def fault(value, kind, path=""):
    """What is wrong with a value of this type, as (parameter, words); None where nothing is."""
    if typing_extensions.is_typeddict(kind):
        return _fault_of_dict(value, kind, path)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _fault_of_union(value, inner, path)
    if origin is typing.Literal:
        return None if value in inner else (path, f"Invalid {path}: must be one of {', '.join(inner)}")
    if origin is list:
        if not isinstance(value, list):
            return path, f"Invalid array: {path}"
        return next(filter(None, (fault(each, inner[0], f"{path}[{n}]") for n, each in enumerate(value))), None)
    if origin is dict:
        if not isinstance(value, dict):
            return path, f"Invalid hash: {path}"
        return next(filter(None, (fault(each, inner[1], f"{path}[{key}]") for key, each in value.items())), None)
    return _fault_of_plain(value, kind, path)


def _fault_of_dict(value, kind, path):
    if not isinstance(value, dict):
        return path, f"Invalid object: {path}"
    known = types_of(kind)
    for name, each in value.items():
        where = f"{path}[{name}]" if path else name
        if name not in known:
            return where, f"Received unknown parameter: {where}"
        if found := fault(each, known[name][0], where):
            return found
    for name, (_, is_needed) in known.items():
        if is_needed and name not in value:
            where = f"{path}[{name}]" if path else name
            return where, f"Missing required param: {where}."
    return None


def _fault_of_union(value, kinds, path):
    """One of the kinds must fit. The SDK adds plain text to closed lists of words for later versions: not here."""
    has_words = any(typing.get_origin(each) is typing.Literal and any(typing.get_args(each)) for each in kinds)
    found = [fault(value, each, path) for each in kinds if not (has_words and each is str)]
    return None if None in found else found[0]


def _fault_of_plain(value, kind, path):
    if not isinstance(value, str):
        return path, f"Invalid {path}: a plain value is expected"
    if kind is bool:
        return None if value in ("true", "false") else (path, f"Invalid boolean: {value}")
    if kind is int:
        return None if WHOLE_NUMBER.fullmatch(value) else (path, f"Invalid integer: {value}")
    if kind is str:
        return None if value else (path, f"You passed an empty string for '{path}'.")
    return path, f"{path} is of a kind that this server does not know: {kind}"
