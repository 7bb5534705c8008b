"""The options --server and --library, credentials, and what needs no server to be refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.model.server import ServerError, ServerFault
from tui.cli.main import run
from tui.cli.options import split_options
from tui.config import locations
from tui.config.servers import PASSWORD, USER, target_of
from tui.config.settings import ServerProfile

_URL = "https://search.example.org:9200"


def _fault(server: str, library: str = "wire", **profile: str) -> ServerFault:
    with pytest.raises(ServerError) as caught:
        target_of(server, library, "", {"p": ServerProfile(**profile)}, {USER: "me", PASSWORD: "secret"})
    return caught.value.fault


def test_credentials_come_from_the_environment_and_are_not_shown() -> None:
    """The representation of a target, which a log may hold, has no password."""
    target = target_of(f"{_URL}, https://other.example.org", "wire", "", {}, {USER: "me", PASSWORD: "secret"})
    assert (target.urls, target.user, target.password) == ((_URL, "https://other.example.org"), "me", "secret")
    assert "secret" not in repr(target)


def test_a_profile_names_server_library_and_credentials(tmp_path: Path) -> None:
    """A file of credentials is used if only its owner can read it."""
    file = tmp_path / "credentials"
    file.write_text("user: me\npassword: secret\n", "utf-8")
    profile = ServerProfile(url=_URL, library="wire", credentials=str(file))
    file.chmod(0o600)
    target = target_of("newsroom", "", "", {"newsroom": profile}, {})
    assert (target.urls, target.library, target.user, target.password) == ((_URL,), "wire", "me", "secret")
    file.chmod(0o640)
    with pytest.raises(ServerError) as caught:
        target_of("newsroom", "", "", {"newsroom": profile}, {})
    assert caught.value.fault is ServerFault.CREDENTIALS_FILE_OPEN
    file.chmod(0o600)
    file.write_text("user: me\n", "utf-8")
    with pytest.raises(ServerError) as caught:
        target_of("newsroom", "", "", {"newsroom": profile}, {})
    assert caught.value.fault is ServerFault.CREDENTIALS_FILE


@pytest.mark.parametrize("name", ["Wire", "a.b", "-a", "a_b", "a" * 64, "a/b", "*", "a,b", "ä"])
def test_invalid_library_names(name: str) -> None:
    """A name becomes part of names on the server: letters, digits and hyphens only."""
    assert _fault(_URL, name) is ServerFault.INVALID_LIBRARY
    assert _fault(_URL, "") is ServerFault.UNNAMED_LIBRARY


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("search.example.org", ServerFault.INVALID_URL),
        ("ftp://search.example.org", ServerFault.INVALID_URL),
        ("https://[", ServerFault.INVALID_URL),
        ("https://me:secret@search.example.org", ServerFault.CREDENTIALS_IN_URL),
        ("http://search.example.org:9200", ServerFault.INSECURE),
    ],
)
def test_invalid_addresses(url: str, fault: ServerFault) -> None:
    """A password is sent over TLS only, and never stands in an address."""
    assert _fault(url) is fault


def test_options_may_stand_anywhere_before_two_dashes() -> None:
    """They are taken from the command line before its command is known."""
    assert split_options(["search", "--server", "U", "x", "--library=L", "--", "--server"]) == (
        ["search", "x", "--", "--server"],
        ["--server", "U", "--library=L"],
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["search", "--library", "wire", "x"], "--library needs --server"),
        (["search", "--server", "nowhere", "--library", "wire", "x"], "The address of the server is not valid"),
        (["--server", _URL, "--library", "Wire", "people"], "cannot be the name of a library"),
        (["search", "--server", _URL, "--library", "wire", "--folder", "d", "x"], "--folder cannot be combined"),
        (["search", "--server", _URL, "--library", "wire", "--folder=d", "x"], "--folder cannot be combined"),
        (["search", "--server", "http://127.0.0.1:1", "--library", "wire", "--", "--folder"], "does not answer"),
        (["search", "--server", "http://127.0.0.1:1", "--library", "wire", "x"], "does not answer"),
        (["doctor", "--server", _URL, "--library", "wire"], "doctor cannot be combined with --server"),
        (["saved", "list", "--server", _URL], "name one with --library NAME"),
        (["correct", "--server", _URL, "--library", "wire"], "Missing command"),
    ],
)
def test_refused_command_lines(args: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each is one sentence, and exit code 2."""
    assert run(args) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("args", [["--server", _URL, "--help"], ["search", "--server", _URL, "--help"]])
def test_help_needs_no_server(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Help is printed with these options, too, with and without a command."""
    assert run(args) == 0
    assert "Usage: pressroom" in capsys.readouterr().out


def test_without_the_client(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing package is named with the command that installs it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert run(["search", "--server", _URL, "--library", "wire", "x"]) == 2
    assert "pip install 'pressroom[opensearch]'" in capsys.readouterr().err


def test_servers_in_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    """A profile stands under its name; an unknown key in it is named."""
    file = locations.settings_file()
    file.parent.mkdir(parents=True)
    file.write_text("servers:\n  here: {url: 'http://127.0.0.1:1', library: wire}\n", "utf-8")
    assert run(["search", "--server", "here", "x"]) == 2
    assert "http://127.0.0.1:1 does not answer" in capsys.readouterr().err
    file.write_text("servers:\n  here: {address: 'http://127.0.0.1:1'}\n", "utf-8")
    assert run(["search", "--server", "here", "x"]) == 2
    assert "address" in capsys.readouterr().err
