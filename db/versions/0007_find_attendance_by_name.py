"""Find attendance and examinations by their name: who completed one course is asked without all the others.

Every column that is asked for by name lies in the index, so that nothing else of the table is read for it.
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_COLUMNS = ["kind", "name", "result", "completed", "employee_number", "receipt", "date"]


def upgrade() -> None:
    """Bring a store forward; there is no way back but a backup."""
    op.create_index(op.f(f"ix_evidence_{'_'.join(_COLUMNS)}"), "evidence", _COLUMNS)
