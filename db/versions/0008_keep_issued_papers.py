"""Keep every paper that was issued to a person as it was printed, and which papers were printed when by whom.

Papers issued before stay without a copy: their numbers are among the settings.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TEXTS = (
    "paper_id",
    "kind",
    "series",
    "key",
    "number_text",
    "employee_number",
    "name",
    "issued_on",
    "issuer",
)
_MORE = ("source", "made_at", "remade_on", "batch", "corrects", "digest", "record")


def upgrade() -> None:
    """Bring a store forward; there is no way back but a backup."""
    op.create_table(
        "issued_papers",
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("number", "fiscal_year", "layout")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _MORE),
        sa.PrimaryKeyConstraint("paper_id", name=op.f("pk_issued_papers")),
    )
    op.create_index(op.f("ix_issued_papers_kind_fiscal_year"), "issued_papers", ["kind", "fiscal_year"])
    op.create_table(
        "paper_prints",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("at", "actor", "kind", "mark", "ordered")),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("papers", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_paper_prints")),
    )
