"""Keep what a store signs when it finalises (確定), and which version of dxdesk wrote a received file.

Snapshots of before stay without a seal; of the receipts before, the program is not known.
"""

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
    op.add_column("receipts", sa.Column("program", sa.Text(), nullable=False, server_default=""))
