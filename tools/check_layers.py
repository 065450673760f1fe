#!/usr/bin/env python3
"""Which folder may include which. One line for each fault; exit 1 on any.

Usage: check_layers.py ROOT [FILE...]     (without files: everything tracked)

A rule is: files whose path matches -> what they may include besides the
standard library. The first rule that matches a path decides. Third-party
headers are kept to the layers that need them.
"""
import re
import subprocess
import sys
from pathlib import Path

STATUS = r"libs/status/"
BASE = r"libs/(status|clock|ids|names)/"
STORAGE = r"libs/(db|journal)/"
ABSL = r"absl/"
FMT = r"fmt/"
PROTOBUF = r"google/protobuf/"
JSON = r"nlohmann/"
OPENSSL = r"openssl/"
GRPC = r"grpcpp/"
PROTO = r"attest/\w+/v1/"
TESTS = [r".*"]

RULES = [
    # Tests and what only tests use see everything.
    (r"(tests/|.*_test\.(cc|h)$|libs/testing/|.*/testing/)", TESTS),
    # Libraries: only what is below them, no business words.
    (r"libs/status/", [STATUS, ABSL, FMT, PROTOBUF, r"attest/rpc/v1/"]),
    (r"libs/clock/", [r"libs/(status|clock)/", ABSL, FMT]),
    (r"libs/ids/", [r"libs/(status|ids)/", ABSL, FMT, OPENSSL]),
    (r"libs/names/", [BASE, ABSL, FMT]),
    (r"libs/paging/", [BASE, r"libs/paging/", ABSL, FMT]),
    (r"libs/config/", [BASE, r"libs/config/", ABSL, FMT, PROTOBUF]),
    (r"libs/log/", [BASE, r"libs/log/", ABSL, FMT, r"spdlog/"]),
    (r"libs/db/", [BASE, r"libs/(log|db)/", ABSL, FMT, r"sqlite3\.h$"]),
    (r"libs/journal/", [BASE, STORAGE, r"libs/log/", ABSL, FMT, JSON]),
    (r"libs/blob/", [BASE, r"libs/(log|blob)/", ABSL, FMT, OPENSSL]),
    (r"libs/auth/", [BASE, r"libs/(log|auth)/", ABSL, FMT, PROTOBUF, JSON,
                     OPENSSL, r"attest/auth/v1/"]),
    # Alone with hiredis, and with prometheus-cpp.
    (r"libs/metrics/", [BASE, r"libs/(log|metrics)/", ABSL, FMT,
                        r"prometheus/"]),
    (r"libs/cache/", [BASE, r"libs/(log|metrics|cache)/", ABSL, FMT,
                      r"hiredis/"]),
    (r"libs/rpc/service_main", [r"libs/", ABSL, PROTOBUF, GRPC, r"CLI/"]),
    (r"libs/rpc/", [BASE, STORAGE, r"libs/(paging|config|log|auth|rpc)/",
                    ABSL, FMT, PROTOBUF, GRPC, r"grpc/",
                    r"attest/(auth|audit|events|rpc)/v1/"]),
    # Services: domain knows no wire and no store.
    (r"services/(\w+)/domain/", [BASE, r"services/\1/domain/", ABSL, FMT]),
    # What comes from outside as a file: the client checks it as well.
    (r"services/(\w+)/checks/", [BASE, r"services/\1/(domain|checks)/", ABSL,
                                 FMT, PROTOBUF, r"attest/\1/v1/"]),
    (r"services/(\w+)/store/", [BASE, STORAGE,
                                r"libs/(paging|log|config|cache)/",
                                r"services/\1/(checks|domain|store|migrations)",
                                ABSL, FMT, JSON, PROTOBUF,
                                r"attest/\1/v1/"]),
    # The proof of the syllabi as data: no wire, no store.
    (r"services/(\w+)/syllabi/", [r"services/\1/(domain|syllabi)/", ABSL, FMT,
                                  PROTOBUF, OPENSSL, r"attest/\1/v1/"]),
    (r"services/(\w+)/clients/", [BASE, r"libs/(rpc|log)/",
                                  r"services/\1/(domain|clients)/",
                                  ABSL, FMT, PROTOBUF, GRPC, PROTO]),
    (r"services/(\w+)/api/", [BASE, STORAGE,
                              r"libs/(paging|auth|rpc|blob|log)/",
                              r"services/\1/(checks|domain|store|clients|api)/",
                              ABSL, FMT, PROTOBUF, GRPC, PROTO]),
    (r"services/attestd/", [r"libs/", r"services/\w+/(server\.h|config\.pb\.h)",
                            r"services/attestd/", ABSL, FMT, GRPC, PROTOBUF,
                            r"CLI/", PROTO]),
    # Composition roots see their own service.
    (r"services/(\w+)/[^/]+$", [r"libs/", r"services/\1/", ABSL, FMT, GRPC,
                                PROTOBUF, r"CLI/", PROTO]),
    # The client speaks the contract, and checks files as the services do.
    (r"tools/", [r"libs/", r"tools/", r"services/\w+/checks/", ABSL, FMT, GRPC,
                 r"grpc/", PROTOBUF, JSON, OPENSSL, r"CLI/", PROTO]),
]

INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)')
# Angle brackets without a slash or with one of these are the system's.
SYSTEM = re.compile(r"^[a-z_0-9]+(\.h)?$|^(sys|netinet|arpa)/")


def allowed(path):
    """The patterns for `path`, with groups filled in, or None."""
    for pattern, includes in RULES:
        match = re.match(pattern, path)
        if match:
            group = match.group(1) if match.groups() else ""
            return [i.replace(r"\1", group or "") for i in includes]
    return None


def faults(path, text):
    """Every include of `text` that `path` may not have."""
    patterns = allowed(path)
    if patterns is None:
        return [f"{path}: no rule says what this folder may include"]
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        header = match.group(1) or match.group(2)
        if match.group(2) and SYSTEM.match(header) and header != "sqlite3.h":
            continue
        if not any(re.match(p, header) for p in patterns):
            found.append(f"{path}:{number}: may not include {header}")
    return found


def main():
    root = Path(sys.argv[1])
    files = sys.argv[2:] or subprocess.run(
        ["git", "-C", str(root), "ls-files", "*.h", "*.cc"],
        check=True, capture_output=True, text=True).stdout.split()
    found = []
    for name in files:
        if (root / name).exists():
            found += faults(name, (root / name).read_text())
    print("\n".join(found) if found else f"{len(files)} files keep the layers")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
