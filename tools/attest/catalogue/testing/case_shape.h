// What is wrong with a CASE 1.1 package, by the published shape: for tests.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_TESTING_CASE_SHAPE_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_TESTING_CASE_SHAPE_H_

#include <string>
#include <vector>

#include "nlohmann/json.hpp"

namespace attest::catalogue_tools::testing {

// Every fault, with its place: members that are required, unknown or of a wrong
// type; identifiers that are no UUIDs or occur twice; times and URIs; kinds of
// association; links that lead nowhere; items without exactly one parent, or
// that do not reach the document; sequence numbers with gaps.
std::vector<std::string> FaultsOf(const nlohmann::ordered_json& package);

}  // namespace attest::catalogue_tools::testing

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_TESTING_CASE_SHAPE_H_
