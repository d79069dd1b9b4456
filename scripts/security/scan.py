"""`make test-security`: scanners that others wrote, against the built binary with its demo data,
on loopback. Ends with 1 on any finding that `explained.toml` does not explain.

Usage: scan.py BINARY FOLDER_OF_TOOLS
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from district import Broken, District
from findings import Explanations, Finding, Result
from scanners import Form, Ground, schemathesis, sqlmap, wapiti

HERE = Path(__file__).parent
# All scanners together; the demo district before them comes on top.
TOTAL_SECONDS = int(os.environ.get("HUIYIN_SCAN_SECONDS", "480"))
LEAST_SECONDS = 10
SHOWN_PLACES = 6


def forms(ground: Ground) -> list[Form]:
    """The forms and addresses whose fields reach the database."""
    visit = ground.district.visit()
    code = visit.report("三号楼门口的路灯不亮，晚上看不清台阶")
    # Who is searched for: the name of the district's own matters.
    return [
        Form("board search", "/board", {"q": "路灯", "state": "open", "class": "05", "street": "",
             "after": "1_2"}, "q,state,class,street,after"),
        Form("rates", "/rates", {"month": "all", "by": "body"}, "month,by"),
        Form("follow", "/echo", {"code": code}, "code"),
        Form("report", "/report", {"what": "路灯不亮", "place": "建新东路", "name": "谭明",
             "phone": "13800001111", "unknown_place": "on", "kind": "help", "area": ""},
             "what,place,name,phone,kind,area", is_post=True),
        Form("message", f"/echo/{code}/message", {"message": "今天又暗了"}, "message", is_post=True),
        Form("sign in", "/sign-in", {"login": "nobody", "password": "x", "next": "/desk"},
             "login,next", is_post=True),
        Form("cookies", "/", {}, "huiyin_session,huiyin_lang",
             cookie="huiyin_session=abc; huiyin_lang=en"),
        Form("api board", "/api/v1/board", {"words": "路灯", "category": "05", "state": "",
             "after": "1_2"}, "words,category,state,after"),
        Form("desk search", "/desk/search", {"q": "路灯"}, "q", is_signed_in=True),
        Form("desk list", "/desk/matters", {"state": "", "category": "", "urgency": "",
             "source": "", "after": "1_2"}, "state,category,urgency,source,after", is_signed_in=True),
        Form("desk inbox", "/desk", {"queue": "intake", "category": "", "after": "1_2"},
             "queue,category,after", is_signed_in=True),
    ]  # fmt: skip


def scan(ground: Ground) -> list[Result]:
    """A quarter of the time for the interface, a bit more for the crawls, the rest for SQL."""
    nobody, staff, admin = (ground.district.visit() for _ in range(3))
    staff.sign_in("dispatcher")
    admin.sign_in("secadmin")
    visitors = {"signed out": nobody, "signed in": staff}
    results = []
    for who, visit in visitors.items():
        results.append(step(schemathesis, ground, who, visit, TOTAL_SECONDS // 8))
    for who, visit in {**visitors, "security admin": admin}.items():
        results.append(step(wapiti, ground, who, visit, TOTAL_SECONDS // 9))
    attacked = forms(ground)
    each = max(LEAST_SECONDS, TOTAL_SECONDS * 5 // 12 // len(attacked))
    for form in attacked:
        visit = staff if form.is_signed_in else nobody
        results.append(step(sqlmap, ground, form, visit, each))
    return results


def step(scanner, ground: Ground, what, visit, seconds: int) -> Result:  # noqa: ANN001
    seconds = max(LEAST_SECONDS, seconds)
    begun = time.monotonic()
    result = scanner(ground, what, visit, seconds)
    took = round(time.monotonic() - begun)
    say(f"{result.name}: {result.skipped or result.failed or result.work} ({took} s)")
    return result


def main() -> int:
    # An order to stop ends the run as an error does: the server goes with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    binary, tools = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    explanations = Explanations(HERE / "explained.toml")
    reports = tools / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    try:
        with District(binary) as district:
            results = scan(Ground(district, tools, reports))
            results.append(server_result(district))
    except Broken as broken:
        say(f"✗ {broken}")
        return 1
    unexplained = table(results, explanations)
    for left in explanations.unused():
        say(f"  explained but not found this time: {left}")
    skipped = sum(bool(result.skipped) for result in results)
    failed = sum(bool(result.failed) for result in results)
    say(f"security: {unexplained} unexplained, {failed} failed, {skipped} skipped")
    say(f"reports: {reports}")
    return 1 if unexplained or failed else 0


def server_result(district: District) -> Result:
    """What the server itself says after all this: it lives, and no request failed inside."""
    result = Result("server log", work="alive" if district.is_alive() else "")
    if not district.is_alive():
        result.failed = "the server ended during the scan"
    for line in district.errors_in_log()[:20]:
        result.findings.append(Finding("server", "error", line[-300:]))
    return result


def table(results: list[Result], explanations: Explanations) -> int:
    """Prints what was done and found; answers with how much of it nobody has explained."""
    total = 0
    print(f"\n{'scan':<32}{'work':<44}{'found':>6}{'explained':>11}{'open':>6}")
    opened: Counter[tuple[str, str]] = Counter()
    places: dict[tuple[str, str], list[str]] = {}
    for result in results:
        left = [it for it in result.findings if explanations.of(it) is None]
        explained = len(result.findings) - len(left)
        work = result.failed or (f"skipped: {result.skipped}" if result.skipped else result.work)
        print(f"{result.name:<32}{work:<44}{len(result.findings):>6}{explained:>11}{len(left):>6}")
        total += len(left)
        for finding in left:
            key = (finding.scanner, finding.kind)
            opened[key] += 1
            places.setdefault(key, []).append(f"{finding.place}  {finding.detail[:160]}")
    for key, count in opened.most_common():
        print(f"\n{key[0]}: {key[1]} ({count})")
        for place in places[key][:SHOWN_PLACES]:
            print(f"  {place}")
    print(flush=True)
    return total


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
