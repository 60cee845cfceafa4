"""Addresses of the style guide."""

from django.urls import path

from marketplace.styleguide import views

app_name = "styleguide"
urlpatterns = [
    path("styleguide/", views.components, name="components"),
    path("styleguide/forms/", views.form_parts, name="forms"),
    path("styleguide/refusals/<slug:kind>/", views.refusal, name="refusal"),
]
