// Credit transfers and exemptions (req R92, D45).
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class ExemptionsTest : public RegistrationTest {
 protected:
  using Units = std::vector<std::string>;

  ExemptionsTest() {
    MakeReadyCentre();
    registration_ = RegisterAnn();
    EXPECT_THAT(SelectUnits(registration_, Large()), IsOk());
  }

  static Units Small() {
    return {"57", "58", "67", "54", "61", "63", "64", "65"};
  }
  static Units Large() {
    return {"57", "58", "67", "54", "56", "61", "63", "64", "65"};
  }
  v1::RequestExemptionRequest Wanted(const std::string& unit = "56") const {
    auto request = Proto<v1::RequestExemptionRequest>(R"pb(
      exemption {
        kind: EXEMPTION
        policy_reference: "RPL policy 4.2"
        certificate_number: "C-100"
        certificate_date: "2024-06-30"
        awarding_organisation: "Another"
      })pb");
    request.set_parent(registration_);
    request.mutable_exemption()->set_unit(unit);
    return request;
  }
  absl::StatusOr<v1::Exemption> Ask(const v1::RequestExemptionRequest& wanted) {
    return Change(admin_, &Stub::RequestExemption, wanted);
  }
  absl::StatusOr<v1::Exemption> Decide(const std::string& name, bool approved) {
    v1::DecideExemptionRequest request;
    request.set_name(name);
    request.set_approved(approved);
    request.set_reason("As the policy says.");
    return Change(awarding_, &Stub::DecideExemption, request);
  }

  std::string registration_;
};

TEST_F(ExemptionsTest, CountOnceTheyAreApproved) {
  const auto asked = Ask(Wanted());
  ASSERT_THAT(asked, IsOk());
  EXPECT_EQ(asked->state(), v1::EXEMPTION_REQUESTED);
  EXPECT_THAT(Get(registration_).exempt_units(), SizeIs(0));

  const auto decided = Decide(asked->name(), true);
  ASSERT_THAT(decided, IsOk());
  EXPECT_EQ(decided->state(), v1::EXEMPTION_APPROVED);
  EXPECT_EQ(decided->decided_by(), "olga");
  EXPECT_THAT(Get(registration_).exempt_units(), ElementsAre("56"));
  EXPECT_THAT(
      Decide(asked->name(), false),
      FailsWith(absl::StatusCode::kFailedPrecondition, "EXEMPTION_DECIDED"));
  // R53: what counts as achieved is not dropped.
  EXPECT_THAT(Violations(SelectUnits(registration_, Small()).status()),
              Contains(HasSubstr("ACHIEVED_UNIT_DROPPED: unit 56")));
  EXPECT_THAT(EventTypes(), AllOf(Contains("exemption.requested"),
                                  Contains("exemption.decided")));
}

// D45: neither a unit nor a credit counts twice, wherever it is counted.
TEST_F(ExemptionsTest, NothingCountsTwice) {
  ASSERT_THAT(Ask(Wanted()), IsOk());
  auto same_unit = Wanted();
  same_unit.mutable_exemption()->set_certificate_number("C-200");
  EXPECT_THAT(Violations(Ask(same_unit).status()),
              ElementsAre(HasSubstr("COUNTED_TWICE")));

  const auto bob = Register(Bob());
  ASSERT_THAT(bob, IsOk());
  const std::string other = bob->registration().name();
  ASSERT_THAT(SelectUnits(other, Large()), IsOk());
  auto same_credit = Wanted();
  same_credit.set_parent(other);
  same_credit.mutable_exemption()->set_certificate_number("c-100 ");
  EXPECT_THAT(Violations(Ask(same_credit).status()),
              ElementsAre(HasSubstr("COUNTED_TWICE")));
  same_credit.mutable_exemption()->set_certificate_number("C-300");
  EXPECT_THAT(Ask(same_credit), IsOk());
}

TEST_F(ExemptionsTest, WhatWasRefusedMayBeAskedForAgain) {
  const auto asked = Ask(Wanted());
  ASSERT_THAT(Decide(asked->name(), false), IsOk());
  EXPECT_THAT(Ask(Wanted()), IsOk());
}

// D45: the unit of the certificate must be the catalogue's own.
TEST_F(ExemptionsTest, ACreditTransferNeedsTheSameUnit) {
  auto wanted = Wanted();
  wanted.mutable_exemption()->set_kind(v1::CREDIT_TRANSFER);
  EXPECT_THAT(Ask(wanted), NamesFields({"exemption.unit_reference"}));
  wanted.mutable_exemption()->set_unit_reference("X/000/0000");
  EXPECT_THAT(Violations(Ask(wanted).status()),
              ElementsAre(HasSubstr("WRONG_UNIT_REFERENCE")));
  wanted.mutable_exemption()->set_unit_reference("Y/506/2071");
  EXPECT_THAT(Ask(wanted), IsOk());
}

TEST_F(ExemptionsTest, AreForSelectedUnitsThatAreNotAchieved) {
  EXPECT_THAT(Violations(Ask(Wanted("55")).status()),
              ElementsAre(HasSubstr("UNIT_NOT_SELECTED")));
  events::v1::Event event;
  event.set_type("unit.signed_off");
  event.set_registration(registration_);
  (*event.mutable_attributes())["unit"] = "57";
  const auto asked = Ask(Wanted("57"));
  ASSERT_THAT(asked, IsOk());
  neighbours_.assessment.events.Emit(event);
  AwaitEventOf(registration_, "registration.unit_achieved");
  EXPECT_THAT(Violations(Decide(asked->name(), true).status()),
              ElementsAre(HasSubstr("UNIT_ACHIEVED")));
  EXPECT_THAT(Decide(asked->name(), false), IsOk());
}

TEST_F(ExemptionsTest, EveryWrongFieldIsNamed) {
  v1::RequestExemptionRequest request;
  request.set_parent(registration_);
  EXPECT_THAT(Ask(request), NamesFields({"exemption.kind", "exemption.unit",
                                         "exemption.policy_reference",
                                         "exemption.certificate_number",
                                         "exemption.awarding_organisation",
                                         "exemption.certificate_date"}));
  auto future = Wanted();
  future.mutable_exemption()->set_certificate_date("2026-11-25");
  EXPECT_THAT(Ask(future), NamesFields({"exemption.certificate_date"}));
}

TEST_F(ExemptionsTest, AreListedAndHidden) {
  ASSERT_THAT(Ask(Wanted()), IsOk());
  for (const std::string& parent : {registration_, std::string(kNorthgate)}) {
    v1::ListExemptionsRequest request;
    request.set_parent(parent);
    EXPECT_THAT(Call(admin_, &Stub::ListExemptions, request)->exemptions(),
                SizeIs(1));
    EXPECT_THAT(Call(elsewhere_, &Stub::ListExemptions, request),
                FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  }
  EXPECT_THAT(Decide(registration_ + "/exemptions/none", true),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Change(elsewhere_, &Stub::RequestExemption, Wanted()),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

}  // namespace
}  // namespace attest::registration
