"""The tables. Changing one needs a migration in db/versions; the drift check compares the two.

Times are UTC ISO text, dates ISO text, lists JSON text. Stored names are never normalised; what
sorts and searches lies beside them in columns of its own.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0008"
"""The newest migration. Kept here so that opening a current store does not load Alembic."""

APPLICATION_ID = 0x64784473
"""SQLite's ``application_id`` of our stores (the bytes ``dxDs``)."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _text(name: str, *, primary_key: bool = False) -> Column[str]:
    return Column(name, Text, primary_key=primary_key, nullable=False)


def _number(name: str, *, primary_key: bool = False) -> Column[int]:
    # SQLite would number rows by itself; here that is always said where it is wanted.
    return Column(name, Integer, primary_key=primary_key, nullable=False, autoincrement=False)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean(create_constraint=False), nullable=False)


def _bytes(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


meta = Table("meta", metadata, _text("name", primary_key=True), _text("value"))

settings = Table("settings", metadata, _text("name", primary_key=True), _text("value"))

counters = Table("counters", metadata, _text("name", primary_key=True), _number("value"))

employees = Table(
    "employees",
    metadata,
    _text("number", primary_key=True),
    _text("name"),
    _text("alias"),
    _text("kana"),
    _text("department_code"),
    _text("grade"),
    _text("job"),
    _text("title"),
    _text("employment"),
    _text("duty_status"),
    _text("personas"),
    _text("first_confirmer"),
    _text("second_confirmer"),
    _text("posts"),
    _flag("left"),
    _text("sort_key"),
    _text("search_key"),
    Index(None, "department_code", "number"),
    Index(None, "sort_key"),
)

employee_changes = Table(
    "employee_changes",
    metadata,
    Column("position", Integer, primary_key=True, nullable=False),
    _text("number"),
    _text("changed_at"),
    _text("field"),
    _text("old"),
    _text("new"),
    Index(None, "number"),
)

departments = Table(
    "departments",
    metadata,
    _text("code"),
    _text("name"),
    _text("parent"),
    _text("valid_from"),
    _text("valid_to"),
    _text("successors"),
    PrimaryKeyConstraint("code", "valid_from"),
)

list_entries = Table(
    "list_entries",
    metadata,
    _text("list_name"),
    _text("value"),
    _flag("target"),
    _number("position"),
    _flag("never_late"),
    PrimaryKeyConstraint("list_name", "value"),
)

appointments = Table(
    "appointments",
    metadata,
    _text("employee_number"),
    _text("persona"),
    _text("valid_from"),
    _text("valid_to"),
    PrimaryKeyConstraint("employee_number", "persona", "valid_from"),
)

evidence = Table(
    "evidence",
    metadata,
    Column("position", Integer, primary_key=True, nullable=False),
    _text("employee_number"),
    _text("kind"),
    _text("name"),
    _text("date"),
    _text("result"),
    _flag("completed"),
    _number("receipt"),
    UniqueConstraint("employee_number", "kind", "name", "date", "receipt"),
    Index(None, "receipt"),
    # Holds all that is asked by name: one without the day would be taken for a year's attendance as well, and
    # each row then looked up by itself.
    Index(None, "kind", "name", "result", "completed", "employee_number", "receipt", "date"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("number", Integer, primary_key=True, nullable=False),
    _text("received_at"),
    _text("file_name"),
    _text("file_sha256"),
    _text("kind"),
    _text("outcome"),
    _text("package_id"),
    _text("issuer_store"),
    _number("issuer_epoch"),
    _number("issuer_sequence"),
    _text("key_id"),
    _text("payload_sha256"),
    _number("fiscal_year"),
    _text("employee_number"),
    _text("sender"),
    _number("added"),
    _number("updated"),
    _number("unchanged"),
    _number("conflicts"),
    _flag("live"),
    _text("undone_at"),
    _flag("integrity_checked"),
    _text("problems"),
    Column("program", Text, nullable=False, server_default=""),
    Index(None, "file_sha256"),
    Index(None, "key_id"),
    sqlite_autoincrement=True,
)

revisions = Table(
    "revisions",
    metadata,
    Column("position", Integer, primary_key=True, nullable=False),
    _text("id"),
    _text("municipality_code"),
    _number("fiscal_year"),
    _text("employee_number"),
    _text("part"),
    _text("covers"),
    _text("value"),
    _text("key_id"),
    _number("trust"),
    _text("seal_store"),
    _number("seal_epoch"),
    _number("seal_sequence"),
    _text("seal_signature"),
    UniqueConstraint("id"),
    Index(None, "fiscal_year", "employee_number"),
    Index(None, "fiscal_year", "part"),
)

# A receipt of 0 is local work, which no line of the ledger stands for; hence no foreign key there.
supports = Table(
    "supports",
    metadata,
    Column("revision", Integer, ForeignKey("revisions.position", ondelete="CASCADE"), nullable=False),
    _number("receipt"),
    PrimaryKeyConstraint("revision", "receipt"),
    Index(None, "receipt"),
    sqlite_with_rowid=False,
)

dispatches = Table(
    "dispatches",
    metadata,
    Column("number", Integer, primary_key=True, nullable=False),
    _text("sent_at"),
    _text("kind"),
    _text("file_name"),
    _text("recipient"),
    _number("fiscal_year"),
    _text("package_id"),
    _number("sequence"),
    _text("payload_sha256"),
    _number("people"),
    Index(None, "payload_sha256"),
    sqlite_autoincrement=True,
)

keys = Table(
    "keys",
    metadata,
    _text("key_id", primary_key=True),
    _text("public"),
    _text("role"),
    _text("owner"),
    _text("store_id"),
    _text("vouched"),
    _flag("registered"),
    _number("revoked_after"),
)

claims = Table(
    "claims",
    metadata,
    _text("key_id"),
    _text("enrolment"),
    _number("receipt"),
    PrimaryKeyConstraint("key_id", "enrolment", "receipt"),
)

successions = Table(
    "successions",
    metadata,
    _text("key_id"),
    _text("predecessor"),
    _number("after"),
    _text("signature"),
    _text("proof"),
    _number("receipt"),
    PrimaryKeyConstraint("key_id", "predecessor", "after", "receipt"),
)

enrolments = Table(
    "enrolments",
    metadata,
    _text("public", primary_key=True),
    _text("owner"),
    _number("fiscal_year"),
    _text("seed"),
)

frameworks = Table(
    "frameworks",
    metadata,
    _text("code"),
    _text("version"),
    _text("digest"),
    _text("text"),
    PrimaryKeyConstraint("code", "version"),
)

assessments = Table(
    "assessments",
    metadata,
    _number("fiscal_year"),
    _text("employee_number"),
    _text("state"),
    _number("round"),
    _flag("clash"),
    _flag("changed"),
    _flag("late"),
    _number("conflicts"),
    _number("pending"),
    _number("quarantined"),
    _text("department_code"),
    _bytes("self_levels"),
    _bytes("first_levels"),
    _bytes("second_levels"),
    _bytes("confirmed_levels"),
    _bytes("last_levels"),
    _text("name"),
    _text("kana"),
    _text("department_name"),
    _text("grade"),
    _text("post"),
    _text("personas"),
    PrimaryKeyConstraint("fiscal_year", "employee_number"),
    Index(None, "fiscal_year", "department_code"),
    sqlite_with_rowid=False,
)

framework_drafts = Table(
    "framework_drafts",
    metadata,
    _text("draft_id", primary_key=True),
    _text("text"),
    _text("saved_at"),
)

snapshots = Table(
    "snapshots",
    metadata,
    _number("fiscal_year"),
    _number("number"),
    _text("finalised_at"),
    _text("kind"),
    _text("framework_code"),
    _text("framework_version"),
    _text("decision_number"),
    _text("decision_date"),
    _text("reason"),
    _text("approver"),
    PrimaryKeyConstraint("fiscal_year", "number"),
)

snapshot_lines = Table(
    "snapshot_lines",
    metadata,
    _number("fiscal_year"),
    _number("snapshot"),
    _text("employee_number"),
    _text("heads"),
    _text("levels"),
    _text("content"),
    PrimaryKeyConstraint("fiscal_year", "employee_number", "snapshot"),
)

snapshot_seals = Table(
    "snapshot_seals",
    metadata,
    _number("fiscal_year"),
    _number("number"),
    _text("digest"),
    _text("key_id"),
    _text("signature"),
    PrimaryKeyConstraint("fiscal_year", "number"),
)

issued_papers = Table(
    "issued_papers",
    metadata,
    _text("paper_id", primary_key=True),
    _text("kind"),
    _text("series"),
    _text("key"),
    _text("number_text"),
    _text("employee_number"),
    _text("name"),
    _text("issued_on"),
    _text("issuer"),
    _number("number"),
    _number("fiscal_year"),
    _number("layout"),
    _text("source"),
    _text("made_at"),
    _text("remade_on"),
    _text("batch"),
    _text("corrects"),
    _text("digest"),
    _text("record"),
    Index(None, "kind", "fiscal_year"),
)

paper_prints = Table(
    "paper_prints",
    metadata,
    _number("number", primary_key=True),
    _text("at"),
    _text("actor"),
    _text("kind"),
    _text("mark"),
    _text("ordered"),
    _number("documents"),
    _text("papers"),
)

drafts = Table(
    "drafts",
    metadata,
    _number("fiscal_year"),
    _text("employee_number"),
    _text("text"),
    _text("saved_at"),
    PrimaryKeyConstraint("fiscal_year", "employee_number"),
)

audit = Table(
    "audit",
    metadata,
    _number("number", primary_key=True),
    _text("at"),
    _text("actor"),
    _text("action"),
    _text("subject"),
    _text("counts"),
    _text("hash"),
)
