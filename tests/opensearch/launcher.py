"""Real OpenSearch nodes for tests, on loopback: built once with Maven, each a process that ends with its parent."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

HERE = Path(__file__).parent
BUILD_FOLDER = "PRESSROOM_TEST_OPENSEARCH"
"""The environment variable with the folder of what Maven builds; the tests run only where it is set."""
_LONGEST_START = 180
"""Seconds; a kill switch for a node that does not answer."""
_OPTIONS = ("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Of the Java machine: little memory, and a quick start."""


@dataclass(frozen=True, slots=True)
class Node:
    """A running node."""

    name: str
    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End the process by its id, and wait for it."""
        self.process.terminate()
        self.process.wait()

    def kill(self) -> None:
        """End the process as a crash does."""
        self.process.kill()
        self.process.wait()


def build(folder: Path) -> str:
    """Compile the launcher and return its class path; Maven resolves the server at the first time."""
    path = folder / "classpath"
    sources = [HERE / "pom.xml", HERE / "TestNode.java"]
    if not path.exists() or any(source.stat().st_mtime > path.stat().st_mtime for source in sources):
        command = ["mvn", "-B", "-q", f"-Dbuild.folder={folder}", f"-Dmdep.outputFile={path}", "-f", str(sources[0])]
        subprocess.run([*command, "compile", "dependency:build-classpath"], check=True)
    return f"{folder / 'classes'}:{HERE}:{path.read_text('utf-8').strip()}"


def start(class_path: str, home: Path, names: Sequence[str] = ("one",), **settings: str) -> list[Node]:
    """Start a cluster, one node for each name, and wait until it answers.

    Args:
        class_path: From `build`.
        home: A folder for the data of the nodes.
        names: Of the nodes.
        settings: Further settings of every node, with `__` for the dots in their names.

    """
    ports = [(_free_port(), _free_port()) for _ in names]
    given = {name.replace("__", "."): value for name, value in settings.items()}
    if len(names) == 1:
        given["discovery.type"] = "single-node"
    else:
        given["cluster.initial_cluster_manager_nodes"] = ",".join(names)
        given["discovery.seed_hosts"] = ",".join(f"127.0.0.1:{port}" for _, port in ports)
    nodes = [
        _start(class_path, home / name, name, http, transport, given)
        for name, (http, transport) in zip(names, ports, strict=True)
    ]
    for node in nodes:
        _await(node, len(nodes))
    return nodes


def _start(class_path: str, home: Path, name: str, http: int, transport: int, settings: dict[str, str]) -> Node:
    home.mkdir(parents=True, exist_ok=True)
    arguments = [str(home), name, str(http), str(transport), *(f"{key}={value}" for key, value in settings.items())]
    with (home / "log").open("ab") as log:
        process = subprocess.Popen(
            ["nice", "-n", "10", "java", *_OPTIONS, "-cp", class_path, "pressroom.TestNode", *arguments],
            stdin=subprocess.PIPE,  # the node ends when this process does, and so closes the pipe
            stdout=log,
            stderr=log,
        )
    return Node(name, f"http://127.0.0.1:{http}", process)


def _await(node: Node, nodes: int) -> None:
    """Wait until a node answers and has found the others."""
    end = time.monotonic() + _LONGEST_START
    while time.monotonic() < end:
        if node.process.poll() is not None:
            raise RuntimeError(f"the node {node.name} ended with {node.process.returncode}; see its log")
        try:
            with urllib.request.urlopen(f"{node.url}/_cluster/health", timeout=5) as answer:
                if json.load(answer)["number_of_nodes"] == nodes:
                    return
        except (URLError, OSError):
            pass
        time.sleep(0.2)
    raise RuntimeError(f"the node {node.name} did not answer; see its log")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def build_folder() -> Path | None:
    """The folder of what Maven builds; None where these tests are not wanted."""
    found = os.environ.get(BUILD_FOLDER, "")
    return Path(found).absolute() if found else None


if __name__ == "__main__":  # so that a caller may see whether it can be built, before it asks for the tests
    build(Path(sys.argv[1]).absolute())
