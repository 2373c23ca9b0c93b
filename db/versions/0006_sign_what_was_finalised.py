"""Keep what a store signs when it finalises (確定); snapshots of before stay without."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a store forward; there is no way back but a backup."""
    op.create_table(
        "snapshot_seals",
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fiscal_year", "number", name=op.f("pk_snapshot_seals")),
    )
