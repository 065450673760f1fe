// A syllabus of a few units around a rule that comes from a fuzzer.
#ifndef ATTEST_TESTS_FUZZ_SMALL_SYLLABUS_H_
#define ATTEST_TESTS_FUZZ_SMALL_SYLLABUS_H_

#include <vector>

#include "attest/catalogue/v1/syllabus.pb.h"
#include "tests/fuzz/fuzz_target.h"

namespace attest::fuzz {

// Most units: few enough to try every selection.
inline constexpr int kSmallUnitsMax = 10;

// Takes a few bytes for the units, in groups A, B and none. The rest is a
// serialised attest.catalogue.v1.Rule. Its names of units and groups are turned
// into some that exist, mostly, and every rule gets a key and a title.
catalogue::v1::Syllabus SmallSyllabus(Bytes& bytes);

// Which selections meet the rule of combination, by trying all of them: flag
// `s` is of the selection that has unit `u` where bit `u` of `s` is set. Says
// it by the contract alone, without the product's code.
std::vector<bool> ValidSelections(const catalogue::v1::Syllabus& syllabus);

}  // namespace attest::fuzz

#endif  // ATTEST_TESTS_FUZZ_SMALL_SYLLABUS_H_
