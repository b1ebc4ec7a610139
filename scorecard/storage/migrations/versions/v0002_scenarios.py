"""Named what-ifs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table of scenarios."""
    op.create_table(
        "scenarios",
        sa.Column("selection_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("points", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("answers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["selection_id"], ["selections.id"], name="fk_scenarios_selection_id"
        ),
        sa.PrimaryKeyConstraint("selection_id", "id", name="pk_scenarios"),
    )
    op.create_index("uq_scenarios_name", "scenarios", ["selection_id", "name_key"], unique=True)
