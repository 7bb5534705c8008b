"""A reverse proxy with TLS and a password before a node, on loopback: the node itself has neither."""

from __future__ import annotations

import base64
import http.client
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def certificate(folder: Path, host: str) -> Path:
    """Make a self-signed certificate of a host; returns the file, beside which its key lies."""
    file, key = folder / f"{host}.pem", folder / f"{host}.key"
    name = f"IP:{host}" if host[0].isdigit() else f"DNS:{host}"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={host}"]
    options = ["-addext", f"subjectAltName={name}", "-keyout", str(key), "-out", str(file)]
    subprocess.run([*command, *options], check=True, capture_output=True)
    return file


@contextmanager
def proxy(node_url: str, file: Path, user: str, password: str) -> Iterator[str]:
    """Run a proxy before a node; yields its address."""
    expected = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    host = node_url.removeprefix("http://")

    class Handler(BaseHTTPRequestHandler):
        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.headers.get("Authorization") != expected:
                self.send_response(401)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            connection = http.client.HTTPConnection(host, timeout=60)
            sent = {name: self.headers[name] for name in ("Content-Type", "Content-Encoding") if name in self.headers}
            connection.request(self.command, self.path, body, sent)
            answer = connection.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers.get("Content-Type", "application/json"))
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)
            connection.close()

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _pass_on  # noqa: N815 -- names of http.server

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, file.with_suffix(".key"))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()
