"""The directory of services from a workbook: one sheet, a row a service, judged by the form used by hand.

What comes in is not verified: new services are on no card until somebody has called them.
"""

import datetime as dt
import io
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from care_engage.accounts.models import Place
from care_engage.kit.consequences import facts_changed
from referrals.forms.directory import ServiceForm
from referrals.models import Cost, Organization, PathwayStep, Sector, Serves, Service, Weekday

from .faults import Fault, Refused, shown
from .values import listing
from .workbook import read_workbook

SHEET = "Services"
MOST = 500
FIELD_OF = {"organization": "new_organization", "service": "name", "areas": "service_areas"} | {
    day.value: f"hours_{day.value}" for day in Weekday
}
TRUTHS = {"safe_house", "always_open", "requires_police_report"}
TRUE, FALSE = (
    {"yes", "true", "1", "oui", "sí", "si", "sim", "نعم"},
    {"no", "false", "0", "non", "não", "لا", ""},
)

COLUMNS = (
    ("organization", gettext_lazy("Who runs the service. Needed.")),
    ("service", gettext_lazy("Its name. Needed; with the organization it says which service is meant.")),
    ("sector", Sector.values),
    ("areas", gettext_lazy("Codes of places, separated by semicolons. Needed.")),
    ("safe_house", gettext_lazy("yes or no. A safe house has no address and no way there.")),
    ("phone", gettext_lazy("The public number. A phone or an e-mail is needed.")),
    ("phone_description", gettext_lazy("Such as “free of charge”.")),
    ("email", gettext_lazy("The public e-mail.")),
    ("url", gettext_lazy("The website.")),
    ("contact", gettext_lazy("Whom to ask for: a role, not a name.")),
    ("address", gettext_lazy("Where it is; never for a safe house.")),
    ("transport", gettext_lazy("How to get there; never for a safe house.")),
    ("always_open", gettext_lazy("yes or no")),
    *((day.value, gettext_lazy("Hours on this day, such as 08:00-12:00, 14:00-17:00")) for day in Weekday),
    ("hours_note", gettext_lazy("About the hours.")),
    ("languages", gettext_lazy("Separated by commas.")),
    ("cost", Cost.values),
    ("fees_description", gettext_lazy("About the cost.")),
    ("serves", Serves.values),
    ("minimum_age", gettext_lazy("A whole number.")),
    ("maximum_age", gettext_lazy("A whole number.")),
    ("accessibility", gettext_lazy("Access for people with disabilities.")),
    ("requires_police_report", gettext_lazy("yes or no")),
    ("required_document", gettext_lazy("Papers to bring.")),
    ("alert", gettext_lazy("What to know just now.")),
)
NAMES = tuple(name for name, _what in COLUMNS)
NEEDED = ("organization", "service", "sector", "areas")


def column_rows():
    """`(name, needed, what stands there)` of each column, for people."""
    for name, what in COLUMNS:
        yield name, name in NEEDED, listing(what) if isinstance(what, list) else what


def empty_directory():
    """Bytes of an .xlsx file with the sheet and its columns, and no row."""
    book = Workbook()
    page = book.active
    page.title = SHEET
    page.freeze_panes = "A2"
    for at, name in enumerate(NAMES, start=1):
        page.cell(1, at, name).font = Font(bold=name in NEEDED)
        page.column_dimensions[get_column_letter(at)].width = max(12, len(name) + 3)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@dataclass
class DirectoryReport:
    """What the workbook did, or would do: names of services, and the faults that kept everything out."""

    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    unchanged: int = 0
    faults: list = field(default_factory=list)


def import_services(*, data, office, user, dry_run=False):
    """Bring the services of a workbook (bytes) into this office: all of them, or none. Raises Refused."""
    report = DirectoryReport()
    rows = sheet_rows(data, report.faults)
    with transaction.atomic():
        for number, cells in rows:
            take_in(report, number, cells, office, user)
        if dry_run or report.faults:
            transaction.set_rollback(True)
        else:
            changed = Service.objects.filter(organization__office=office, name__in=report.changed)
            steps = PathwayStep.objects.filter(service__in=changed)  # a new service is on none
            facts_changed(office=office.pk, places=steps.place_ids())
    return report


