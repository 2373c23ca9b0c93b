"""Say in a standing who it is, so that maps and lists are one query.

Existing rows stay without a name until they are made again; readers look the person up meanwhile.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = ("name", "kana", "department_name", "grade", "post", "personas")


def upgrade() -> None:
    """Bring a store forward; there is no way back but a backup.

    The table is made anew: a column added to the old one would need a default that a new one has not.
    """
    kept = (
        "fiscal_year, employee_number, state, round, clash, changed, late, conflicts, pending, quarantined,"
        " department_code, self_levels, first_levels, second_levels, confirmed_levels, last_levels"
    )
    op.drop_index("ix_assessments_fiscal_year_department_code", "assessments")
    op.rename_table("assessments", "assessments_0001")
    op.create_table(
        "assessments",
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("employee_number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("clash", sa.Boolean(), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pending", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quarantined", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("department_code", sa.Text(), nullable=False),
        sa.Column("self_levels", sa.LargeBinary(), nullable=False),
        sa.Column("first_levels", sa.LargeBinary(), nullable=False),
        sa.Column("second_levels", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_levels", sa.LargeBinary(), nullable=False),
        sa.Column("last_levels", sa.LargeBinary(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in COLUMNS),
        sa.PrimaryKeyConstraint("fiscal_year", "employee_number", name=op.f("pk_assessments")),
        sqlite_with_rowid=False,
    )
    empty = ", ".join(["''"] * len(COLUMNS))
    op.execute(f"INSERT INTO assessments SELECT {kept}, {empty} FROM assessments_0001")
    op.drop_table("assessments_0001")
    op.create_index(
        "ix_assessments_fiscal_year_department_code", "assessments", ["fiscal_year", "department_code"]
    )
