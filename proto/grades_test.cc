// There are no grades: no message anywhere has room for one.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "attest/assessment/v1/assessment_service.pb.h"
#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "attest/registration/v1/registration_service.pb.h"
#include "attest/verification/v1/verification_service.pb.h"
#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Words of a grading system, as parts of names.
constexpr std::string_view kGrading[] = {
    "grade",  "grades", "mark", "marks", "score",       "percent",
    "points", "merit",  "pass", "fail",  "distinction", "percentage"};

std::vector<const FileDescriptor*> Files() {
  return {catalogue::v1::Syllabus::descriptor()->file(),
          catalogue::v1::GetUnitRequest::descriptor()->file(),
          registration::v1::Centre::descriptor()->file(),
          registration::v1::GetCentreRequest::descriptor()->file(),
          assessment::v1::Evidence::descriptor()->file(),
          assessment::v1::GetProgressRequest::descriptor()->file(),
          verification::v1::Award::descriptor()->file(),
          verification::v1::GetAwardRequest::descriptor()->file()};
}

bool SpeaksOfGrades(const std::string& name) {
  const std::string words = "_" + name + "_";
  for (const std::string_view word : kGrading) {
    if (words.find(fmt::format("_{}_", word)) != std::string::npos) return true;
  }
  return false;
}

void AddGrades(const Descriptor& message, std::set<std::string>& found) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    if (SpeaksOfGrades(field.name())) found.insert(field.full_name());
  }
  for (int i = 0; i < message.nested_type_count(); ++i) {
    AddGrades(*message.nested_type(i), found);
  }
}

std::vector<std::string> ValuesOf(const EnumDescriptor& kind) {
  std::vector<std::string> values;
  for (int i = 1; i < kind.value_count(); ++i) {
    values.push_back(kind.value(i)->name());
  }
  return values;
}

// R84: the rates of a sample are of sign-offs, not of work.
TEST(Grades, HaveNoFieldAnywhere) {
  std::set<std::string> found;
  for (const FileDescriptor* file : Files()) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      AddGrades(*file->message_type(i), found);
    }
  }
  found.erase("attest.verification.v1.SamplingStrategy.rate_percent");
  found.erase(
      "attest.verification.v1.SamplingStrategy.new_assessor_rate_percent");

  EXPECT_THAT(found, IsEmpty());
}

// R84: of work.
TEST(Grades, AreNoOutcomeOfADecision) {
  EXPECT_THAT(ValuesOf(*assessment::v1::Outcome_descriptor()),
              ElementsAre("MET", "NOT_YET_MET"));
}

// R85: of moderation.
TEST(Grades, AreNoOutcomeOfAModeration) {
  EXPECT_THAT(ValuesOf(*verification::v1::ModerationOutcome_descriptor()),
              ElementsAre("CONFIRMED", "NOT_CONFIRMED"));
}

}  // namespace
}  // namespace attest
