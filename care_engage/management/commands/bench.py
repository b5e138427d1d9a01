import datetime as dt
import time

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from care_engage.bench import portfolio
from care_engage.bench.database import open_settings, throwaway_database
from care_engage.bench.field import weigh
from care_engage.bench.measures import measure
from programs.auditing import reaudit
from programs.loading import BLOCK
from programs.models import Session

FEWEST = 20


class Command(BaseCommand):
    help = "Measure audit, pages, one save and the weight of the field's pages, in a database of its own."

    def add_arguments(self, parser):
        parser.add_argument(
            "--programs",
            type=int,
            default=10_000,
            help="How many programs; a tenth of them is measured first, to see how time grows.",
        )

    def handle(self, *, programs, **options):
        if programs < FEWEST:
            raise CommandError(f"{programs} programs are too few to measure. Take {FEWEST} or more.")
        today = dt.datetime.now(dt.UTC).date()
        self.began = time.perf_counter()
        with throwaway_database(), open_settings():
            person = portfolio.lay_offices()
            portfolio_of = {}
            for first, size in ((1, programs // 10), (programs // 10 + 1, programs)):
                self.fill(first, size, today)
                portfolio_of[size] = self.report(size, today, person)
            self.report_growth(*portfolio_of.values())
            self.report_field(person)

    def fill(self, first, last, today):
        for written in portfolio.add_programs(first, last, today):
            self.say(f"{written:,} of {last:,} programs written")
        if first == 1:
            portfolio.add_register(1)
        start = time.perf_counter()
        for at in range(first, last + 1, BLOCK):
            reaudit(range(at, min(at + BLOCK, last + 1)), today)
            self.say(f"{min(at + BLOCK - 1, last):,} of {last:,} programs judged, flags and verdicts kept")
        self.kept = time.perf_counter() - start

    def report(self, size, today, person):
        database = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
        self.stdout.write(
            f"\n{size:,} programs, {size * 8:,} interventions, {size * 100:,} sessions on {database}\n"
            f"{'':<18}{'time':>11}{'floor':>11}{'ratio':>8}{'SQL':>5}{'memory':>10}  floor"
        )
        measures = []
        for one in measure(size, today, person):
            statements = "" if one.statements is None else one.statements
            memory = "" if one.mib is None else f"{one.mib} MiB"
            self.stdout.write(
                f"{one.name:<18}{one.seconds * 1000:>8,.1f} ms{one.floor * 1000:>8,.1f} ms{one.ratio:>8.1f}"
                f"{statements:>5}{memory:>10}  {one.floor_is}"
            )
            measures.append(one)
        return measures

    def report_growth(self, fewer, more):
        self.stdout.write("\nten times the programs take so many times as long:")
        for small, large in zip(fewer, more, strict=True):
            self.stdout.write(f"{small.name:<18}{large.seconds / small.seconds:>8.1f}")

    def report_field(self, person):
        session = Session.objects.filter(intervention=8, status="PLANNED").earliest("planned_on", "pk")
        self.stdout.write(
            f"\non the line, compressed, without headers:\n{'':<20}{'requests':>8}{'bytes':>10}"
        )
        for one in weigh(person, session):
            self.stdout.write(f"{one.name:<20}{one.requests:>8}{one.bytes:>10,}")

    def say(self, words):
        self.stderr.write(f"{time.perf_counter() - self.began:6.1f} s  {words}")
