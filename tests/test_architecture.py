"""What the import contracts cannot see: relations, pure modules, sizes, clocks, words. Every file joins by itself."""

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
ROOTS = ("marketplace", "procurement", "search", "cms")
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())
PURE_LIBRARIES = {"numpy", "scipy"}
LONGEST_FILE_LINES = 400


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def sources(*folders):
    return [
        path
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if not {"node_modules", "migrations"} & set(path.parts)
    ]


def ours(*names):
    """Source files of the packages; those with the given names only, when some are given."""
    return [path for path in sources(*ROOTS) if not names or path.name in names]


def is_pure(path):
    return (ast.get_docstring(tree(path)) or "").startswith("PURE")


def shown(path):
    return path.relative_to(ROOT).as_posix()


def imports_of(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module


def slice_order():
    """Every slice and root, highest first, as the contracts have them."""
    order = []
    for contract in CONTRACTS["tool"]["importlinter"]["contracts"]:
        if contract.get("exhaustive"):
            order.append((contract["containers"][0], contract["layers"]))
    return dict(order)


def is_fit_for_a_pure_module(name):
    top = name.split(".")[0]
    if top not in ROOTS:
        return top in sys.stdlib_module_names | PURE_LIBRARIES
    module = ROOT.joinpath(*name.split("."))
    found = module.with_suffix(".py") if module.with_suffix(".py").exists() else module / "__init__.py"
    return is_pure(found) or not list(imports_of(found))


def test_a_pure_module_leans_on_nothing_but_numbers_and_other_pure_modules():
    pure = [path for path in ours() if is_pure(path)]
    leaning = [(shown(path), name) for path in pure for name in imports_of(path) if not is_fit_for_a_pure_module(name)]
    assert pure
    assert leaning == []


def test_relations_point_the_way_imports_do():
    roots, slices, wrong = ("marketplace", "procurement", "search", "cms"), slice_order(), []
    for model in apps.get_models():
        if model._meta.app_label not in roots:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if field.auto_created or not isinstance(target, type) or target._meta.app_label not in roots:
                continue
            here, there = model.__module__.split("."), target.__module__.split(".")
            up = roots.index(there[0]) > roots.index(here[0])
            if here[0] == there[0] and here[0] in slices and {here[1], there[1]} <= set(slices[here[0]]):
                up = slices[here[0]].index(there[1]) < slices[here[0]].index(here[1])
            if up:
                wrong.append(f"{model.__name__}.{field.name} points up to {target.__name__}")
    assert wrong == []


def test_nobody_reaches_for_a_model_by_its_name():
    calls = [
        f"{shown(path)}:{node.lineno}"
        for path in ours()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get_model"
    ]
    assert calls == []


def test_names_of_models_are_unique_in_their_package():
    for root in ROOTS:
        names = [model.__name__ for model in apps.get_app_config(root).get_models()]
        assert len(names) == len(set(names))


CLOCKS = {"now", "today", "utcnow", "localdate", "localtime"}
CLOCKLESS = ("services.py", "queries.py", "permissions.py", "transitions.py")


def test_no_clock_in_the_domain():
    reads = [
        f"{shown(path)}:{node.lineno}: {ast.unparse(node.func)}"
        for path in ours()
        if path.name in CLOCKLESS or is_pure(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and not node.args
        and ast.unparse(node.func.value).split(".")[-1] in {"datetime", "date", "timezone"}
    ]
    assert reads == []


def test_a_day_is_the_day_where_the_agency_is():
    wanted = re.compile(r"\bnow\(\)\.date\(\)|\bdate\.today\(\)")
    texts = sources(*ROOTS, "tests")
    assert [shown(path) for path in texts if wanted.search(path.read_text(encoding="utf-8"))] == []


def test_services_know_nothing_of_the_web():
    web = ("django.http", "django.contrib.messages")
    services = ours("services.py")
    assert services
    assert [(shown(path), name) for path in services for name in imports_of(path) if name.startswith(web)] == []


def test_services_take_their_arguments_by_name():
    unnamed = [
        f"{shown(path)}: {node.name}"
        for path in ours("services.py")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and "service" in {ast.unparse(each) for each in node.decorator_list}
        and node.args.args
    ]
    assert unnamed == []


def test_files_stay_short_enough_to_be_read():
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources(*ROOTS, "tests")}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE_LINES} == {}


def test_nothing_is_left_for_later():
    wanted = re.compile(r"\b(TO" + "DO|FIX" + r"ME|X" + r"XX)\b")
    texts = [*sources(*ROOTS, "tests"), *sorted((ROOT / "templates").rglob("*.html"))]
    assert [shown(path) for path in texts if wanted.search(path.read_text(encoding="utf-8"))] == []


INLINE = re.compile(r"<style[\s>]|<script(?![^>]*\bsrc=)|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:", re.IGNORECASE)


def test_no_template_carries_inline_style_or_script():
    templates = sorted((ROOT / "templates").rglob("*.html"))
    mails = {path for path in templates if "mail" in path.relative_to(ROOT / "templates").as_posix()}
    assert [shown(path) for path in templates if path not in mails and INLINE.search(path.read_text())] == []


def test_every_package_we_import_is_declared():
    declared = {normal(re.split(r"[\[~=<>;\s]", line)[0]) for line in CONTRACTS["project"]["dependencies"]}
    names = {normal(name): normal(owner) for name, owner in OWNERS.items()}
    used = {name.split(".")[0] for path in ours() for name in imports_of(path)}
    outside = {normal(name) for name in used - set(sys.stdlib_module_names) - set(ROOTS)}
    assert {name for name in outside if names.get(name, name) not in declared} == set()


OWNERS = {
    "csp": "django-csp",
    "allauth": "django-allauth",
    "django_filters": "django-filter",
    "django_tasks_db": "django-tasks-db",
    "storages": "django-storages",
    "modelcluster": "wagtail",
    "taggit": "wagtail",
    "PIL": "wagtail",
    "docx": "python-docx",
    "openpyxl": "tablib",
}


def normal(name):
    return name.lower().replace("_", "-")


def test_every_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text()
    lines = re.findall(r'^  "[A-Za-z].*$', text.split("[tool.")[0], re.MULTILINE)
    assert lines
    assert [line for line in lines if not re.search(r"#\s+\S+", line)] == []


def test_the_import_contracts_are_kept():
    program = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run([program, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout
