"""`manage.py coverage_of_source`: each sentence of the brief, and where it lives in the application."""

from django.core.management.base import BaseCommand, CommandError

from programs.guide.coverage import LEFT_OUT, coverage, is_there


class Command(BaseCommand):
    help = "List the sentences S1 to S117 of the brief with the fields, rules, pages and texts they live in."

    def handle(self, **options):
        lost = 0
        for number, places in coverage().items():
            gone = [place for place in places if not is_there(place, number)]
            lost += bool(gone) or not (places or number in LEFT_OUT)
            told = [f"{place} (gone)" if place in gone else str(place) for place in places]
            self.stdout.write(f"S{number}: " + ("; ".join(told) or LEFT_OUT.get(number, "nowhere")))
        if lost:
            raise CommandError(f"{lost} sentences have no place, or one that is gone.")
