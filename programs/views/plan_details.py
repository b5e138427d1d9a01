"""Small facts around a plan: one way to enter and to correct them, each on the page it belongs to."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.forms import HiddenInput
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from care_engage.kit.editing import form_page, posted
from programs.forms import details as forms
from programs.models import AlliancePartner, GbvPart, Program, Session
from programs.models.commitment import takes_commitments

from .plan_access import program_of, readable, writable
from .plan_audit import audited
from .plan_moves import home_of
from .plan_purge import may_purge


@dataclass(frozen=True)
class Detail:
    """`field` joins it to its `parent`."""

    form: type
    parent: type
    field: str
    title: str

    @property
    def model(self):
        return self.form._meta.model


DETAILS = {
    "gbv": Detail(forms.GbvReviewForm, Program, "program", gettext_lazy("Review a part of the GBV plan")),
    "inclusion": Detail(
        forms.InclusionDecisionForm, Program, "program", gettext_lazy("Decide on safe LGBTQ+ inclusion")
    ),
    "norm": Detail(forms.TargetNormForm, Program, "program", gettext_lazy("A norm to shift")),
    "barrier": Detail(forms.BarrierForm, Program, "program", gettext_lazy("A barrier")),
    "trust": Detail(forms.TrustEventForm, AlliancePartner, "partner", gettext_lazy("An offer or a request")),
    "worry": Detail(forms.PartnerWorryForm, AlliancePartner, "partner", gettext_lazy("A worry of theirs")),
    "commitment": Detail(
        forms.ActionCommitmentForm, Session, "session", gettext_lazy("What the group commits to")
    ),
}


@require_http_methods(["GET", "POST"])
def detail_new(request, kind, pk):
    """A new one of a program, a partner or a joint session (`pk`)."""
    detail = _detail(kind)
    parent = (
        session_of(request.user, pk) if kind == "commitment" else writable(detail.parent, request.user, pk)
    )
    record = detail.model(**{detail.field: parent})
    form = _form(request, detail, record, initial=_initial(request, detail, record))
    if kind == "commitment":
        form.fields["state"].widget = HiddenInput()
    return _page(request, form, title=str(detail.title))


@require_http_methods(["GET", "POST"])
def detail_edit(request, kind, pk):
    detail = _detail(kind)
    record = writable(detail.model, request.user, pk)
    context = {"remove": reverse("plan_remove", args=[kind, pk])}
    if may_purge(record, request.user):
        context["purge"] = reverse("plan_purge", args=[kind, pk])
    return _page(request, _form(request, detail, record), title=str(detail.title), **context)


def _detail(kind):
    if kind not in DETAILS:
        raise Http404
    return DETAILS[kind]


def session_of(user, pk):
    """A joint session that the person logs or plans."""
    theirs = Q(pk__in=Session.objects.loggable_by(user).values("pk"))
    theirs |= Q(pk__in=Session.objects.editable_by(user).values("pk"))
    get_object_or_404(Session.objects.filter(theirs), pk=pk)
    session = readable(Session, user, pk)
    if not takes_commitments(session):
        raise Http404
    return session


def _form(request, detail, record, **more):
    today = program_of(record).office.today()
    return detail.form(posted(request), user=request.user, today=today, instance=record, **more)


def _initial(request, detail, record):
    """Today, and for a part of the plan against violence what stood there before."""
    initial = dict.fromkeys(detail.form.happened, program_of(record).office.today())
    part = request.GET.get("part")
    if part in GbvPart.values and detail.parent is Program:
        before = record.program.gbv_reviews.filter(deleted_at=None, part=part).first()
        initial |= {"part": part, "text": before.text, "owner": before.owner} if before else {"part": part}
    return {name: value for name, value in initial.items() if name != "answered_on"}


def _page(request, form, **context):
    def save(form):
        record = form.save()
        audited(record)
        messages.success(request, _("Saved."))
        return home_of(record)

    return form_page(
        request,
        form,
        save,
        template="programs/plan/detail_form.html",
        lead=str(program_of(form.instance)),
        action=_("Save"),
        cancel=home_of(form.instance),
        **context,
    )
