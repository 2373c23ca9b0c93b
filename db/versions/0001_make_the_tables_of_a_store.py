"""Make the tables of a store."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a store forward; there is no way back but a backup."""
    op.create_table(
        "assessments",
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("employee_number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("clash", sa.Boolean(), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("conflicts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pending", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quarantined", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("department_code", sa.Text(), nullable=False),
        sa.Column("self_levels", sa.LargeBinary(), nullable=False),
        sa.Column("first_levels", sa.LargeBinary(), nullable=False),
        sa.Column("second_levels", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_levels", sa.LargeBinary(), nullable=False),
        sa.Column("last_levels", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("fiscal_year", "employee_number", name=op.f("pk_assessments")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("assessments", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_assessments_fiscal_year_department_code"),
            ["fiscal_year", "department_code"],
            unique=False,
        )

    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    op.create_table(
        "claims",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("enrolment", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key_id", "enrolment", "receipt", name=op.f("pk_claims")),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "departments",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=False),
        sa.Column("successors", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "valid_from", name=op.f("pk_departments")),
    )
    op.create_table(
        "dispatches",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("package_id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("payload_sha256", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_dispatches")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("dispatches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispatches_payload_sha256"), ["payload_sha256"], unique=False)

    op.create_table(
        "drafts",
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("employee_number", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fiscal_year", "employee_number", name=op.f("pk_drafts")),
    )
    op.create_table(
        "employee_changes",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_employee_changes")),
    )
    with op.batch_alter_table("employee_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_employee_changes_number"), ["number"], unique=False)

    op.create_table(
        "employees",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("kana", sa.Text(), nullable=False),
        sa.Column("department_code", sa.Text(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("employment", sa.Text(), nullable=False),
        sa.Column("duty_status", sa.Text(), nullable=False),
        sa.Column("personas", sa.Text(), nullable=False),
        sa.Column("first_confirmer", sa.Text(), nullable=False),
        sa.Column("second_confirmer", sa.Text(), nullable=False),
        sa.Column("posts", sa.Text(), nullable=False),
        sa.Column("left", sa.Boolean(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_employees")),
    )
    with op.batch_alter_table("employees", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_employees_department_code_number"), ["department_code", "number"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_employees_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "enrolments",
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("public", name=op.f("pk_enrolments")),
    )
    op.create_table(
        "evidence",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("employee_number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("completed", sa.Boolean(), nullable=False),
        sa.Column("receipt", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_evidence")),
        sa.UniqueConstraint(
            "employee_number",
            "kind",
            "name",
            "date",
            "receipt",
            name=op.f("uq_evidence_employee_number_kind_name_date_receipt"),
        ),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_receipt"), ["receipt"], unique=False)

    op.create_table(
        "frameworks",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_frameworks")),
    )
    op.create_table(
        "keys",
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("store_id", sa.Text(), nullable=False),
        sa.Column("vouched", sa.Text(), nullable=False),
        sa.Column("registered", sa.Boolean(), nullable=False),
        sa.Column("revoked_after", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("predecessor", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_keys")),
    )
    op.create_table(
        "list_entries",
        sa.Column("list_name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("target", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("never_late", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("list_name", "value", name=op.f("pk_list_entries")),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "receipts",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("package_id", sa.Text(), nullable=False),
        sa.Column("issuer_store", sa.Text(), nullable=False),
        sa.Column("issuer_epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("issuer_sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("payload_sha256", sa.Text(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("employee_number", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("added", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("updated", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unchanged", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("conflicts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=False),
        sa.Column("integrity_checked", sa.Boolean(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_receipts")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipts_file_sha256"), ["file_sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_receipts_key_id"), ["key_id"], unique=False)

    op.create_table(
        "revisions",
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("municipality_code", sa.Text(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("employee_number", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("covers", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("trust", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seal_store", sa.Text(), nullable=False),
        sa.Column("seal_epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seal_sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seal_signature", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_revisions")),
        sa.UniqueConstraint("id", name=op.f("uq_revisions_id")),
    )
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_revisions_fiscal_year_employee_number"),
            ["fiscal_year", "employee_number"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_revisions_fiscal_year_part"), ["fiscal_year", "part"], unique=False
        )

    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "snapshot_lines",
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("snapshot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("employee_number", sa.Text(), nullable=False),
        sa.Column("heads", sa.Text(), nullable=False),
        sa.Column("levels", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fiscal_year", "employee_number", "snapshot", name=op.f("pk_snapshot_lines")),
    )
    op.create_table(
        "snapshots",
        sa.Column("fiscal_year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("finalised_at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("framework_code", sa.Text(), nullable=False),
        sa.Column("framework_version", sa.Text(), nullable=False),
        sa.Column("decision_number", sa.Text(), nullable=False),
        sa.Column("decision_date", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approver", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fiscal_year", "number", name=op.f("pk_snapshots")),
    )
    op.create_table(
        "supports",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["revision"],
            ["revisions.position"],
            name=op.f("fk_supports_revision_revisions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("revision", "receipt", name=op.f("pk_supports")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("supports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supports_receipt"), ["receipt"], unique=False)
