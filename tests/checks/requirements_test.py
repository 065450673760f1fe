#!/usr/bin/env python3
"""Tests tools/requirements.py on trees that it has never seen."""
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
sys.dont_write_bytecode = True
import requirements  # noqa: E402

CLAIMING = "services/verification/domain/claiming_test.cc"


def block(number, rest="catalogue served open", why=" -- Because."):
    return f"R{number} {rest}\n    It says {number}.{why}\n"


class Tree(unittest.TestCase):
    """A project with 125 open requirements and no tests."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.blocks = {n: block(n) for n in range(1, 126)}

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def run_tool(self, *options):
        """(exit code, lines printed)."""
        self.write(requirements.SOURCE,
                   "== All\n\n" + "\n".join(self.blocks.values()))
        run = subprocess.run(
            [sys.executable, ROOT / "tools/requirements.py", *options,
             self.root], check=False, capture_output=True, text=True)
        self.assertEqual(run.stderr, "")
        return run.returncode, run.stdout.splitlines()

    def cited(self, path, text):
        """Test cases by number, of one file."""
        self.write(path, text)
        return {number: case
                for number, (_, case), _ in requirements.citations(self.root)}


class Citations(Tree):
    def test_belong_to_the_case_below_around_and_beside(self):
        self.assertEqual(self.cited(CLAIMING, (
            "// R1, R2: both.\n"
            "TEST(Claim, First) {\n"
            "  Do();  // req R3\n"
            "  // R4\n"
            "}\n\n"
            "TEST_F(LongName,\n"
            "       Second) {  // R5\n"
            "}\n")), {1: "Claim.First", 2: "Claim.First", 3: "Claim.First",
                      4: "Claim.First", 5: "LongName.Second"})

    def test_may_be_ranges_even_over_two_lines(self):
        found = self.cited(CLAIMING, (
            "// R7, R10 to\n// R12, R20–R21\nTEST_P(Claim, Ranges) {\n}\n"))
        self.assertEqual(set(found), {7, 10, 11, 12, 20, 21})

    def test_in_tables_belong_to_the_next_case_or_to_the_suite(self):
        self.assertEqual(self.cited(CLAIMING, (
            "const Row kRows[] = {{1},  // R1\n};\n"
            "TEST(Claim, Rows) {\n}\n"
            "INSTANTIATE_TEST_SUITE_P(Every, Claim, Values(\n"
            "    2  // R2\n"
            "));\n"
            "// R3\n")), {1: "Claim.Rows", 2: "Claim.*", 3: "Claim.*"})

    def test_are_not_what_code_says(self):
        self.assertEqual(self.cited(CLAIMING, (
            "TEST(Claim, Texts) {\n"
            "  Expect(\"// R1\", '\"', \"\\\"// R2\", R3);  // RS256, R/506/2\n"
            "  Expect('\"'); /* no */ int a = 1 / R4;\n"
            "}\n")), {})

    def test_stand_in_python_comments_too(self):
        self.assertEqual(self.cited("tests/checks/some_test.py", (
            "class Some(Base):\n"
            "    # R1\n"
            "    def test_one(self):\n"
            "        say('# R2')  # R3\n")), {1: "Some.test_one",
                                             3: "Some.test_one"})

    def test_come_from_tests_alone(self):
        self.assertEqual(self.cited("services/some.cc", "// R1\n"), {})
        self.assertEqual(self.cited("build/x_test.cc", "// R1\n"), {})


class Page(Tree):
    def test_names_three_tests_and_says_how_many(self):
        cases = "".join(f"TEST(Claim, No{n}) {{  // R88\n}}\n"
                        for n in (1, 2, 3, 4))
        self.write(CLAIMING, "// R87, R88\nTEST(Claim, Both) {\n}\n" + cases)
        self.blocks[88] = block(88, "verification enforced done", why="")
        self.assertEqual(self.run_tool()[0], 0)
        row = next(line for line in
                   (self.root / requirements.TARGET).read_text().splitlines()
                   if line.startswith("| R88 |"))
        links = [f"[`claiming_test.cc:Claim.No{n}`](../{CLAIMING})"
                 for n in (1, 2, 3)]
        self.assertEqual(row, "| R88 | It says 88. | verification | enforced | "
                         f"done | {'<br>'.join(links)}<br>5 in all |")

    def test_counts_the_states_and_gives_the_reasons(self):
        self.blocks[9] = block(9, "registration enforced part")
        self.run_tool()
        page = (self.root / requirements.TARGET).read_text()
        self.assertIn("0 done, 1 in part, 124 open", page)
        self.assertIn("| registration | enforced | part: Because. |", page)

    def test_that_was_written_passes_the_check(self):
        self.run_tool()
        self.assertEqual(self.run_tool("--check"),
                         (0, ["125 requirements, nothing to mend"]))


class Faults(Tree):
    def faults(self):
        """What the check says of a page that is up to date."""
        self.run_tool()
        code, lines = self.run_tool("--check")
        self.assertEqual(code, 1)
        return lines

    def test_page_that_is_out_of_date(self):
        self.assertEqual(self.run_tool("--check"), (1, [
            "docs/requirements.md is out of date: run tools/requirements.py"]))
        self.run_tool()
        self.write(CLAIMING, "TEST(Claim, New) {  // R88\n}\n")
        self.assertEqual(self.run_tool("--check")[0], 1)

    def test_numbers_missing_double_or_strange(self):
        del self.blocks[7]
        self.blocks[8] += "\n" + block(8)
        self.blocks[126] = block(126)
        self.assertCountEqual(self.faults(), [
            "docs/requirements.txt: R7 is there 0 times, not 1",
            "docs/requirements.txt: R8 is there 2 times, not 1",
            "docs/requirements.txt: R126 is there 1 times, not 0"])

    def test_done_without_a_test(self):
        self.blocks[88] = block(88, "verification enforced done", why="")
        self.assertEqual(self.faults(), [
            "docs/requirements.txt: R88 is done, but no test of verification "
            "cites it"])

    def test_done_with_a_test_of_another_service(self):
        self.blocks[9] = block(9, "registration enforced done", why="")
        self.write(CLAIMING, "TEST(Claim, Code) {  // R9\n}\n")
        self.assertIn("no test of registration", self.faults()[0])
        self.write("tests/rpc/registration/a_test.cc",
                   "TEST(Register, Code) {  // R9\n}\n")
        self.assertEqual(self.run_tool(), (0, [
            "125 requirements, nothing to mend"]))

    def test_citation_of_what_does_not_exist(self):
        self.write(CLAIMING, "TEST(Claim, All) {\n  // R124 to R127\n}\n")
        self.assertEqual(self.faults(), [
            f"{CLAIMING}:2: R126 does not exist",
            f"{CLAIMING}:2: R127 does not exist"])

    def test_blocks_that_cannot_be_read(self):
        for wrong in (block(5, "catalog served open"),
                      block(5, "catalogue served done"),
                      block(5, "catalogue served part", why=""),
                      "R5 catalogue served open\n"):
            self.blocks[5] = wrong
            self.assertIn("not `Rn service kind state`", self.faults()[0])


if __name__ == "__main__":
    unittest.main()
