"""For which critical flags an override was written."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; of overrides that are there already nobody knows, so that it stays NULL."""
    op.add_column("candidates", sa.Column("override_flags", sa.JSON(none_as_null=True)))
