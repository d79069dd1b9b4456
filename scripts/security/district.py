"""A demo district of its own for the scanners: made in a temporary folder, served on loopback,
gone at the end."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

DEMO_LIMIT_SECONDS = 600
READY_LIMIT_SECONDS = 60
STOP_LIMIT_SECONDS = 25
# The password of every account of the model district, shown on its sign-in page.
DEMO_PASSWORD = "Huiyin-demo-2026"


class Broken(Exception):
    """The district could not be made, served or entered."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments):  # noqa: ANN002, ANN201
        return None


class District:
    """Use it with `with`: the server ends and the folder goes however the run ends."""

    def __init__(self, binary: Path) -> None:
        self.binary = binary
        self.folder = Path(tempfile.mkdtemp(prefix="huiyin-security-"))
        self.address = f"http://127.0.0.1:{_free_port()}"
        self.server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> District:
        try:
            self._make()
            self._serve()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(self, *_what: object) -> None:
        self._remove()

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def is_alive(self) -> bool:
        return self.server is not None and self.server.poll() is None

    def errors_in_log(self) -> list[str]:
        """Lines in which the server tells of a request that failed, or of a panic."""
        lines = self.log.read_text(errors="replace").splitlines()
        return [line for line in lines if "ERROR" in line or "panicked" in line]

    def _make(self) -> None:
        demo = subprocess.run(
            [self.binary, "demo", "--data", self.folder / "data"],
            capture_output=True,
            timeout=DEMO_LIMIT_SECONDS,
            check=False,
        )
        if demo.returncode != 0:
            raise Broken(f"the demo district was not made:\n{demo.stderr.decode(errors='replace')}")

    def _serve(self) -> None:
        listen = self.address.removeprefix("http://")
        with self.log.open("wb") as log:
            self.server = subprocess.Popen(
                [self.binary, "serve", "--data", self.folder / "data", "--listen", listen],
                stdout=log,
                stderr=log,
                # One address plays many residents; the gentle limit has tests of its own.
                env={**os.environ, "HUIYIN_REPORTS_PER_HOUR": "0"},
            )
        until = time.monotonic() + READY_LIMIT_SECONDS
        while time.monotonic() < until and self.is_alive():
            try:
                if urllib.request.urlopen(f"{self.address}/readyz", timeout=5).status == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise Broken(f"the server did not come up:\n{self.log.read_text(errors='replace')}")

    def _remove(self) -> None:
        if self.server is not None and self.server.poll() is None:
            self.server.terminate()
            try:
                self.server.wait(STOP_LIMIT_SECONDS)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def visit(self) -> Visit:
        return Visit(self.address)


class Visit:
    """A browser without a screen: keeps cookies, reads the form token, follows nothing."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        self.opener = urllib.request.build_opener(cookies, _NoRedirect())

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=30) as answer:
            return answer.read().decode()

    def post(self, path: str, fields: dict[str, str]) -> str:
        """Sends a form and answers with where it leads."""
        body = urllib.parse.urlencode(fields).encode()
        try:
            with self.opener.open(self.address + path, body, timeout=30) as answer:
                return answer.headers.get("location", "")
        except urllib.error.HTTPError as error:
            return error.headers.get("location", "")

    def token(self, path: str = "/sign-in") -> str:
        return _first(r'name="csrf" value="([^"]+)"', self.get(path))

    def sign_in(self, login: str) -> None:
        fields = {"csrf": self.token(), "login": login, "password": DEMO_PASSWORD}
        self.post("/sign-in", {**fields, "next": ""})
        if not self.cookie():
            raise Broken(f"{login} could not sign in")

    def cookie(self) -> str:
        """The session as a `Cookie` header says it; empty when nobody is signed in."""
        pairs = [f"{it.name}={it.value}" for it in self.jar if it.name == "huiyin_session"]
        return "; ".join(pairs)

    def api_token(self) -> str:
        return json.loads(self.get("/api/v1/session"))["token"]

    def report(self, what: str) -> str:
        """Raises a matter and answers with its echo code."""
        body = json.dumps({"text": what}).encode()
        kind = {"content-type": "application/json"}
        request = urllib.request.Request(f"{self.address}/api/v1/matters", body, kind)
        with self.opener.open(request, timeout=30) as answer:
            return json.load(answer)["follow"].rsplit("/", 1)[1]

    def first(self, pattern: str, path: str) -> str:
        return _first(pattern, self.get(path))


def _first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    if found is None:
        raise Broken(f"the page has no {pattern}")
    return found.group(1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
