"""A display and people for the journeys, and their operation times at the end of a run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.hands import place, xserver
from tests.hands.person import Person
from tests.helpers.shared import once

TIMES = "operation time"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told = [
        f"{name}: {said}"
        for report in terminalreporter.getreports("passed")
        for key, (name, said) in report.user_properties
        if key == TIMES and report.when == "call"
    ]
    if told:
        terminalreporter.section("operation times by the keystroke-level model")
        for line in told:
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xserver.Display]:
    if xserver.missing():
        pytest.skip("no Xvfb, openbox and xdotool on this machine")
    with xserver.running(tmp_path_factory.mktemp("display")) as shown:
        if shown.trouble():
            pytest.skip("Qt shows no window on an X server of this machine")
        yield shown


@pytest.fixture
def office(tmp_path: Path) -> place.Office:
    shutil.copytree(once("hands", place.build), tmp_path / "役所")
    return place.Office(tmp_path / "役所")


@pytest.fixture(params=[pytest.param(1.0, id="100"), pytest.param(1.5, id="150", marks=pytest.mark.soak)])
def sit_down(
    request: pytest.FixtureRequest, display: xserver.Display, tmp_path: Path
) -> Iterator[Callable[[str], Person]]:
    """A PC for each person; in the long run also one that shows things at 150 %: 911 by 512 logical px."""
    people: list[Person] = []

    def sit(name: str) -> Person:
        person = Person(display, tmp_path / name, request.param)
        people.append(person)
        return person

    yield sit
    for person in people:
        person.clear()


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Callable[[str, Person], None]:
    """Say a journey's operation time at the end of the run."""

    def say(what: str, person: Person) -> None:
        request.node.user_properties.append((TIMES, (what, str(person.log))))

    return say
