"""The provider's pages of its learning models."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.audit.queries import history_of
from marketplace.lifecycles.forms import posted
from marketplace.listing.views import render_list
from marketplace.organizations.models import Role
from marketplace.organizations.queries import organizations_of
from marketplace.products import list_services, queries, services
from marketplace.products.forms import CostForm, DataElementForm, ModelForm, SectionForm
from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.pages import answers_of, task_items
from marketplace.products.parts import notices_of, parts_of
from marketplace.products.permissions import CREATE, EDIT, LIST, VIEW
from marketplace.products.questions import WORDS
from marketplace.products.sections import BY_KEY, SECTIONS, Section
from marketplace.products.tables import ModelTable

AUTHORS = ("provider.author", "provider.owner")
MEMBERS = tuple(f"provider.{role}" for role in Role.values)
_WRITERS = (Role.AUTHOR, Role.OWNER)
COUNT = len(SECTIONS) + 2


@access(LIST, roles=("provider.owner", "provider.author", "provider.signatory"))
def model_list(request: HttpRequest) -> HttpResponse:
    """The models of the provider's people."""
    context = {"may_create": bool(CREATE.decide(request.user))}
    rows = queries.listed_for(request.user)
    return render_list(request, "marketplace/products/list.html", ModelTable, rows, context=context, filename="models")


@access(CREATE, roles=AUTHORS)
def create(request: HttpRequest) -> HttpResponse:
    """Name a new model."""
    form = ModelForm(posted(request), providers=organizations_of(request.user, *_WRITERS, capability="offers"))
    if form.is_valid():
        with form.catching():
            model = services.create_model(**form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("products:edit", model.slug)
    return render(request, "marketplace/products/create.html", {"form": form})


@access(VIEW, LearningModel, roles=MEMBERS, visible=queries.with_providers, slug="slug")
def detail(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """A model as it stands: its newest description, versions and history."""
    context = _version_page(request, model) | {"notices": notices_of(model, request.user, request.at)}
    return render(request, "marketplace/products/detail.html", context)


@access(VIEW, LearningModel, roles=MEMBERS, slug="slug")
def version(request: HttpRequest, model: LearningModel, number: int) -> HttpResponse:
    """One version of a model, as it was saved or frozen."""
    found = get_object_or_404(model.versions, number=number)
    return render(request, "marketplace/products/version.html", _version_page(request, model, found))


@access(EDIT, LearningModel, roles=AUTHORS, slug="slug")
def edit(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """The task list of a description."""
    version = queries.latest_version(model)
    context = {"model": model, "version": version, "items": task_items(version)}
    return render(request, "marketplace/products/edit.html", context)


@access(EDIT, LearningModel, roles=AUTHORS, slug="slug")
def section(request: HttpRequest, model: LearningModel, key: str) -> HttpResponse:
    """One section of a description."""
    if key not in BY_KEY:
        raise Http404
    part = BY_KEY[key]
    version = queries.latest_version(model)
    form = SectionForm(posted(request), section=part, version=version)
    theirs: list[tuple[str, object]] = []
    if form.is_valid():
        seen = form.cleaned_data["edition"]
        with form.catching():
            services.save_version(
                version=version, edition=seen, changes=form.answers(), actor=request.user, at=request.at
            )
        if form.is_valid():
            messages.success(request, f"“{part.title}” is saved.")
            return redirect(_after(request, model, part))
        if seen != version.edition:
            theirs = _changed_there(version, seen, part)
            form.reopen_on(version)
    form.show_what_is_needed()
    place = SECTIONS.index(part) + 1
    context = {"model": model, "version": version, "part": part, "form": form, "theirs": theirs, "place": place}
    return render(request, "marketplace/products/section.html", {**context, "count": COUNT})


@access(EDIT, LearningModel, roles=AUTHORS, slug="slug")
def data(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """What student data a model collects, and why."""
    version = queries.latest_version(model)
    form = DataElementForm(posted(request), initial={"edition": version.edition})
    if form.is_valid():
        with form.catching():
            services.add_data_element(version=version, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("products:data", model.slug)
    context = {"model": model, "version": version, "form": form, "elements": version.data_elements.all()}
    return render(request, "marketplace/products/data.html", {**context, "count": COUNT})


@access(EDIT, LearningModel, roles=AUTHORS, slug="slug")
@require_POST
def remove_data_element(request: HttpRequest, model: LearningModel, pk: int) -> HttpResponse:
    """Take one element off the list."""
    version = queries.latest_version(model)
    element = get_object_or_404(version.data_elements, pk=pk)
    services.remove_data_element(
        version=version,
        edition=version.edition,
        category=element.category,
        element=element.element,
        actor=request.user,
        at=request.at,
    )
    return redirect("products:data", model.slug)


@access(EDIT, LearningModel, roles=AUTHORS, slug="slug")
def costs(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """What a district pays for in all, once and every year."""
    version = queries.latest_version(model)
    form = CostForm(posted(request), initial={"edition": version.edition})
    if form.is_valid():
        with form.catching():
            list_services.add_cost(version=version, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("products:costs", model.slug)
    context = {"model": model, "version": version, "form": form, "costs": version.costs.all(), "count": COUNT}
    return render(request, "marketplace/products/costs.html", context)


@access(EDIT, LearningModel, roles=AUTHORS, slug="slug")
@require_POST
def remove_cost(request: HttpRequest, model: LearningModel, pk: int) -> HttpResponse:
    """Take one cost off the list."""
    version = queries.latest_version(model)
    item = get_object_or_404(version.costs, pk=pk)
    list_services.remove_cost(
        version=version, edition=version.edition, what=item.what, timing=item.timing, actor=request.user, at=request.at
    )
    return redirect("products:costs", model.slug)


def _version_page(request: HttpRequest, model: LearningModel, found: ModelVersion | None = None) -> dict[str, object]:
    """What the page of a version shows; without one, of the newest."""
    versions = list(model.versions.all())
    version = found or versions[0]
    return {
        "model": model,
        "version": version,
        "sections": answers_of(version),
        "elements": version.data_elements.all(),
        "costs": version.costs.all(),
        "parts": parts_of(version),
        "versions": versions,
        "events": history_of(model, *versions),
        "may_edit": bool(EDIT.decide(request.user, model)),
        "is_latest": version.pk == versions[0].pk,
    }


def _after(request: HttpRequest, model: LearningModel, part: Section) -> str:
    """The next section, or the task list for those who save and leave."""
    place = SECTIONS.index(part) + 1
    if "leave" in request.POST:
        return reverse("products:edit", args=[model.slug])
    if place == len(SECTIONS):
        return reverse("products:data", args=[model.slug])
    return reverse("products:section", args=[model.slug, SECTIONS[place].key])


def _changed_there(version: ModelVersion, edition: int, part: Section) -> list[tuple[str, object]]:
    """What others saved in this section since it was opened: label and their text."""
    names = dict.fromkeys(
        name for event in queries.changes_since(version, edition) for name in event.payload.get("fields", [])
    )
    return [(WORDS[name][0], answer) for name, answer in answers_of(version, part) if name in names]
