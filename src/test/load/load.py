#!/usr/bin/env python3
"""Loads the packaged service with wrk, and beside it, with the same: a plain @RequestBody controller, one that sends
bytes back, and, where they are installed, FastAPI with PyTorch. Writes src/site/load.md.

    mvn package && src/test/load/load.py

Needs wrk, a JDK 25 (JAVA_HOME), and the classes of mvn package. Takes 12 minutes. A word or several limit it to the cases
whose names hold one, and only print what they measure: src/test/load/load.py 'JSON, 4,096' echo
"""

import datetime
import json
import os
import platform
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WORK = ROOT / "target" / "load"
REPORT = ROOT / "src" / "site" / "load.md"
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
HEAP = "-Xmx1g"
CONNECTIONS = 8
FIRST_WARM_UP_SECONDS = int(os.environ.get("FIRST_WARM_UP_SECONDS", 20))
WARM_UP_SECONDS = int(os.environ.get("WARM_UP_SECONDS", 4))
MOST_WARM_UPS = 12
SECONDS = int(os.environ.get("RUN_SECONDS", 8))
PORT = int(os.environ.get("PORT", 18080))
MANAGEMENT_PORT = PORT + 1
SIZES = [16, 4_096, 1_048_576]
JSON_TYPE = {"Content-Type": "application/json"}
NPY_TYPE = {"Content-Type": "application/x-npy", "Accept": "application/x-npy"}


@dataclass
class Case:
    server: str
    name: str
    path: str
    numbers: int
    """Numbers in the request."""
    body: bytes
    headers: dict
    tensor_bytes: int = 0
    """Bytes of the tensors in request and answer, where they are binary."""
    measured: dict = field(default_factory=dict)


def numbers(count, seed=1):
    generator = random.Random(seed)
    return [generator.uniform(-8, 8) for _ in range(count)]


def json_bytes(value):
    return json.dumps(value, separators=(",", ":")).encode()


def inference(count, **more):
    return {"inputs": [{"name": "x", "shape": [count], "datatype": "FP64", **more}]}


def binary(count):
    data = struct.pack(f"<{count}d", *numbers(count))
    header = inference(count, parameters={"binary_data_size": len(data)})
    header["parameters"] = {"binary_data_output": True}
    return json_bytes(header), data


def npy(count):
    header = f"{{'descr': '<f8', 'fortran_order': False, 'shape': ({count},), }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + struct.pack(f"<{count}d", *numbers(count))


def cases():
    for count in SIZES:
        body = json_bytes({"x": numbers(count)})
        yield Case("nabla", f"JSON, {count:,}", "/v1/activations/sigmoid", count, body, JSON_TYPE)
        yield Case("nabla", f"OIP JSON, {count:,}", "/v2/models/sigmoid/infer", count,
                   json_bytes(inference(count, data=numbers(count))), JSON_TYPE)
        header, data = binary(count)
        headers = {"Content-Type": "application/octet-stream", "Inference-Header-Content-Length": str(len(header))}
        yield Case("nabla", f"OIP binary, {count:,}", "/v2/models/sigmoid/infer", count, header + data, headers, 24 * count)
        yield Case("nabla", f"npy (values alone), {count:,}", "/v1/activations/sigmoid?outputs=values", count, npy(count),
                   NPY_TYPE, 16 * count)
        yield Case("plain", f"JSON, {count:,}", "/sigmoid", count, body, JSON_TYPE)
        yield Case("echo", f"bytes of OIP binary, {count:,}", f"/echo?bytes={16 * count + 300}", count, header + data,
                   {"Content-Type": "application/octet-stream"}, 24 * count)
        yield Case("peer", f"JSON, {count:,}", "/sigmoid", count, body, JSON_TYPE)
    count = SIZES[1]
    generator = random.Random(2)
    body = json_bytes({"logits": numbers(count), "targets": [generator.randint(0, 1) for _ in range(count)]})
    yield Case("nabla", f"focal in JSON, {count:,}", "/v1/losses/focal", 2 * count, body, JSON_TYPE)
    yield Case("peer", f"focal in JSON, {count:,}", "/focal", 2 * count, body, JSON_TYPE)


def jvm_arguments():
    return ["@target/jvm.arguments", HEAP]


def java_command(server):
    if server == "nabla":
        jar = sorted((ROOT / "target").glob("nabla-*.jar"))[0]
        return [JAVA, *jvm_arguments(), "-jar", str(jar)]
    classpath = WORK / "classpath"
    if not classpath.exists():
        subprocess.run(["mvn", "-q", "-B", "dependency:build-classpath", f"-Dmdep.outputFile={classpath}"], cwd=ROOT,
                       check=True, stdout=subprocess.DEVNULL)
    return [JAVA, *jvm_arguments(), "-cp", f"target/test-classes:{classpath.read_text().strip()}",
            "dev.nabla.bench.PlainController"]


