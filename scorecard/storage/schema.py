"""The tables. One row for each thing that somebody changes on its own.

Migrations create them (see `migrations/versions`); a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    text,
)


class Moment(TypeDecorator[datetime]):
    """A moment in time, kept in UTC on every database; a naive one is taken to be UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Python to database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Database to Python."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_Json = JSON(none_as_null=True)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# `version` counts the changes of this row. Title and phase, brief and catalogue are changed on
# different pages: the three columns `…_changed_in` say in which version each last changed, so
# that a change of one is no conflict for the writer of another.
selections = Table(
    "selections",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("profile_id", Text, nullable=False),
    Column("phase", Text, nullable=False),
    Column("archived", Boolean, nullable=False),
    Column("is_example", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("brief", _Json, nullable=False),
    Column("weight_method", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("details_changed_in", Integer, nullable=False),
    Column("brief_changed_in", Integer, nullable=False),
    Column("catalogue_changed_in", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", Text, nullable=False),
)

# Apart from its selection: it is large, and the selection's row is rewritten at every change.
catalogues = Table(
    "catalogues",
    metadata,
    Column("selection_id", ForeignKey("selections.id"), primary_key=True),
    Column("content", _Json, nullable=False),
)

# `removed_at` makes removal undoable. `name_key` is the name without case and spacing.
candidates = Table(
    "candidates",
    metadata,
    Column("selection_id", ForeignKey("selections.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("contact_name", Text, nullable=False),
    Column("contact_email", Text, nullable=False),
    Column("asked_on", Date),
    Column("replied_on", Date),
    Column("chased_on", Date),
    Column("note", Text, nullable=False),
    Column("shortlisted", Boolean, nullable=False),
    Column("override_reason", Text, nullable=False),
    Column("override_by", Text, nullable=False),
    Column("override_flags", _Json),
    Column("version", Integer, nullable=False),
    Column("removed_at", Moment),
)
Index(
    "uq_candidates_name",
    candidates.c.selection_id,
    candidates.c.name_key,
    unique=True,
    sqlite_where=text("removed_at IS NULL"),
    postgresql_where=text("removed_at IS NULL"),
)

# `revision` is the selection's revision in which the answer last changed, so that a reader who
# has an older revision fetches only what is new.
answers = Table(
    "answers",
    metadata,
    Column("selection_id", Text, primary_key=True),
    Column("candidate_id", Text, primary_key=True),
    Column("question_id", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("value", _Json),
    Column("evidence", Text, nullable=False),
    Column("document", _Json),
    Column("verification", _Json),
    Column("note", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("as_of", Date),
    Column("not_applicable_reason", Text, nullable=False),
    Column("clarification", Text, nullable=False),
    Column("clarification_asked_on", Date),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    ForeignKeyConstraint(
        ["selection_id", "candidate_id"], ["candidates.selection_id", "candidates.id"]
    ),
)

Index("ix_answers_revision", answers.c.selection_id, answers.c.revision)

# A criterion's points (null: none set) and, when it is out for all candidates, the reason.
weights = Table(
    "weights",
    metadata,
    Column("selection_id", ForeignKey("selections.id"), primary_key=True),
    Column("criterion_id", Text, primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("points", Double),
    Column("excluded_reason", Text),
    Column("version", Integer, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("selection_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("candidate_id", Text, nullable=False),
    Column("question_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size_bytes", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("added_at", Moment, nullable=False),
    ForeignKeyConstraint(
        ["selection_id", "candidate_id"], ["candidates.selection_id", "candidates.id"]
    ),
)

attachment_contents = Table(
    "attachment_contents",
    metadata,
    Column("selection_id", Text, primary_key=True),
    Column("attachment_id", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["selection_id", "attachment_id"],
        ["attachments.selection_id", "attachments.id"],
        ondelete="CASCADE",
    ),
)

# `selection_id` is null for a link to everything (an owner's). The token itself is never here.
links = Table(
    "links",
    metadata,
    Column("id", Text, primary_key=True),
    Column("selection_id", ForeignKey("selections.id"), index=True),
    Column("role", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("token_sha256", Text, nullable=False, unique=True),
    Column("scope", _Json, nullable=False),
    Column("names_hidden", Boolean, nullable=False),
    Column("seating", _Json),
    Column("frozen", Boolean, nullable=False),
    Column("snapshot", _Json),
    Column("expires_at", Moment),
    Column("revoked_at", Moment),
    Column("created_by", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("opened_count", Integer, nullable=False),
    Column("last_opened_at", Moment),
)

# A named what-if, kept beside the selection: nothing that is computed from the selection reads it.
scenarios = Table(
    "scenarios",
    metadata,
    Column("selection_id", ForeignKey("selections.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("points", _Json, nullable=False),
    Column("answers", _Json, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
)
Index("uq_scenarios_name", scenarios.c.selection_id, scenarios.c.name_key, unique=True)

# `text` is the record as canonical JSON, `sha256` the fingerprint of it when it was signed. Once
# parts were erased, `erased_sha256` is that of what is left.
awards = Table(
    "awards",
    metadata,
    Column("selection_id", ForeignKey("selections.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("erased_at", Moment),
    Column("erased_sha256", Text, nullable=False),
)
Index("uq_awards_number", awards.c.selection_id, awards.c.number, unique=True)

# What the debriefs of one round disclose; their contents follow from the award record.
debriefings = Table(
    "debriefings",
    metadata,
    Column("selection_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("award_id", Text, nullable=False),
    Column("disclosed", _Json, nullable=False),
    Column("prepared_by", Text, nullable=False),
    Column("prepared_at", Moment, nullable=False),
    ForeignKeyConstraint(["selection_id", "award_id"], ["awards.selection_id", "awards.id"]),
)

# By what an erased candidate or person is recognised in a backup: salted hashes, no name. The
# list belongs to no selection, so that it outlives all of them.
erased_marks = Table(
    "erased_marks",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("erasure_id", Text, nullable=False),
    Column("is_person", Boolean, nullable=False),
    Column("kind", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("salt", Text, nullable=False),
    Column("erased_at", Moment, nullable=False),
)

# `row_version` is the version of the changed row after the change, null for imported entries.
history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("selection_id", ForeignKey("selections.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("row_version", Integer),
    Column("before", _Json),
    Column("after", _Json),
    Column("reason", Text, nullable=False),
)
Index("ix_history_selection_id_id", history.c.selection_id, history.c.id)
Index("ix_history_subject", history.c.selection_id, history.c.subject)
