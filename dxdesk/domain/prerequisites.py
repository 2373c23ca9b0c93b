"""What a stage or a level demands first, as a graph, and loops in it that nobody could ever pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dxdesk.domain.framework import LEVEL, STAGE, Framework

Node = tuple[str, str, int]
"""Kind (level or stage), item uid or stage code, level (0 for stages)."""


def prerequisites(framework: Framework) -> dict[Node, set[Node]]:
    """Return what each stage and each item level demands first."""
    graph: dict[Node, set[Node]] = {}
    targets: dict[str, Node] = {}
    for requirement in framework.requirements:
        if requirement.kind == LEVEL:
            targets[requirement.code] = (LEVEL, requirement.item, requirement.level)
        elif requirement.kind == STAGE:
            targets[requirement.code] = (STAGE, requirement.stage, 0)
        for uid, level in requirement.supports if requirement.code in targets else ():
            graph.setdefault((LEVEL, uid, level), set()).add(targets[requirement.code])
    for stage in framework.stages:
        wanted = {targets[code] for code in stage.requirements if code in targets}
        graph.setdefault((STAGE, stage.code, 0), set()).update(wanted)
    # A level includes the ones below it, so whoever needs LV3 needs LV2 first.
    nodes = {node for node in graph if node[0] == LEVEL} | {n for n in targets.values() if n[0] == LEVEL}
    for kind, uid, level in nodes:
        below = {node for node in nodes if node[1] == uid and node[2] < level}
        graph.setdefault((kind, uid, level), set()).update(below)
    return graph


def loop_from(start: Node, graph: Mapping[Node, set[Node]], done: set[Node]) -> tuple[Node, ...]:
    """Return one loop reachable from a node, empty for none; every node is walked once."""
    path: list[Node] = []
    stack: list[tuple[Node, Iterator[Node]]] = []

    def enter(node: Node) -> None:
        path.append(node)
        stack.append((node, iter(sorted(graph.get(node, ())))))

    if start not in done:
        enter(start)
    while stack:
        node, rest = stack[-1]
        following = next(rest, None)
        if following is None:
            stack.pop()
            path.pop()
            done.add(node)
        elif following in path:
            done.update(path)
            return (*path[path.index(following) :], following)
        elif following not in done:
            enter(following)
    return ()
