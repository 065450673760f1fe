# Every dependency, once, with its reason. All are Debian 12 packages; the
# list that `./run setup` installs is deploy/packages.txt.

find_package(Threads REQUIRED)
# The contract and how it travels. Module mode first: Debian's protobuf has no
# CMake config, and gRPC's config finds the module's targets.
find_package(Protobuf REQUIRED)
find_package(gRPC CONFIG REQUIRED)
# Status, StatusOr and time.
find_package(absl CONFIG REQUIRED)
# Log lines, and text formatting (fmt comes with spdlog).
find_package(spdlog CONFIG REQUIRED)
find_package(fmt CONFIG REQUIRED)
# Signatures, hashes and random bytes.
find_package(OpenSSL 3 REQUIRED)
# The embedded default database.
find_package(SQLite3 REQUIRED)
# The cache that replicas share. Debian's config makes no target.
find_path(HIREDIS_INCLUDE_DIR hiredis/hiredis.h REQUIRED)
find_library(HIREDIS_LIBRARY hiredis REQUIRED)
add_library(hiredis::hiredis INTERFACE IMPORTED)
target_link_libraries(hiredis::hiredis INTERFACE ${HIREDIS_LIBRARY})
target_include_directories(hiredis::hiredis INTERFACE ${HIREDIS_INCLUDE_DIR})
# Metrics, and the page that shows them.
find_package(prometheus-cpp CONFIG REQUIRED)
# JSON: tokens, key sets, audit entries, output for machines.
find_package(nlohmann_json CONFIG REQUIRED)
# Command lines of `attest` and the servers.
find_package(CLI11 CONFIG REQUIRED)
# Tests and benchmarks.
find_package(GTest CONFIG REQUIRED)
# Checks and tests that are scripts.
find_package(Python3 REQUIRED COMPONENTS Interpreter)
