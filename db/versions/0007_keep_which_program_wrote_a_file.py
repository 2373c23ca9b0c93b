"""Keep with every receipt which version of dxdesk wrote the file; of those before it is not known."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a store forward; there is no way back but a backup."""
    op.add_column("receipts", sa.Column("program", sa.Text(), nullable=False, server_default=""))