def command(server):
    if server == "peer":
        return ["/usr/bin/python3", "-m", "uvicorn", "--app-dir", "src/test/load", "--workers", "2", "--loop", "uvloop",
                "--http", "httptools", "--no-access-log", "--port", str(PORT), "peer:app"]
    return [*java_command(server), f"--server.port={PORT}", f"--management.server.port={MANAGEMENT_PORT}"]


def has_peer():
    return subprocess.run(["/usr/bin/python3", "-c", "import fastapi, torch, uvicorn, uvloop, httptools"],
                          stderr=subprocess.DEVNULL).returncode == 0


class Server:
    """One of the four, with its log in target/load."""

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        # The plain and the echoing controller are one program.
        self.log = open(WORK / f"{self.name}.log", "w")
        self.process = subprocess.Popen(command(self.name), cwd=ROOT, stdout=self.log, stderr=self.log,
                                        start_new_session=True)
        for _ in range(240):
            if self.process.poll() is not None:
                sys.exit(f"{self.name} ended: see {self.log.name}")
            try:
                urllib.request.urlopen(f"http://localhost:{PORT}/", timeout=1).close()
            except urllib.error.HTTPError:
                return self
            except OSError:
                time.sleep(0.25)
                continue
            return self
        sys.exit(f"{self.name} does not answer: see {self.log.name}")

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()
        self.log.close()

    def cpu_seconds(self):
        """Of all processes of the session that it leads."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == self.process.pid:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def answer_bytes(case, url):
    request = urllib.request.Request(url, case.body, case.headers, method="POST")
    with urllib.request.urlopen(request, timeout=120) as answer:
        return len(answer.read())


def wrk(script, url, seconds):
    return subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s", "--latency", "-s", script, url],
                          check=True, capture_output=True, text=True).stdout


def milliseconds(text):
    value, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(value) * {"us": 1e-3, "ms": 1, "s": 1e3, "m": 6e4}[unit]


def warm_up(cases):
    """A JVM compiles for a while before it is at its best."""
    url, script = prepare(min(cases, key=lambda case: (case.numbers != SIZES[1], case.numbers)))
    wrk(script, url, FIRST_WARM_UP_SECONDS)


def settle(stretch):
    """Until two stretches in a row gain less than 5 % on the best before: what a case asks for beyond the others is
    compiled while it runs, and 16 numbers ask for most of all that is no arithmetic."""
    best, unimproved = 0, 0
    for _ in range(MOST_WARM_UPS):
        now = stretch()
        unimproved = 0 if now > 1.05 * best else unimproved + 1
        best = max(best, now)
        if unimproved == 2:
            return


def rate(output):
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])


def prepare(case):
    return f"http://localhost:{PORT}{case.path}", post_script(case.body, case.headers)


def post_script(content, headers):
    body, script = WORK / "body", WORK / "post.lua"
    body.write_bytes(content)
    script.write_text("\n".join([
        "wrk.method = 'POST'",
        *(f"wrk.headers['{name}'] = '{value}'" for name, value in headers.items()),
        f"wrk.body = io.open('{body}', 'rb'):read('*a')",
    ]))
    return script


def measure(case, server):
    url, script = prepare(case)
    answered = answer_bytes(case, url)
    # A million numbers take the peer longer than all others together, and it has no compiler to warm up.
    is_slow = case.server == "peer" and case.numbers == SIZES[-1]
    if not is_slow:
        settle(lambda: rate(wrk(script, url, WARM_UP_SECONDS)))
    cpu = server.cpu_seconds()
    output = wrk(script, url, 4 * SECONDS if is_slow else SECONDS)
    cpu = server.cpu_seconds() - cpu
    if "Non-2xx" in output:
        sys.exit(f"{case.server}, {case.name}: {output}")
    per_second = rate(output)
    requests = int(re.search(r"(\d+) requests in", output)[1])
    half, most = (milliseconds(re.search(rf"^ +{percent}% +(\S+) *$", output, re.MULTILINE)[1]) for percent in ("50", "99"))
    case.measured = {
        "rate": per_second,
        "p50": half,
        "p99": most,
        "in": len(case.body),
        "out": answered,
        "cpu": cpu / max(requests, 1) / case.numbers * 1e9,
        "tensors": per_second * case.tensor_bytes / 1e9,
    }
    print(f"{case.server}, {case.name}: {per_second:,.1f}/s, p50 {half:.2f} ms, p99 {most:.2f} ms,"
          f" {case.measured['cpu']:.0f} ns of CPU a number", flush=True)


NAMES = {
    "nabla": "nabla",
    "plain": "plain `@RequestBody` controller",
    "echo": "byte-echo controller",
    "peer": "FastAPI + PyTorch, 2 workers",
}


def row(case):
    m = case.measured
    tensors = f"{m['tensors']:.2f}" if case.tensor_bytes else ""
    rate = f"{m['rate']:,.0f}" if m["rate"] >= 100 else f"{m['rate']:.1f}"
    return (f"| {NAMES[case.server]} | {case.name} | {rate} | {m['p50']:.2f} | {m['p99']:.2f} | {m['in']:,} | {m['out']:,} "
            f"| {m['cpu']:,.0f} | {tensors} |")


def ratios(done):
    rates = {(case.server, case.name): case.measured["rate"] for case in done}
    medium = f"{SIZES[1]:,}"
    pairs = [
        *((f"JSON, {size:,}", ("nabla", f"JSON, {size:,}"), other) for size in SIZES
          for other in (("plain", f"JSON, {size:,}"), ("peer", f"JSON, {size:,}"))),
        (f"focal in JSON, {medium}", ("nabla", f"focal in JSON, {medium}"), ("peer", f"focal in JSON, {medium}")),
        (f"OIP binary, {medium}", ("nabla", f"OIP binary, {medium}"), ("peer", f"JSON, {medium}")),
        *((f"OIP binary, {size:,}", ("nabla", f"OIP binary, {size:,}"), ("echo", f"bytes of OIP binary, {size:,}"))
          for size in SIZES),
    ]
    for name, ours, theirs in pairs:
        if rates.get(ours) and rates.get(theirs):
            yield f"| {name} | {NAMES[theirs[0]]}, {theirs[1]} | {rates[ours] / rates[theirs]:.2f} |"


def processor_and_system():
    cpu = platform.processor() or platform.machine()
    if Path("/proc/cpuinfo").exists():
        cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())[1]
    system = platform.system() + " " + platform.release()
    release = Path("/etc/os-release")
    if release.exists():
        system = re.search(r'PRETTY_NAME="?([^"\n]*)', release.read_text())[1] + ", " + system
    return f"{cpu}, {os.cpu_count()} cores, shared by the service and wrk; {system}"


def machine():
    jvm = subprocess.run([JAVA, "-version"], capture_output=True, text=True).stderr.splitlines()[1]
    flags = (ROOT / "target" / "jvm.arguments").read_text().strip()
    return [
        f"- {datetime.date.today()}, `{' '.join(['src/test/load/load.py', *sys.argv[1:]])}`",
        f"- {processor_and_system()}",
        f"- {jvm}, `{HEAP}`, and of target/jvm.arguments: `{flags}`",
        f"- wrk with {CONNECTIONS} connections, {SECONDS} s a row after a warm-up in stretches of {WARM_UP_SECONDS} s until"
        f" two are gain less than 5 %, and {FIRST_WARM_UP_SECONDS} s more before each server's first; one run",
    ]


def report(done):
    REPORT.write_text("\n".join([
        "# Load",
        "",
        "Sigmoid of float64 numbers between −8 and 8, of 17 digits in JSON, values and gradients; focal loss from logits.",
        "CPU is the servers' own, and tensors are the bytes of request and answer together other than JSON.",
        "",
        *machine(),
        "",
        "| server | request | requests/s | p50 ms | p99 ms | bytes in | bytes out | CPU ns/number | tensors GB/s |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|",
        *map(row, done),
        "",
        "| nabla's requests/s | over those of | ratio |",
        "|---|---|--:|",
        *ratios(done),
        "",
    ]))
    print(f"wrote {REPORT.relative_to(ROOT)}")


def main():
    if not shutil.which("wrk"):
        sys.exit("wrk is missing")
    words = sys.argv[1:]
    WORK.mkdir(parents=True, exist_ok=True)
    chosen = [case for case in cases() if not words or any(word in f"{case.server} {case.name}" for word in words)]
    if not has_peer():
        print("without FastAPI and PyTorch (Debian: python3-fastapi python3-torch python3-uvicorn python3-uvloop python3-httptools)")
        chosen = [case for case in chosen if case.server != "peer"]
    for name in NAMES:
        of_server = [case for case in chosen if case.server == name]
        if of_server:
            with Server(name) as server:
                warm_up(of_server)
                for case in of_server:
                    measure(case, server)
    if not words:
        report(sorted(chosen, key=lambda case: list(NAMES).index(case.server)))


if __name__ == "__main__":
    main()
