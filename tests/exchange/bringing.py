"""Bringing a workbook in: whole, or not at all."""

from care_engage.exchange.importing import import_plan

from .books import COLUMNS, book
from .rows import counted, stamps


def bring_in(sheets, columns=COLUMNS, **options):
    report = import_plan(data=book(sheets, columns), **options)
    assert report.faults == [], [str(fault) for fault in report.faults]
    return report


def faults_of(sheets, **options):
    rows, moments = counted(), stamps()
    faults = import_plan(data=book(sheets), **options).faults
    assert (counted(), stamps()) == (rows, moments)
    return faults
