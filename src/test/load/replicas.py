#!/usr/bin/env python3
"""Measures the image: its size, its time to ready, its memory when idle, the requests that one replica serves on one core,
and those of one replica against three behind HAProxy on all cores.

    docker build -t nabla:0.1.0 . && src/test/load/replicas.py

Needs wrk, an engine (.ci/containers up), and root: wrk runs inside the network of what it loads. Takes 15 minutes. Words
limit it to some of: start, core, scale.
"""

import datetime
import re
import subprocess
import sys
import time
import urllib.request

from load import (CONNECTIONS, FIRST_WARM_UP_SECONDS, ROOT, WARM_UP_SECONDS, WORK, binary, json_bytes, numbers, post_script,
                  processor_and_system, rate, settle)

IMAGE = "nabla:0.1.0"
NETWORK = "nabla-replicas"
STARTS = 5
SECONDS = 6
ROUNDS = 3


def json_requests():
    return [(f"{count:,} in JSON", "/v1/activations/sigmoid", json_bytes({"x": numbers(count)}),
             {"Content-Type": "application/json"}) for count in (16, 4_096)]


def binary_request():
    header, data = binary(4_096)
    return ("4,096 in binary", "/v2/models/sigmoid/infer", header + data,
            {"Content-Type": "application/octet-stream", "Inference-Header-Content-Length": str(len(header))})


def docker(*arguments):
    return subprocess.run(["docker", *arguments], check=True, capture_output=True, text=True).stdout.strip()


class Container:
    def __init__(self, *arguments):
        self.id = docker("run", "--detach", "--network", NETWORK, *arguments)
        self.pid = docker("inspect", "--format", "{{.State.Pid}}", self.id)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        docker("rm", "--force", "--volumes", self.id)

    def inside(self, *command):
        """Runs a command of this machine in the container's network."""
        return subprocess.run(["nsenter", "--target", self.pid, "--net", *command], capture_output=True, text=True)

    def resident_bytes(self):
        status = open(f"/proc/{self.pid}/status").read()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) << 10


def await_answer(url):
    # Asking more often takes the cores from what is asked.
    while True:
        try:
            return urllib.request.urlopen(url, timeout=1).close()
        except OSError:
            time.sleep(0.1)


def replica(cpus, *options):
    """Confined and limited as in docker-compose.yml."""
    container = Container(*options, "--network-alias", "tasks.nabla", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL",
                          "--security-opt", "no-new-privileges", "--memory", "1g", "--cpus", str(cpus),
                          "--log-driver", "local", "--publish", "127.0.0.1::8081", IMAGE)
    await_answer(f"http://{docker('port', container.id, '8081')}/actuator/health/readiness")
    return container


def balancer():
    image = re.search(r"image: (haproxy:\S+)", (ROOT / "docker-compose.yml").read_text())[1]
    container = Container("--volume", f"{ROOT}/src/main/docker/haproxy:/usr/local/etc/haproxy:ro", "--publish",
                          "127.0.0.1::8000", image)
    await_answer(f"http://{docker('port', container.id, '8000')}/v1/losses")
    return container


def load(container, port, path, script, seconds):
    output = container.inside("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", script,
                              f"http://127.0.0.1:{port}{path}").stdout
    if "Non-2xx" in output:
        sys.exit(output)
    return rate(output), re.search(r"99%\s+(\S+)", output)[1]


def middle(values):
    return sorted(values)[len(values) // 2]


def start():
    print(f"image: {int(docker('image', 'inspect', '--format', '{{.Size}}', IMAGE)) / 1e6:.0f} MB")
    for title, options in (("as it is", []), ("without the warm-up", ["--env", "NABLA_COMPUTE_WARM_UP=0s"])):
        ready, resident = [], []
        for _ in range(STARTS):
            with replica(2, *options) as container:
                end = time.time()
                begin = docker("inspect", "--format", "{{.State.StartedAt}}", container.id)
                begin = datetime.datetime.fromisoformat(re.sub(r"\.(\d{6})\d*Z", r".\1+00:00", begin)).timestamp()
                ready.append(end - begin)
                time.sleep(3)
                resident.append(container.resident_bytes() / 1e6)
        print(f"{title}, ready after", ", ".join(f"{seconds:.2f}" for seconds in ready),
              f"s: median {middle(ready):.2f} s; resident when idle: median {middle(resident):.0f} MB", flush=True)


def measure(title, container, port, cases, replicas=1):
    for name, path, body, headers in cases:
        script = post_script(body, headers)
        # The rate rests for a while half way up.
        load(container, port, path, script, FIRST_WARM_UP_SECONDS * replicas)
        settle(lambda: load(container, port, path, script, WARM_UP_SECONDS * replicas)[0])
        measured = [load(container, port, path, script, SECONDS) for _ in range(ROUNDS)]
        per_second, slowest = middle(measured)
        print(f"{title}, {name}: {per_second:,.0f} requests/s, p99 {slowest}"
              f" ({', '.join(f'{each:,.0f}' for each, _ in measured)})", flush=True)


def core():
    with replica(1) as container:
        measure("one replica on one core", container, 8080, [*json_requests(), binary_request()])


def scale():
    with replica(2) as first:
        measure("one replica", first, 8080, json_requests())
        with balancer() as front:
            measure("one replica behind HAProxy", front, 8000, json_requests())
        with replica(2), replica(2), balancer() as front:
            measure("three replicas behind HAProxy", front, 8000, json_requests(), replicas=3)


def main():
    print(processor_and_system())
    WORK.mkdir(parents=True, exist_ok=True)
    subprocess.run(["docker", "network", "create", NETWORK], capture_output=True)
    try:
        for part in (start, core, scale):
            if not sys.argv[1:] or part.__name__ in sys.argv[1:]:
                part()
    finally:
        docker("network", "rm", NETWORK)


main()