def sheet_rows(data, faults):
    """`(row number, {column: text})` of the sheet; what its header gets wrong is added to the faults."""
    sheets = [raw for raw in read_workbook(data) if raw.name.casefold() == SHEET.casefold()]
    if len(sheets) != 1:
        raise Refused(_("The workbook needs one sheet called “%s”.") % SHEET)
    lines = list(sheets[0].rows)
    if len(lines) < 2:
        raise Refused(_("The sheet has no service. Enter at least one below the column names."))
    if len(lines) > MOST + 1:
        raise Refused(_("The sheet has more than %(most)d services. Split it.") % {"most": MOST})
    header = {at: str(cell.value).strip() for at, cell in lines[0][1].items()}
    for at, name in header.items():
        if name not in NAMES or list(header.values()).count(name) > 1:
            said = _("There is no such column, or it stands here twice. Columns are: %s.") % ", ".join(NAMES)
            faults.append(Fault(SHEET, 1, get_column_letter(at), shown(name), said))
    for name in NEEDED:
        if name not in header.values():
            faults.append(Fault(SHEET, 1, name, "", _("This column is missing.")))
    if faults:
        return []
    return [
        (no, {header[at]: plain(cell.value) for at, cell in cells.items() if at in header})
        for no, cells in lines[1:]
    ]


def plain(value):
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return str(value).strip()


def take_in(report, number, cells, office, user):
    """One row through the form that people fill in; its sentences become faults of the row's cells."""
    said = dict(cells)
    faults = [*truths(said, number), *places(said, number, office)]
    organization = Organization.objects.filter(office=office, name=said.get("organization", "")).first()
    service = Service.objects.filter(organization=organization, name=said.get("service", "")).first()
    posted = {FIELD_OF.get(name, name): value for name, value in said.items()}
    if organization:
        posted["organization"] = organization.pk
        posted.pop("new_organization")
    posted["serves"] = [part.strip() for part in said.get("serves", "").split(";") if part.strip()]
    posted.setdefault("cost", Cost.UNKNOWN)
    form = ServiceForm(posted, instance=service or Service(), user=user, office=office)
    if not faults and form.is_valid():
        changed = form.has_changed() if service else True
        saved = form.save() if changed else service
        if service is None:
            report.new.append(saved.name)
        elif changed:
            report.changed.append(saved.name)
        else:
            report.unchanged += 1
    blamed = {fault.column for fault in faults}
    report.faults += faults + [one for one in form_faults(form, number, cells) if one.column not in blamed]


def truths(said, number):
    """Turn yes and no into what a tick sends; anything else is a fault."""
    for name in TRUTHS & said.keys():
        word = said[name].casefold()
        if word not in TRUE | FALSE:
            yield Fault(SHEET, number, name, shown(said[name]), _("yes or no was expected."))
        if word in TRUE:
            said[name] = "on"
        else:
            del said[name]


def places(said, number, office):
    """Turn codes of places into their ids; a code that the office does not have is a fault."""
    codes = [part.strip() for part in said.get("areas", "").split(";") if part.strip()]
    known = dict(Place.objects.filter(office=office, code__in=codes).values_list("code", "pk"))
    unknown = [code for code in codes if code not in known]
    said["areas"] = list(known.values())
    if unknown:
        expected = _("This office has no place with this code. Enter the place first.")
        yield Fault(SHEET, number, "areas", shown(", ".join(unknown)), expected)


def form_faults(form, number, cells):
    column_of = {field_name: name for name, field_name in FIELD_OF.items()} | {"organization": "organization"}
    for name, errors in form.errors.items():
        column = "" if name == "__all__" else column_of.get(name, name)
        for error in errors:
            yield Fault(SHEET, number, column, shown(cells.get(column)), error)
