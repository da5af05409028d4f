"""Many rows in one go, by the driver's own executemany: SQLAlchemy looks at every value of every row on the
way, which takes longer than the database takes to write them."""

import polars as pl
import sqlalchemy as sa

# As SQLAlchemy writes them: SQLite keeps days and instants as text.
SQLITE_TEXTS = {pl.Date: "%Y-%m-%d", pl.Datetime: "%Y-%m-%d %H:%M:%S%.6f"}


def execute_for_each(connection: sa.Connection, statement: sa.Insert | sa.Update, rows: pl.DataFrame) -> None:
    """Execute the statement once for each row; its parameters are the columns' names. Table form."""
    if rows.is_empty():
        return
    compiled = statement.compile(dialect=connection.dialect, column_keys=rows.columns)
    if connection.dialect.name == "sqlite":
        rows = rows.with_columns(pl.col(dtype).dt.to_string(form) for dtype, form in SQLITE_TEXTS.items())
    names = compiled.positiontup
    connection.exec_driver_sql(compiled.string, rows.select(names).rows() if names else rows.to_dicts())
