"""What the ORM cannot say: a list of rows as one value of another row."""

from django.db.models import JSONField, Subquery


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
