#!/usr/bin/env python3
"""tools/check_layers.py finds what is planted, and lets be what is right.

Usage: check_layers_test.py FOLDER_OF_CHECK_LAYERS
"""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
TOOLS = sys.argv.pop(1)
sys.path.insert(0, TOOLS)
import check_layers  # noqa: E402


def headers(path, *includes):
    """What is wrong with a file of this path and these includes."""
    text = "".join(f"#include {include}\n" for include in includes)
    found = check_layers.faults(path, text)
    return [line.rsplit(" ", 1)[1] for line in found]


class CheckLayersTest(unittest.TestCase):
    def test_domain_knows_no_wire(self):
        self.assertEqual(
            headers("services/registration/domain/enrolling.h",
                    "<string>", '"absl/status/status.h"',
                    '"services/registration/domain/errors.h"',
                    '"grpcpp/grpcpp.h"', "<grpcpp/server.h>",
                    '"attest/registration/v1/registration.pb.h"'),
            ["grpcpp/grpcpp.h", "grpcpp/server.h",
             "attest/registration/v1/registration.pb.h"])

    def test_domain_knows_no_store(self):
        self.assertEqual(
            headers("services/assessment/domain/rules.cc",
                    '"libs/db/db.h"', '"services/assessment/store/plans.h"',
                    "<sqlite3.h>"),
            ["libs/db/db.h", "services/assessment/store/plans.h", "sqlite3.h"])

    def test_checks_of_files_know_no_wire_and_no_store(self):
        self.assertEqual(
            headers("services/catalogue/checks/unit_check.cc",
                    '"attest/catalogue/v1/syllabus.pb.h"',
                    '"services/catalogue/domain/rule.h"',
                    '"services/catalogue/checks/findings.h"',
                    '"google/protobuf/text_format.h"',
                    '"services/catalogue/store/library.h"',
                    '"libs/config/config.h"', '"grpcpp/grpcpp.h"'),
            ["services/catalogue/store/library.h", "libs/config/config.h",
             "grpcpp/grpcpp.h"])

    def test_the_client_checks_files_and_sees_nothing_else_of_a_service(self):
        self.assertEqual(
            headers("tools/attest/commands/catalogue_validate.cc",
                    '"services/catalogue/checks/syllabus_file.h"',
                    '"services/catalogue/domain/rule.h"',
                    '"services/catalogue/store/library.h"'),
            ["services/catalogue/domain/rule.h",
             "services/catalogue/store/library.h"])

    def test_no_service_sees_the_inside_of_another(self):
        for layer in ("domain", "store", "api", "clients"):
            self.assertEqual(
                headers(f"services/verification/{layer}/claiming.cc",
                        '"services/assessment/domain/evidence.h"'),
                ["services/assessment/domain/evidence.h"], layer)

    def test_store_knows_no_api(self):
        self.assertEqual(
            headers("services/registration/store/centres.cc",
                    '"libs/journal/journal.h"',
                    '"services/registration/domain/centre.h"',
                    '"services/registration/api/centres.h"',
                    '"grpcpp/grpcpp.h"'),
            ["services/registration/api/centres.h", "grpcpp/grpcpp.h"])

    def test_libraries_know_only_what_is_below(self):
        self.assertEqual(headers("libs/status/status.h",
                                 '"libs/clock/clock.h"'),
                         ["libs/clock/clock.h"])
        self.assertEqual(headers("libs/db/pool.cc", '"libs/rpc/call.h"',
                                 '"services/catalogue/server.h"'),
                         ["libs/rpc/call.h", "services/catalogue/server.h"])

    def test_drivers_stay_in_their_library(self):
        self.assertEqual(headers("libs/db/sqlite.cc", "<sqlite3.h>"), [])
        self.assertEqual(headers("libs/journal/journal.cc", "<sqlite3.h>"),
                         ["sqlite3.h"])

    def test_the_client_speaks_only_the_contract(self):
        self.assertEqual(
            headers("tools/attest/main.cc", '"CLI/CLI.hpp"',
                    '"attest/catalogue/v1/catalogue_service.grpc.pb.h"',
                    '"services/catalogue/domain/rule.h"'),
            ["services/catalogue/domain/rule.h"])

    def test_tests_see_everything(self):
        self.assertEqual(
            headers("services/registration/domain/enrolling_test.cc",
                    '"grpcpp/grpcpp.h"', '"gtest/gtest.h"'), [])

    def test_a_folder_without_a_rule_is_a_fault(self):
        self.assertEqual(
            check_layers.faults("elsewhere/a.cc", ""),
            ["elsewhere/a.cc: no rule says what this folder may include"])

    def test_a_fault_names_file_and_line(self):
        self.assertEqual(
            check_layers.faults("services/catalogue/domain/rule.h",
                                '// A rule.\n#include "grpcpp/grpcpp.h"\n'),
            ["services/catalogue/domain/rule.h:2: "
             "may not include grpcpp/grpcpp.h"])


class CommandTest(unittest.TestCase):
    """As the check is run: on a tree, with an exit code."""

    def run_on(self, include):
        name = "services/catalogue/domain/rule.h"
        with tempfile.TemporaryDirectory() as root:
            path = Path(root) / name
            path.parent.mkdir(parents=True)
            path.write_text(f"#include {include}\n")
            return subprocess.run(
                [sys.executable, f"{TOOLS}/check_layers.py", root, name],
                capture_output=True, text=True, check=False)

    def test_fails_on_a_planted_include(self):
        result = self.run_on('"grpcpp/grpcpp.h"')
        self.assertEqual(result.returncode, 1)
        self.assertIn("may not include grpcpp/grpcpp.h", result.stdout)

    def test_passes_on_a_good_one(self):
        result = self.run_on('"absl/status/status.h"')
        self.assertEqual(result.returncode, 0, result.stdout)


if __name__ == "__main__":
    unittest.main()
