// The committed syllabus and its source, for tests of the proof.
#ifndef ATTEST_SERVICES_CATALOGUE_SYLLABI_TESTING_PROOF_FIXTURE_H_
#define ATTEST_SERVICES_CATALOGUE_SYLLABI_TESTING_PROOF_FIXTURE_H_

#include <fstream>
#include <iterator>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/catalogue/syllabi/syllabus_source.h"

namespace attest::catalogue::syllabi {

// The bytes of a file of this folder; empty when it cannot be read.
inline std::string ReadCommitted(const std::string& name) {
  std::ifstream file(std::string(ATTEST_SYLLABI_DIR "/") + name,
                     std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Each test has a copy of its own to change.
class ProofTest : public ::testing::Test {
 protected:
  ProofTest() {
    const Findings findings =
        ParseSyllabus(ReadCommitted("7D27V2-v8.textproto"), syllabus_);
    EXPECT_THAT(findings, ::testing::IsEmpty());
  }

  // The unit of that number; it must exist.
  v1::Unit& UnitOf(const std::string& number) {
    for (v1::Unit& unit : *syllabus_.mutable_units()) {
      if (unit.number() == number) return unit;
    }
    ADD_FAILURE() << "no unit " << number;
    return *syllabus_.add_units();
  }

  // The criterion `number` of a unit; it must exist.
  v1::Criterion& CriterionOf(const std::string& unit,
                             const std::string& number) {
    for (auto& outcome : *UnitOf(unit).mutable_outcomes()) {
      for (auto& criterion : *outcome.mutable_criteria()) {
        if (criterion.number() == number) return criterion;
      }
    }
    ADD_FAILURE() << "no criterion " << unit << " " << number;
    return *UnitOf(unit).add_outcomes()->add_criteria();
  }

  // The guidance printed as `number` in a unit; it must exist.
  v1::Guidance& GuidanceOf(const std::string& unit, const std::string& number) {
    for (v1::Guidance& guidance : *UnitOf(unit).mutable_guidance()) {
      if (guidance.number_source().text() == number) return guidance;
    }
    ADD_FAILURE() << "no guidance " << unit << " " << number;
    return *UnitOf(unit).add_guidance();
  }

  v1::Syllabus syllabus_;
  Source source_ = ReadSource(ReadCommitted("7D27V2-v8.source.txt"));
};

}  // namespace attest::catalogue::syllabi

#endif  // ATTEST_SERVICES_CATALOGUE_SYLLABI_TESTING_PROOF_FIXTURE_H_
