#!/usr/bin/env python3
"""Sees that attest-bench works. What it measures here means nothing.

Usage: smoke_test.py ATTEST_BENCH SYLLABI
"""
import json
import subprocess
import sys
import unittest

BENCH = None
SYLLABI = None
SHORT = ["--json", "--seconds", "0.3", "--warm-up", "0.05", "--in-flight", "4"]
SERVERS = ["sync", "callback", "callback-bytes"]


def run(*arguments):
    return subprocess.run([BENCH, *arguments], capture_output=True, text=True,
                          timeout=60, check=False)


class EchoServer:
    """An echo in a process of its own."""

    def __init__(self, kind="callback"):
        self.kind = kind

    def __enter__(self):
        self.process = subprocess.Popen(
            [BENCH, "echo-server", self.kind], stdout=subprocess.PIPE,
            text=True)
        self.address = self.process.stdout.readline().split()[1]
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.stdout.close()
        self.process.wait()

    def load(self, method, request, *more):
        return run("load", self.address, method, request, *SHORT, *more)


class BenchTest(unittest.TestCase):
    def test_echo_measures_every_server_and_size(self):
        result = run("echo", *SHORT, "--runs", "1")

        self.assertEqual(result.returncode, 0, result.stderr)
        rows = json.loads(result.stdout)["echo"]["rows"]
        self.assertEqual([row["server"] for row in rows],
                         [s for s in SERVERS for _ in range(2)])
        for row in rows:
            self.assertGreater(row["calls_per_second"], 0)
            self.assertGreater(row["cpu_seconds"], 0)
            self.assertEqual(row["errors"], 0)
            self.assertLessEqual(row["p50_us"], row["p99_us"])
            self.assertLessEqual(row["p99_us"], row["max_us"])

    def test_load_calls_any_method_by_name(self):
        with EchoServer() as server:
            result = server.load("bench.Echo", '{"payload": "aGk="}',
                                 "--runs", "2", "--pid",
                                 str(server.process.pid))

        self.assertEqual(result.returncode, 0, result.stderr)
        rows = json.loads(result.stdout)["load"]["rows"]
        self.assertEqual([row["run"] for row in rows], ["1", "2", "median"])
        for row in rows:
            self.assertGreater(row["calls_per_second"], 0)
            self.assertGreater(row["cpu_seconds"], 0)

    def test_load_counts_errors_by_code(self):
        with EchoServer() as server:
            result = server.load("registration.GetCentre",
                                 '{"name": "centres/{{uuid}}"}', "--runs", "1")

        self.assertEqual(result.returncode, 0, result.stderr)
        load = json.loads(result.stdout)["load"]
        self.assertGreater(load["rows"][0]["errors"], 0)
        self.assertIn("UNIMPLEMENTED", load["notes"][0])

    def test_echo_outlives_callers_that_give_up(self):
        # Each load ends by cancelling what is in flight.
        for kind in SERVERS:
            with EchoServer(kind) as server:
                for _ in range(10):
                    result = run("load", server.address, "bench.Echo", "{}",
                                 "--seconds", "0.02", "--warm-up", "0",
                                 "--runs", "1")
                    self.assertEqual(result.returncode, 0, result.stderr)
                self.assertIsNone(server.process.poll())

    def test_load_says_what_is_wrong_with_its_arguments(self):
        for method, request, reason in (
                ("registration.Nothing", "{}", "NO_SUCH_METHOD"),
                ("registration.WatchEvents", "{}", "NOT_UNARY"),
                ("registration.GetCentre", '{"grade": 1}', "INVALID_JSON")):
            result = run("load", "127.0.0.1:1", method, request, *SHORT)
            self.assertEqual(result.returncode, 1)
            self.assertIn(reason, result.stderr)

    def test_catalogue_measures_every_promise(self):
        result = run("catalogue", *SHORT, "--runs", "1", "--qualifications",
                     "3", "--syllabi", SYLLABI)

        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("3 of 3 qualifications", result.stderr)
        output = json.loads(result.stdout)
        rows = output["catalogue"]["rows"]
        self.assertEqual(len(rows), 16)
        self.assertEqual(len([row for row in rows if row["met"]]), 14)
        for row in rows:
            if row["unit"] != "calls":
                self.assertGreater(row["measured"], 0, row["what"])
        for loads in ("catalogue_loads", "catalogue_redis_loads"):
            self.assertNotIn("ended with", str(output[loads]["notes"]))
            for row in output[loads]["rows"]:
                self.assertGreater(row["calls_per_second"], 0)
                self.assertEqual(row["errors"], 0)

    def test_catalogue_says_what_it_misses(self):
        for options, what in (
                (["--syllabi", "/no/such/folder"], "/no/such/folder"),
                (["--syllabi", SYLLABI, "--program", "/no/such/program"],
                 "CANNOT_RUN")):
            result = run("catalogue", *SHORT, "--runs", "1", *options)
            self.assertEqual(result.returncode, 1)
            self.assertIn(what, result.stderr)

    def test_every_command_explains_itself_with_examples(self):
        for command in ("echo", "load", "journey", "catalogue", "all"):
            result = run(command, "--help")
            self.assertEqual(result.returncode, 0)
            self.assertIn("Examples:", result.stdout)

    def test_without_a_command_it_names_them(self):
        result = run()
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("subcommand", result.stderr + result.stdout)
        self.assertNotIn("echo-server", run("--help").stdout)


if __name__ == "__main__":
    BENCH = sys.argv.pop(1)
    SYLLABI = sys.argv.pop(1)
    unittest.main()
