"""The environment, as a person who sets it meets it: real processes, real messages."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from marketplace.settings import addresses

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "pilotage.example",
    "SITE_URL": "https://pilotage.example",
}


@pytest.fixture
def load(tmp_path):
    """Loads a settings module in a process of its own; returns what it wrote to standard error."""

    def run(module, *command, **variables):
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environment = {**kept, "DATA_DIR": str(tmp_path), "PILOTAGE_OWN_PYTHON": "1", **variables}
        environment["DJANGO_SETTINGS_MODULE"] = f"marketplace.settings.{module}"
        line = [sys.executable, "manage.py", *(command or ("diffsettings",))]
        return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("DATABASE_URL", "mysql://host/name", "postgresql://user:password@host:5432/name"),
        ("DATABASE_URL", "postgresql://host:port/name", "postgresql://user:password@host:5432/name"),
        ("DATABASE_URL", "postgresql://host/", "postgresql://user:password@host:5432/name"),
        ("DATABASE_URL", "sqlite:////", "sqlite:///folder/file.sqlite3"),
        ("DATABASE_URL", "sqlite:////no-such-folder/portal.sqlite3", "sqlite:///folder/file.sqlite3"),
        ("DATA_DIR", "/dev/null/portal", "a folder"),
        ("MAIL_FROM", "Pilotage", "the sender of the portal's mail"),
        ("MAIL_FROM", "a@b.example\nBcc: c@d.example", "the sender of the portal's mail"),
        ("EMAIL_URL", "pop3://host", "smtp://user:password@host:587"),
        ("SECRET_KEY", "short", "50 or more random characters"),
        ("SITE_URL", "pilotage.example", "the portal's public address"),
        ("SITE_URL", "https://pilotage.example?a=b", "the portal's public address"),
        ("SITE_URL", "https://me@pilotage.example", "the portal's public address"),
        ("ALLOWED_HOSTS", ",", "host names, separated by commas"),
        ("ALLOWED_HOSTS", "https://pilotage.example", "host names, separated by commas"),
        ("ALLOWED_HOSTS", "pilotage.example other.example", "host names, separated by commas"),
        ("TIME_ZONE", "Mars/Olympus", "IANA name"),
        ("PROXY_COUNT", "two", "0 to 5"),
        ("PROXY_COUNT", "9", "0 to 5"),
        ("LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING or ERROR"),
        ("TASKS_IN_WEB_PROCESS", "perhaps", "yes or no"),
        ("TASK_LIMIT_MINUTES", "0", "1 to 1440"),
        ("STORAGE_ENDPOINT", "minio", "the address of the storage service"),
        ("HTTPS_REDIRECT", "maybe", "yes or no"),
        ("STRIPE_SECRET_KEY", "pk_live_0123456789", "starts with sk_ or rk_"),
        ("STRIPE_SECRET_KEY", "sk_live_0123 456789", "starts with sk_ or rk_"),
        ("STRIPE_WEBHOOK_SECRET", "0123456789", "starts with whsec_"),
        ("STRIPE_API_BASE", "http://stripe.example", "https, or http on this machine"),
        ("STRIPE_API_BASE", "https://stripe.example/v1", "https, or http on this machine"),
        ("STRIPE_CHECKOUT_ORIGIN", "checkout.stripe.com", "such as https://checkout.stripe.com"),
    ],
)
def test_a_wrong_variable_stops_the_start_with_one_sentence(load, name, value, accepted):
    answer = load("production", **{**PRODUCTION, name: value})
    assert answer.returncode == 1
    assert len(answer.stderr.strip().splitlines()) == 1
    assert answer.stderr.startswith(f"Pilotage cannot start: {name} cannot be used")
    assert accepted in answer.stderr


def test_production_names_its_hosts(load):
    answer = load("production", **PRODUCTION | {"ALLOWED_HOSTS": "pilotage.example,*"})
    assert answer.returncode == 1
    assert answer.stderr.startswith("Pilotage cannot start: ALLOWED_HOSTS must name the hosts")


def test_settings_that_are_not_there_are_named(load):
    answer = load("prod")
    assert answer.returncode == 1
    assert len(answer.stderr.strip().splitlines()) == 1
    assert "DJANGO_SETTINGS_MODULE cannot be used" in answer.stderr


def test_a_secret_is_never_repeated(load):
    answer = load("production", **{**PRODUCTION, "DATABASE_URL": "mysql://me:hunter2@host/name"})
    assert "hunter2" not in answer.stderr


@pytest.mark.parametrize("missing", sorted(PRODUCTION))
def test_production_names_what_it_needs(load, missing):
    answer = load("production", **{name: value for name, value in PRODUCTION.items() if name != missing})
    assert answer.returncode == 1
    assert f"{missing} must be set in production" in answer.stderr


def test_a_bucket_must_be_named_with_its_keys(load):
    assert "without STORAGE_BUCKET" in load("production", **PRODUCTION, STORAGE_REGION="eu").stderr
    answer = load("production", **PRODUCTION, STORAGE_BUCKET="files", STORAGE_ACCESS_KEY="key")
    assert "STORAGE_ACCESS_KEY and STORAGE_SECRET_KEY go together" in answer.stderr


KEYS = {"STRIPE_SECRET_KEY": "sk_test_0123456789", "STRIPE_WEBHOOK_SECRET": "whsec_0123456789"}


@pytest.mark.parametrize("name", sorted(KEYS))
def test_the_two_secrets_of_the_payment_service_go_together(load, name):
    answer = load("production", **PRODUCTION, **{name: KEYS[name]})
    assert answer.returncode == 1
    assert "STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET go together" in answer.stderr
    assert KEYS[name] not in answer.stderr


def test_fees_are_paid_online_where_the_keys_are_given(load):
    assert "STRIPE = None  ###" in load("production", **PRODUCTION).stdout.splitlines()
    assert "'api_base': 'https://api.stripe.com'" in load("production", **PRODUCTION, **KEYS).stdout


def test_the_demo_takes_no_money(load):
    answer = load("demo", **KEYS)
    assert answer.returncode == 1
    assert "the demo takes no payments" in answer.stderr
    assert load("demo", **KEYS, STRIPE_API_BASE="http://127.0.0.1:8199").returncode == 0


SERVER = "https://search.example"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"ELASTICSEARCH_URL": "search.example"}, "ELASTICSEARCH_URL cannot be used"),
        ({"ELASTICSEARCH_URL": SERVER, "ELASTICSEARCH_USER": "me"}, "set both or neither"),
        (
            {
                "ELASTICSEARCH_URL": SERVER,
                "ELASTICSEARCH_USER": "me",
                "ELASTICSEARCH_PASSWORD": "hush-hush",
                "ELASTICSEARCH_API_KEY": "hush-hush",
            },
            "exclude each other",
        ),
        (
            {"ELASTICSEARCH_URL": "http://search.example", "ELASTICSEARCH_API_KEY": "hush-hush"},
            "plain http would show the secret",
        ),
        ({"ELASTICSEARCH_URL": SERVER, "ELASTICSEARCH_CA": "nowhere.pem"}, "there is no such file"),
        ({"ELASTICSEARCH_URL": SERVER, "ELASTICSEARCH_INDEX": "Mine_1"}, "lower case letters"),
    ],
)
def test_a_search_server_that_cannot_be_used_stops_the_start(load, given, said):
    answer = load("production", **PRODUCTION, **given)
    assert answer.returncode == 1
    assert said in answer.stderr
    assert "hush-hush" not in answer.stderr


def test_the_database_answers_searches_unless_a_server_is_named(load):
    assert "ELASTICSEARCH = None  ###" in load("production", **PRODUCTION).stdout.splitlines()
    given = {"ELASTICSEARCH_USER": "me", "ELASTICSEARCH_PASSWORD": "hush-hush"}
    named = load("production", **PRODUCTION, **given, ELASTICSEARCH_URL=SERVER)
    assert "'hosts': ['https://search.example:443']" in named.stdout


def test_files_go_to_the_bucket_that_is_named(load):
    answer = load("production", **PRODUCTION, STORAGE_BUCKET="files", STORAGE_ENDPOINT="https://storage.example")
    assert answer.returncode == 0
    assert "storages.backends.s3.S3Storage" in answer.stdout


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("DATABASE_URL", "postgresql://host/name", "DATABASE_URL"),
        ("ALLOWED_HOSTS", "pilotage.example", "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", "localhost,*", "ALLOWED_HOSTS"),
    ],
)
def test_the_demo_starts_only_on_sqlite_and_this_machine(load, name, value, named):
    answer = load("demo", **{name: value})
    assert answer.returncode == 1
    assert answer.stderr.startswith(f"Pilotage cannot start: {named}")


def test_production_has_no_demo_and_no_styleguide(load):
    lines = load("production", **PRODUCTION).stdout.splitlines()
    assert "DEMO = False  ###" in lines
    assert "STYLEGUIDE = False  ###" in lines


def test_check_deploy_is_clean_in_production(load):
    answer = load("production", "check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)
    assert answer.returncode == 0, answer.stderr


def test_every_variable_is_in_the_readme_with_its_default():
    code = "import marketplace.settings.production; from marketplace.settings.environment import VARIABLES as v\n"
    code += "print('\\n'.join(f'{x.name}\\t{x.default}' for x in v.values()))"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, **PRODUCTION},
        capture_output=True,
        text=True,
        check=True,
    )
    variables = dict(line.split("\t") for line in answer.stdout.splitlines())
    rows = re.findall(r"^\| `([A-Z_]+)` \|[^|]*\| ([^|]*) \|$", (ROOT / "README.md").read_text(), re.MULTILINE)
    assert {name: default.strip().strip("`") for name, default in rows} == {
        name: default or "none" for name, default in variables.items()
    }


class TestAddresses:
    def test_a_database_with_everything(self):
        found = addresses.database("postgresql://me:p%40ss@db.example:6432/portal?sslmode=require")
        assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == ("me", "p@ss", "db.example", "6432")
        assert (found["NAME"], found["OPTIONS"]) == ("portal", {"sslmode": "require"})

    def test_sqlite_takes_its_write_lock_first_and_waits(self):
        options = addresses.database("sqlite:///var/portal.sqlite3")["OPTIONS"]
        assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)
        assert "journal_mode=WAL" in options["init_command"]

    @pytest.mark.parametrize(
        ("raw", "port", "ssl", "tls"),
        [
            ("smtp://me:secret@mail.example", 587, False, True),
            ("smtp://localhost:25", 25, False, False),
            ("smtps://me:secret@mail.example", 465, True, False),
        ],
    )
    def test_mail(self, raw, port, ssl, tls):
        found = addresses.email(raw)
        assert (found["EMAIL_PORT"], found["EMAIL_USE_SSL"], found["EMAIL_USE_TLS"]) == (port, ssl, tls)

    def test_mail_to_files(self):
        assert addresses.email("file:///var/mail")["EMAIL_FILE_PATH"] == "/var/mail"
