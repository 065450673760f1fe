#!/usr/bin/env python3
"""Which test shows which requirement.

Usage: requirements.py [--check] [ROOT]

Reads docs/requirements.txt and every test, and writes docs/requirements.md.
Prints one line a fault; exit 1 on any. With --check it writes nothing.

A test cites a requirement in a comment: `R76`, `R46, R50`, `R41 to R52`. The
comment belongs to the test case that it stands in or, outside of any, to the
next one of the file; after the last, to the last. What is done has to be cited
by a test of its service, of the contract or of the whole.
"""
import ast
import io
import re
import sys
import tokenize
from collections import Counter, namedtuple
from pathlib import Path

SOURCE, TARGET = "docs/requirements.txt", "docs/requirements.md"
NUMBERS = range(1, 126)
FOLDERS = ["libs", "proto", "services", "tests", "tools"]
TESTS = ["*_test.cc", "*_contract.cc", "*_test.py"]
WHOLE = "^(proto|tests/system)/"
HEAD = re.compile(r"R(\d+) (catalogue|registration|assessment|verification|all)"
                  r" (enforced|served|external) (done|part|open)")
SHOWN = 3  # tests of a requirement that the page names

Requirement = namedtuple("Requirement", "number service kind state text why")
CITED = re.compile(r"\bR(\d+)\b(?:\s*(?:to|[–-])\s*R(\d+)\b)?")
CASE = re.compile(r"^(?:TYPED_)?TEST(?:_F|_P)?\(\s*(\w+)\s*,\s*(\w+)", re.M)
TABLE = re.compile(r"^INSTANTIATE_TEST_SUITE_P\(\s*\w+\s*,\s*(\w+)", re.M)
# A line of C++: strings, characters and code, then perhaps a comment.
LINE = re.compile(r"""(?:'\\?.'|"(?:\\.|[^"\\])*"|[^/"]|/(?!/))*(?://(.*))?""")


def read_cpp(text):
    """[(first line, last line, test case)], and the comment of each line."""
    def span(found, end, name):
        last = text.find(end, found.end()) % (len(text) + 1)
        return (text.count("\n", 0, found.start()) + 1,
                text.count("\n", 0, last + 1) + 1, name)

    spans = [span(f, "\n}", f"{f[1]}.{f[2]}") for f in CASE.finditer(text)]
    spans += [span(f, ");\n", f"{f[1]}.*") for f in TABLE.finditer(text)]
    return sorted(spans), [LINE.match(s)[1] or "" for s in text.split("\n")]


def read_python(text):
    spans = [(case.lineno, case.end_lineno, f"{suite.name}.{case.name}")
             for suite in ast.parse(text).body
             for case in getattr(suite, "body", [])
             if getattr(case, "name", "").startswith("test_")]
    comments = [""] * (text.count("\n") + 1)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            comments[token.start[0] - 1] = token.string
    return spans, comments


def citations(root):
    """(number, (path, test case), place) of each citation."""
    paths = {p for f in FOLDERS for t in TESTS for p in (root / f).rglob(t)}
    for path in sorted(paths):
        read = read_python if path.suffix == ".py" else read_cpp
        spans, comments = read(path.read_text())
        name, text = path.relative_to(root).as_posix(), "\n".join(comments)
        for found in CITED.finditer(text) if spans else []:
            line = text.count("\n", 0, found.start()) + 1
            inside = [c for first, last, c in spans if first <= line <= last]
            after = [c for first, _, c in spans if first > line]
            case = name, (inside or after or [spans[-1][2]])[0]
            for number in range(int(found[1]), int(found[2] or found[1]) + 1):
                yield number, case, f"{name}:{line}"


def parse(text):
    """([(title of a part, [Requirement])], faults)."""
    parts, faults = [], []
    for block in re.split(r"\n\s*\n", re.sub(r"(?m)^#.*\n?", "", text).strip()):
        head, *body = [line.strip() for line in block.split("\n")]
        if head.startswith("== "):
            parts.append((head[3:], []))
            continue
        found = HEAD.fullmatch(head)
        said, _, why = " ".join(body).partition(" -- ")
        if found and parts and said and (found[4] == "done") == (not why):
            parts[-1][1].append(Requirement(int(found[1]), *found.groups()[1:],
                                            said, why))
        else:
            faults.append(f"{SOURCE}: {head}: not `Rn service kind state`, a "
                          "statement and, unless done, ` -- why`")
    return parts, faults


def render(parts, cases):
    """The page. `cases` has the test cases of each number, a set."""
    weight = Counter(case for some in cases.values() for case in some)
    states = Counter(need.state for _, needs in parts for need in needs)
    page = ["# Requirements\n\nWritten by `tools/requirements.py` from "
            f"`{SOURCE}` and what the tests cite.\n\n{states['done']} done, "
            f"{states['part']} in part, {states['open']} open; {len(weight)} "
            "test cases cite them. Enforced: a service refuses\nor warns. "
            "Served: the text is data. External: the rule is elsewhere."]
    for title, needs in parts:
        page += [f"\n## {title}\n\n| | requirement | service | kind | state "
                 "| tests |\n|---|---|---|---|---|---|"]
        for need in needs:
            # First those of its service that cite little else.
            tests = sorted(cases.get(need.number, ()), key=lambda c: (
                f"/{need.service}/" not in c[0], weight[c], c))
            links = [f"[`{Path(path).name}:{name}`](../{path})"
                     for path, name in tests[:SHOWN]]
            links += [f"{len(tests)} in all"] if len(tests) > SHOWN else []
            state = f"{need.state}: {need.why}" if need.why else need.state
            page += [f"| R{need.number} | {need.text} | {need.service} | "
                     f"{need.kind} | {state} | {'<br>'.join(links)} |"]
    return "\n".join(page) + "\n"


def main(arguments):
    given = [a for a in arguments if a != "--check"]
    root = Path(given[0]) if given else Path(__file__).parents[1]
    parts, faults = parse((root / SOURCE).read_text())
    needs = [need for _, some in parts for need in some]
    times, cases = Counter(need.number for need in needs), {}
    for number, case, place in citations(root):
        cases.setdefault(number, set()).add(case)
        if number not in NUMBERS:
            faults.append(f"{place}: R{number} does not exist")
    faults += [f"{SOURCE}: R{n} is there {times[n]} times, not {n in NUMBERS:d}"
               for n in {*NUMBERS, *times} if times[n] != (n in NUMBERS)]
    faults += [
        f"{SOURCE}: R{n.number} is done, but no test of {n.service} cites it"
        for n in needs if n.state == "done" and not any(
            n.service == "all" or re.search(rf"{WHOLE}|/{n.service}/", path)
            for path, _ in cases.get(n.number, ()))]
    page, target = render(parts, cases), root / TARGET
    if "--check" not in arguments:
        target.write_text(page)
    elif not target.exists() or target.read_text() != page:
        faults.append(f"{TARGET} is out of date: run tools/requirements.py")
    print("\n".join(faults) or f"{len(needs)} requirements, nothing to mend")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
