"""Terms of appointed personas (任命・任期)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select

from dxdesk.domain.appointments import Appointment
from dxdesk.ports.changes import Changes, Note
from dxdesk.store import schema
from dxdesk.store.rowcodec import replacing

_A = schema.appointments
_SAVE = replacing(_A, "employee_number", "persona", "valid_from")


class Appointments:
    """The part of the port ``People`` that deals with appointments."""

    _connection: Connection
    _note: Note

    def appointments(self, number: str = "") -> Sequence[Appointment]:
        """Return terms of appointed personas, of one person or of all, oldest first."""
        query = select(_A).order_by(_A.c.valid_from, _A.c.employee_number, _A.c.persona)
        if number:
            query = query.where(_A.c.employee_number == number)
        return [Appointment(*row) for row in self._connection.execute(query)]

    def save_appointments(self, appointments: Iterable[Appointment]) -> None:
        """Insert or replace by (person, persona, first day)."""
        found = [{column.name: getattr(one, column.name) for column in _A.columns} for one in appointments]
        if found:
            self._note(Changes.ROSTER)
            self._connection.execute(_SAVE, found)

    def remove_appointment(self, appointment: Appointment) -> None:
        """Remove a term that was never meant."""
        self._note(Changes.ROSTER)
        self._connection.execute(
            delete(_A).where(
                _A.c.employee_number == appointment.employee_number,
                _A.c.persona == appointment.persona,
                _A.c.valid_from == appointment.valid_from,
            )
        )
