"""A policy draft run over 10,000 models with their evidence, read from a database: bar 5 s, progress included."""

import gc
import os
import random
import tempfile
import time
from pathlib import Path

MODELS, BAR_S = 10_000, 5.0
FINDINGS_MAX, STUDIES = 8, 3
ROWS_AT_ONCE = 2_000


def main() -> None:
    """Make the models once, then print one line for each kind of draft. Seconds are of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{Path(folder) / 'trial.sqlite3'}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "marketplace.settings.test"
        import django

        django.setup()
        _run()


def _run() -> None:
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    from marketplace.access.scope import request_scope
    from procurement.policy.schema import PolicyBody
    from procurement.policy.shipped import shipped_policy
    from procurement.simulations.reading import models_changed
    from tests.factories.policy import body_with

    settings.MIGRATION_MODULES = dict.fromkeys((app.label for app in apps.get_app_configs()), None)
    call_command("migrate", run_syncdb=True, verbosity=0)
    findings = _make_models()
    drafts = {
        "scores": {"tiers.promising.weighted_total_min_percent": 70},
        "conditions": {"evidence.pooled_analyzed_min": 900, "evidence.large_sample_min": 250},
        "clusters": {"evidence.icc_achievement": "0.30"},
    }
    now = PolicyBody.from_json(shipped_policy())
    gc.collect()
    gc.freeze()
    for name, values in drafts.items():
        shares: list[float] = []
        began = time.process_time()
        with request_scope():
            found = models_changed(
                now=now, then=PolicyBody.from_json(body_with(values)), at=timezone.now(), progress=shares.append
            )
        seconds = time.process_time() - began
        gains = sum(row["kind"] == "gain" for row in found["rows"])
        over = "" if seconds <= BAR_S else ", OVER"
        print(
            f"policy_simulation_{name} {seconds:.2f} s (bar {BAR_S:.0f} s{over}); {found['count']:,} models, "
            f"{findings:,} findings; {gains} gain, {len(found['rows']) - gains} lose; {len(shares)} steps of progress",
            flush=True,
        )


def _make_models() -> int:
    """Unclaimed models with up to eight findings each, in up to three studies; returns how many findings."""
    from django.utils import timezone

    from marketplace.evidence.models import Finding, Measure, Study
    from marketplace.products.models import LearningModel

    chance, at = random.Random(20270301), timezone.now()
    measures = Measure.objects.bulk_create(
        Measure(
            key=f"{owner}-{kind}",
            name=f"{kind} test of {owner}",
            owner=owner,
            kind=kind,
            category="broad",
            domain="general literacy",
            validation="validated",
        )
        for owner, kind in (("state", "summative"), ("commercial", "formative"))
    )
    models = LearningModel.objects.bulk_create(
        [
            LearningModel(reference=f"MOD-B{number:05}", name=f"Model {number}", slug=f"model-{number}", created_at=at)
            for number in range(MODELS)
        ],
        batch_size=ROWS_AT_ONCE,
    )
    studies = Study.objects.bulk_create(
        [
            Study(
                model=model, label=f"Study {number}", design=chance.choice(("rct", "rct", "qed")), created_at=at,
                districts=["Millbrook", "Fells Grove"], school_count=4, saved_at=at,
                assigned_by=chance.choice(("student", "classroom")),
            )
            for model in models
            for number in range(STUDIES)
        ],
        batch_size=ROWS_AT_ONCE,
    )  # fmt: skip
    rows = []
    for place in range(MODELS):
        for _ in range(chance.randint(0, FINDINGS_MAX)):
            study = studies[place * STUDIES + chance.randrange(STUDIES)]
            rows.append(_finding(chance, study, chance.choice(measures), at, Finding))
    Finding.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    return len(rows)


def _finding(chance: random.Random, study: object, measure: object, at: object, finding: type) -> object:
    n_i, n_c = chance.randint(20, 600), chance.randint(20, 600)
    return finding(
        study=study, measure=measure, domain="general literacy", statistic="continuous", saved_at=at,
        n_i=n_i, n_c=n_c, assigned_i=n_i + n_i // 10, assigned_c=n_c + n_c // 10,
        mean_i=round(202 + chance.gauss(0, 3), 2), sd_i=15, mean_c=200, sd_c=15,
        pre_mean_i=round(190 + chance.gauss(0, 0.6), 2), pre_sd_i=14, pre_mean_c=190, pre_sd_c=14,
        clusters_i=max(n_i // 24, 2), clusters_c=max(n_c // 24, 2), is_adjusted=chance.random() < 0.6,
    )  # fmt: skip


if __name__ == "__main__":
    main()
