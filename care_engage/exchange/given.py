"""What the rows of a workbook give: their values under the names of fields, their records by code."""


def given(row, columns):
    """`{field: value}` of the columns that the sheet has; an absent column says nothing."""
    return {
        field: list(value) if isinstance(value := row.values[column], tuple) else value
        for column, field in columns.items()
        if column in row.values
    }


def same(*names):
    return {name: name for name in names}


def by_code(done, sheet, column):
    return {want.row.get(column): want.record for want in done.get(sheet, ())}
