"""Keep which key follows which: a renewed key is named by the one before it.

The column ``keys.predecessor`` was never filled; what old keys say of their heirs lies in a table of its
own, with the receipt it came by.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a store forward; there is no way back but a backup."""
    op.create_table(
        "successions",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("predecessor", sa.Text(), nullable=False),
        sa.Column("after", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key_id", "predecessor", "after", "receipt", name=op.f("pk_successions")),
    )
    op.drop_column("keys", "predecessor")
