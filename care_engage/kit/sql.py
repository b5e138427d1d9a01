"""What the ORM cannot say: a list of rows as one value of another row, and days between two dates."""

from django.db.models import Func, IntegerField, JSONField, Subquery


class JSONList(Subquery):
    """The rows of a queryset of one JSON column, as one list: a lookup brings its small tables along.

    `JSONList(Member.objects.filter(group=OuterRef("pk")).annotate(item=JSONArray("number")).values("item"))`
    gives `[[1], [2]]`, and `[]` where there is no row. The order is the queryset's.
    """

    output_field = JSONField()

    def as_sql(self, compiler, connection, template=None, **context):
        postgres = connection.vendor == "postgresql"
        one = "coalesce(jsonb_agg(item), '[]'::jsonb)" if postgres else "json_group_array(json(item))"
        return super().as_sql(
            compiler, connection, template=f"(SELECT {one} FROM (%(subquery)s) AS items)", **context
        )


class DaysBetween(Func):
    """Days from one date to another, for constraints: SQLite has no dates, and PostgreSQL subtracts them."""

    output_field = IntegerField()
    arity = 2

    def as_sql(self, compiler, connection, **context):
        template = "CAST(julianday(%(last)s) - julianday(%(first)s) AS integer)"
        if connection.vendor == "postgresql":
            template = "(CAST(%(last)s AS date) - CAST(%(first)s AS date))"
        first, last = self.source_expressions
        first, first_values = compiler.compile(first)
        last, last_values = compiler.compile(last)
        return template % {"first": first, "last": last}, (*last_values, *first_values)
