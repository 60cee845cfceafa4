"""The provider's pages of evidence, and the public registry of measures."""

from django.urls import path

from marketplace.evidence.views import attributions, findings, measures, models, studies, uploads

app_name = "evidence"
_model = "desk/models/<slug:slug>/evidence/"
_study = "desk/studies/<int:pk>/"
_file = "desk/findings-files/<int:pk>/"
_finding = "desk/findings/<int:pk>/"
urlpatterns = [
    path("measures/", measures.measures, name="measures"),
    path("measures/propose/", measures.measure_propose, name="measure_propose"),
    path("measures/import/", measures.measure_import, name="measure_import"),
    path("measures/import/template.csv", measures.measure_template, name="measure_template"),
    path("measures/<int:pk>/facts/", measures.measure_facts, name="measure_facts"),
    path(_model, models.evidence_list, name="list"),
    path(f"{_model}studies/new/", models.study_create, name="study_create"),
    path(f"{_model}reasons/", models.rationale, name="rationale"),
    path(f"{_model}upload/", uploads.upload, name="upload"),
    path(f"{_model}template.csv", uploads.template_csv, name="template"),
    path(f"{_file}", uploads.upload_check, name="upload_check"),
    path(f"{_file}discard/", uploads.upload_discard, name="upload_discard"),
    path(f"{_model}findings.csv", models.studies_csv, name="csv"),
    path(f"{_model}<slug:ident>.<slug:kind>", models.drawing, name="plot"),
    path(f"{_study}edit/", studies.study_edit, name="study_edit"),
    path(f"{_study}remove/", studies.study_remove, name="study_remove"),
    path(f"{_study}authors/", studies.authors, name="authors"),
    path(f"{_study}authors/evaluator/", attributions.name_evaluator, name="name_evaluator"),
    path("desk/evaluators/of/<slug:slug>/studies/", attributions.named, name="named"),
    path("desk/named/<int:pk>/", attributions.attribution, name="attribution"),
    path("desk/named/<int:pk>/confirm/", attributions.confirm, name="confirm"),
    path(f"{_study}authors/<int:author>/remove/", studies.author_remove, name="author_remove"),
    path(f"{_study}findings/new/", findings.finding_create, name="finding_create"),
    path(_finding, findings.finding, name="finding"),
    path(f"{_finding}edit/", findings.finding_edit, name="finding_edit"),
    path(f"{_finding}remove/", findings.finding_remove, name="finding_remove"),
    path(f"{_finding}starts/", findings.baselines, name="baselines"),
    path(f"{_finding}starts/<int:baseline>/remove/", findings.baseline_remove, name="baseline_remove"),
]
