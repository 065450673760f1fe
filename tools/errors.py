#!/usr/bin/env python3
"""Makes docs/errors.md: every error that a caller can meet.

Usage: errors.py [--check]

What an RPC can raise stands in the contract, in the comment of the RPC:
`- CODE, `REASON`: ...`; rules named in the same item are the types of its
violations. What any call can raise, and words that need more than the contract
says, stand in docs/errors.txt (`REASON  CODE  text`). A reason or rule that the
code makes and neither names is a fault, and so is one that the code does not
make.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs/errors.md"
SERVICES = ["catalogue", "registration", "assessment", "verification"]
WORD = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"
ITEM = re.compile(r"- ([A-Z_]+), ((?:`%s`(?:,| or)? ?)+)(.*)" % WORD)
# Where errors are made. Literals there in UPPER_SNAKE are reasons or rules,
# but for these: roles, SQL, algorithms, states, words of Redis.
MADE_IN = ["services/*/domain/*.cc", "services/*/clients/*.cc", "libs/*/*.cc"]
NOT_REASONS = {"BEGIN", "COMMIT", "ROLLBACK", "NULL", "RS256", "ES256", "HMAC",
               "SHA256", "UUID", "RIFF", "WAVE", "ADFHJKLMRTY", "AFFILIATE",
               "AFFILIATE_ENDED", "ALREADY_MEMBER", "MEMBERSHIP_UPGRADED",
               "SERVICE",
               "ATTEST_PAGE_SECRET", "ATTEST_SERVICE_TOKEN", "DEL", "EVAL",
               "GETRANGE", "PING", "PTTL", "SUBSCRIBE", "WRONGTYPE"}
LITERAL = re.compile(r'"(%s)"' % WORD)


def comment_items(proto):
    """(rpc, item text) for each `- CODE, ...` of the comments of a proto."""
    rpc_items, items, header = [], [], True
    for line in proto.read_text().splitlines():
        text = line.strip()
        if text.startswith("//"):
            body = text[2:].strip()
            if body.startswith("- "):
                items.append(body)
            elif items and text.startswith("//   "):
                items[-1] += " " + body
            elif items and not body:
                items.append("")
        elif text.startswith("rpc "):
            name = re.match(r"rpc (\w+)", text).group(1)
            rpc_items += [(name, item) for item in items if item]
            items, header = [], False
        elif header and text.startswith(("import", "service", "package")):
            rpc_items += [("every method", item) for item in items if item]
            items = []
        elif text:
            items = []
    return rpc_items


def contract_errors(service):
    """reason -> [code, {rules}, [rpcs]] of a service."""
    proto = ROOT / f"proto/attest/{service}/v1/{service}_service.proto"
    errors = {}
    for rpc, item in comment_items(proto):
        match = ITEM.match(item)
        if not match:
            continue
        for reason in re.findall(WORD, match.group(2)):
            entry = errors.setdefault(reason, [match.group(1), {}, []])
            entry[1].update(dict.fromkeys(
                re.findall("`(%s)`" % WORD, match.group(3))))
            if rpc not in entry[2]:
                entry[2].append(rpc)
    return errors


def common_errors():
    """reason -> (code, text) of docs/errors.txt."""
    errors = {}
    for line in (ROOT / "docs/errors.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            reason, code, text = re.split(r"\s{2,}", line, maxsplit=2)
            errors[reason] = (code, text)
    return errors


def made_in_code():
    """reason or rule -> first file that makes it."""
    made = {}
    for pattern in MADE_IN:
        for path in sorted(ROOT.glob(pattern)):
            if path.name.endswith("_test.cc"):
                continue
            for literal in LITERAL.findall(path.read_text()):
                if len(literal) > 3 and literal not in NOT_REASONS:
                    made.setdefault(literal, str(path.relative_to(ROOT)))
    return made


def render(common, services):
    lines = ["# Errors", "",
             "Made by `tools/errors.py` from the contract and `errors.txt`;",
             "a test says when it has to be made again.", "",
             "Every error carries a `google.rpc.ErrorInfo`: decide by its",
             "`reason`, which never changes. INVALID_ARGUMENT names every wrong",
             "field, FAILED_PRECONDITION every broken rule.", "",
             "## Any call", "", "| reason | code | meaning |", "|---|---|---|"]
    lines += [f"| `{r}` | {c} | {t} |" for r, (c, t) in sorted(common.items())]
    for service, errors in services.items():
        lines += ["", f"## {service}", "",
                  "| reason | code | rules that it names | raised by |",
                  "|---|---|---|---|"]
        for reason, (code, rules, rpcs) in sorted(errors.items()):
            if reason in common:
                continue
            named = ", ".join(f"`{r}`" for r in rules)
            lines.append(f"| `{reason}` | {code} | {named} "
                         f"| {', '.join(rpcs)} |")
    return "\n".join(lines) + "\n"


def faults(common, services, made):
    named = set(common)
    for errors in services.values():
        for reason, (_, rules, _) in errors.items():
            named |= {reason, *rules}
    found = [f"{path}: {word} is named neither by the contract nor by "
             f"docs/errors.txt" for word, path in sorted(made.items())
             if word not in named]
    found += [f"{word} is named, but no code makes it"
              for word in sorted(named - set(made))]
    return found


def main():
    common = common_errors()
    services = {s: contract_errors(s) for s in SERVICES}
    found = faults(common, services, made_in_code())
    text = render(common, services)
    if "--check" in sys.argv:
        if not OUT.exists() or OUT.read_text() != text:
            found.append("docs/errors.md is old: run tools/errors.py")
    else:
        OUT.write_text(text)
    print("\n".join(found) or "every error is documented")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
