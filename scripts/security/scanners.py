"""The three scanners, each bounded in time, each reading loopback only."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from district import District, Visit
from findings import Finding, Result

# Attacks of wapiti that need no server of somebody else's to call back to.
WAPITI_MODULES = (
    "exec,file,sql,xss,permanentxss,redirect,crlf,csp,http_headers,cookieflags,csrf,methods,upload"
)
LEAST_PAGES = 20
# A scanner that does not keep its own limit is ended this much later.
GRACE_SECONDS = 60


@dataclass
class Ground:
    district: District
    # Where the virtual environments of the scanners lie.
    tools: Path
    reports: Path

    def program(self, tool: str, name: str) -> Path | None:
        path = self.tools / tool / "bin" / name
        return path if path.is_file() else None


def run(ground: Ground, command: list[str | Path], seconds: int) -> str:
    """What a program prints; it is ended when it takes longer, and leaves its notes in the folder
    that goes."""
    try:
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            timeout=seconds + GRACE_SECONDS,
            # sqlmap makes a new form key for each request with a line of ours.
            env={**os.environ, "SQLMAP_UNSAFE_EVAL": "1", "TERM": "dumb"},
            check=False,
            cwd=ground.district.folder,
        )
        return done.stdout.decode(errors="replace")
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"").decode(errors="replace") + "\n(ended: out of time)"


def schemathesis(ground: Ground, who: str, visit: Visit, seconds: int) -> Result:
    """Requests made from our OpenAPI document, right and wrong ones, held against what the
    document promises."""
    result = Result(f"schemathesis, {who}")
    program = ground.program("schemathesis", "schemathesis")
    if program is None:
        result.skipped = "schemathesis is not installed"
        return result
    report = ground.reports / f"schemathesis-{who.replace(' ', '-')}.json"
    report.unlink(missing_ok=True)
    command: list[str | Path] = [
        program, "run", f"{ground.district.address}/api/v1/openapi.json",
        "--max-time", str(seconds), "--max-examples", "60", "--seed", "20261126",
        "--checks", "all", "--continue-on-failure", "--no-shrink", "--warnings", "off",
        "--request-timeout", "20", "--report", "json", "--report-json-path", report,
    ]  # fmt: skip
    if visit.cookie():
        command += ["-H", f"Cookie: {visit.cookie()}", "-H", f"x-huiyin-token: {visit.api_token()}"]
    output = run(ground, command, seconds)
    (report.with_suffix(".txt")).write_text(output)
    if not report.is_file():
        result.failed = f"no report, see {report.with_suffix('.txt').name}"
        return result
    found = json.loads(report.read_text())
    tested, total = found["operations"]["tested"], found["operations"]["total"]
    result.work = f"{found['test_cases']['generated']} requests, {tested} of {total} operations"
    if tested != total or total == 0:
        result.failed = f"only {tested} of {total} operations were tested"
    for failure in found["failures"]:
        for operation in failure["operations"]:
            finding = Finding("schemathesis", failure["type"], operation, failure["title"])
            result.findings.append(finding)
    for error in found["errors"]:
        result.findings.append(Finding("schemathesis", "error", json.dumps(error)[:300]))
    return result


def wapiti(ground: Ground, who: str, visit: Visit, seconds: int) -> Result:
    """A crawl from the first page, and attacks on every form and address that it met."""
    result = Result(f"wapiti, {who}")
    program = ground.program("wapiti3", "wapiti")
    if program is None:
        result.skipped = "wapiti is not installed"
        return result
    base = ground.district.address
    name = f"wapiti-{who.replace(' ', '-')}"
    report = ground.reports / f"{name}.json"
    report.unlink(missing_ok=True)
    modules = len(WAPITI_MODULES.split(","))
    crawl = seconds // 2
    command: list[str | Path] = [
        program, "-u", f"{base}/", "--flush-session", "--no-bugreport", "-v", "0",
        "--store-session", ground.district.folder / name,
        "--store-config", ground.district.folder / f"{name}-config",
        "--max-scan-time", str(crawl),
        "--max-attack-time", str(max(2, (seconds - crawl) // modules)),
        "--max-links-per-page", "40", "--max-files-per-dir", "12", "-d", "4", "-S", "aggressive",
        "-m", WAPITI_MODULES, "-x", f"{base}/sign-out", "-f", "json", "-o", report,
    ]  # fmt: skip
    if visit.cookie():
        command += ["-s", f"{base}/desk", "-H", f"Cookie: {visit.cookie()}"]
    # It keeps what it has seen in a store of its own and gives up when that is busy for some
    # seconds, as on a machine with other work. A crawl that was broken off so begins once more.
    for _ in range(2):
        output = run(ground, command, seconds)
        report.with_suffix(".txt").write_text(output)
        if report.is_file() or "database is locked" not in output:
            break
    if not report.is_file():
        result.failed = f"no report, see {report.with_suffix('.txt').name}"
        return result
    found = json.loads(report.read_text())
    pages = found["infos"]["crawled_pages_nbr"]
    result.work = f"{pages} pages, {modules} attacks"
    if pages < LEAST_PAGES:
        result.failed = f"only {pages} pages were seen"
    for part in ("vulnerabilities", "anomalies", "additionals"):
        for kind, entries in found[part].items():
            for entry in entries:
                place = f"{entry['method']} {entry['path']}"
                result.findings.append(Finding("wapiti", kind, place, entry["info"]))
    return result


@dataclass(frozen=True)
class Form:
    """A form for sqlmap: its fields with plausible values, and which of them to attack."""

    name: str
    path: str
    fields: dict[str, str]
    attack: str
    is_post: bool = False
    is_signed_in: bool = False
    # Cookies to attack, as `Cookie` says them.
    cookie: str = ""


def sqlmap(ground: Ground, form: Form, visit: Visit, seconds: int) -> Result:
    """Every kind of SQL injection that can be seen from outside, at each field of one form."""
    result = Result(f"sqlmap, {form.name}")
    program = ground.program("sqlmap", "sqlmap")
    if program is None:
        result.skipped = "sqlmap is not installed"
        return result
    fields = "&".join(f"{name}={value}" for name, value in form.fields.items())
    target = ground.district.address + form.path
    command: list[str | Path] = [
        program, "--batch", "--flush-session", "--disable-coloring", "--level", "2", "--risk", "1",
        "--technique", "BEUST", "--time-sec", "5", "--timeout", "20", "--retries", "0",
        "--test-filter", "SQLite|PostgreSQL|Generic|boolean", "--ignore-code", "*", "--skip-waf", "--time-limit", str(seconds),
        "--output-dir", ground.district.folder / "sqlmap",
        "--eval", "import uuid; form_key = str(uuid.uuid4()); second_key = str(uuid.uuid4())",
        "-p", form.attack,
    ]  # fmt: skip
    if form.is_post:
        token = visit.token()
        command += ["-u", target, "--data", f"csrf={token}&{fields}"]
    else:
        command += ["-u", f"{target}?{fields}" if fields else target]
    cookies = "; ".join(it for it in (visit.cookie(), form.cookie) if it)
    if cookies:
        command += ["--cookie", cookies]
    output = run(ground, command, seconds)
    report = ground.reports / f"sqlmap-{form.name.replace(' ', '-')}.txt"
    report.write_text(output)
    return _sqlmap_result(result, output, report, len(form.attack.split(",")))


def _sqlmap_result(result: Result, output: str, report: Path, wanted: int) -> Result:
    done = len(re.findall(r"^.*parameter '.*' does not seem to be injectable", output, re.MULTILINE))
    tests = len(re.findall(r"testing '", output))
    result.work = f"{done} of {wanted} fields, {tests} tests"
    if "identified the following injection point" in output:
        for name in re.findall(r"^Parameter: (.+)$", output, re.MULTILINE):
            result.findings.append(Finding("sqlmap", "injection", f"{result.name}: {name}"))
    elif tests == 0:
        result.failed = f"nothing was tested, see {report.name}"
    elif done < wanted:
        result.work += ", out of time"
    if "unhandled exception" in output:
        result.failed = f"sqlmap broke off, see {report.name}"
    return result
