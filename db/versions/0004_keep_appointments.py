"""Keep who was appointed to which kind of person, from when to when (人材像の任命・任期)."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a store forward; there is no way back but a backup."""
    op.create_table(
        "appointments",
        sa.Column("employee_number", sa.Text(), nullable=False),
        sa.Column("persona", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("employee_number", "persona", "valid_from", name=op.f("pk_appointments")),
    )
