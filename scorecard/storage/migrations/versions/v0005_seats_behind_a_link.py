"""In which order candidates without names stand behind a link."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column; a link that is there already keeps its letters, so that it stays NULL."""
    op.add_column("links", sa.Column("seating", sa.JSON(none_as_null=True)))
