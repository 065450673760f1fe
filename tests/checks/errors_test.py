"""Tests tools/errors.py with faults that are planted."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import errors  # noqa: E402

COMMON = {"NOT_FOUND": ("NOT_FOUND", "It does not exist.")}
SERVICES = {"assessment": {
    "SIGN_OFF_REFUSED": ["FAILED_PRECONDITION", {"CRITERION_OPEN": None},
                         ["SignOffUnit"]]}}
MADE = {"NOT_FOUND": "a.cc", "SIGN_OFF_REFUSED": "b.cc",
        "CRITERION_OPEN": "c.cc"}


class Errors(unittest.TestCase):
    def test_nothing_to_say_when_all_agree(self):
        self.assertEqual(errors.faults(COMMON, SERVICES, MADE), [])

    def test_finds_what_only_the_code_knows(self):
        found = errors.faults(COMMON, SERVICES, {**MADE, "SECRET": "d.cc"})
        self.assertEqual(len(found), 1)
        self.assertIn("d.cc: SECRET", found[0])

    def test_finds_what_only_the_contract_knows(self):
        made = {k: v for k, v in MADE.items() if k != "CRITERION_OPEN"}
        found = errors.faults(COMMON, SERVICES, made)
        self.assertEqual(found,
                         ["CRITERION_OPEN is named, but no code makes it"])

    def test_reads_reasons_and_rules_of_the_contract(self):
        found = errors.contract_errors("assessment")
        code, rules, rpcs = found["SIGN_OFF_REFUSED"]
        self.assertEqual(code, "FAILED_PRECONDITION")
        self.assertIn("CRITERION_OPEN", rules)
        self.assertEqual(rpcs, ["SignOffUnit"])


if __name__ == "__main__":
    unittest.main()
