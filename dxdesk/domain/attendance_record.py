"""What a record says of somebody's attendance, where the owner of a session keeps it (DX推進課).

HR's own attendance is told in the growth of its people; another section keeps nobody's growth, and says who
was in its sessions as things of its own, a record a person, course and day.
"""

from __future__ import annotations

from typing import NamedTuple

from dxdesk.domain.contents import Content, said_of_thing


class AttendanceSaid(NamedTuple):
    """Somebody in a course on a day (ISO): ``result`` as the list words it, ``completed`` where it says so.

    ``course`` is the code of a course of the same owner, ``number`` the 職員番号 as its list has it.
    """

    course: str = ""
    held_on: str = ""
    number: str = ""
    result: str = ""
    completed: bool = False
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> AttendanceSaid:
        """Return what the value of a thing says of an attendance."""
        said = said_of_thing(content)
        return cls(
            str(said.get("course", "")),
            str(said.get("held_on", "")),
            str(said.get("number", "")),
            str(said.get("result", "")),
            said.get("completed") is True,
            said.get("ended") is True,
        )
