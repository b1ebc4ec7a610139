"""Award records, what debriefs disclose, and the marks of what was erased."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the tables of awards, debriefings and erased marks."""
    op.create_table(
        "awards",
        sa.Column("selection_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
        sa.Column("erased_sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["selection_id"], ["selections.id"], name="fk_awards_selection_id"),
        sa.PrimaryKeyConstraint("selection_id", "id", name="pk_awards"),
    )
    op.create_index("uq_awards_number", "awards", ["selection_id", "number"], unique=True)
    op.create_table(
        "debriefings",
        sa.Column("selection_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("award_id", sa.Text(), nullable=False),
        sa.Column("disclosed", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("prepared_by", sa.Text(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["selection_id", "award_id"],
            ["awards.selection_id", "awards.id"],
            name="fk_debriefings_selection_id",
        ),
        sa.PrimaryKeyConstraint("selection_id", "id", name="pk_debriefings"),
    )
    op.create_table(
        "erased_marks",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("erasure_id", sa.Text(), nullable=False),
        sa.Column("is_person", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_erased_marks"),
    )
