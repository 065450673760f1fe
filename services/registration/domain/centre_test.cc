#include "services/registration/domain/centre.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Day = absl::CivilDay;

Centre Northgate() {
  Centre centre;
  centre.id = "northgate";
  centre.agreement = {.first = Day(2020, 1, 1), .last = Day(2029, 12, 31)};
  centre.entry_criteria = "Three years in a senior post.";
  centre.approvals = {
      {.qualification = "7D27V2",
       .period = {.first = Day(2021, 1, 1), .last = Day(2024, 12, 31)}}};
  return centre;
}

Approval From(Day first) {
  return {.qualification = "7D27V2", .period = {.first = first, .last = {}}};
}

TEST(Centre, IdsAreShortAndPlain) {
  for (const char* id : {"abc", "a-1", "northgate-college-2"}) {
    EXPECT_TRUE(IsCentreId(id)) << id;
  }
  for (const std::string& id :
       {std::string(""), std::string("ab"), std::string("1ab"),
        std::string("-ab"), std::string("Abc"), std::string("a_b"),
        std::string("a b"), std::string("a\0b", 3), std::string(41, 'a')}) {
    EXPECT_FALSE(IsCentreId(id)) << id;
  }
  EXPECT_TRUE(IsCentreId(std::string(40, 'a')));
}

TEST(CentreApproval, IsGivenWithinTheAgreement) {
  EXPECT_THAT(ApprovalViolations(Northgate(), From(Day(2020, 1, 1))),
              IsEmpty());
  EXPECT_THAT(ApprovalViolations(Northgate(), From(Day(2029, 12, 31))),
              IsEmpty());
}

// D12
TEST(CentreApproval, NeedsAnAgreementOnItsFirstDay) {
  for (const Day day : {Day(2019, 12, 31), Day(2030, 1, 1)}) {
    const auto violations = ApprovalViolations(Northgate(), From(day));

    ASSERT_EQ(violations.size(), 1);
    EXPECT_EQ(violations[0].type, "NO_AGREEMENT");
    EXPECT_EQ(violations[0].subject, "centres/northgate");
    EXPECT_THAT(violations[0].description,
                HasSubstr("2020-01-01 to 2029-12-31"));
  }
}

// R24, and everything at once.
TEST(CentreApproval, NeedsPublishedEntryCriteria) {
  Centre centre = Northgate();
  centre.entry_criteria.clear();

  const auto violations = ApprovalViolations(centre, From(Day(2019, 1, 1)));

  ASSERT_EQ(violations.size(), 2);
  EXPECT_EQ(violations[0].type, "NO_ENTRY_CRITERIA");
  EXPECT_EQ(violations[1].type, "NO_AGREEMENT");
}

// D12
TEST(CentreRegistering, NeedsAgreementAndApprovalOnTheDay) {
  const Centre centre = Northgate();
  const auto found = [&](std::string_view code, Day day) {
    const auto violations = NotApprovedViolations(centre, code, day);
    return violations.empty() ? "" : violations[0].description;
  };

  EXPECT_EQ(found("7D27V2", Day(2021, 1, 1)), "");
  EXPECT_EQ(found("7D27V2", Day(2024, 12, 31)), "");
  EXPECT_THAT(found("7D27V2", Day(2020, 12, 31)),
              HasSubstr("the approval runs 2021-01-01 to 2024-12-31"));
  EXPECT_THAT(found("7D27V2", Day(2025, 1, 1)), HasSubstr("approval runs"));
  EXPECT_THAT(found("7D27V2", Day(2030, 1, 1)), HasSubstr("agreement runs"));
  EXPECT_THAT(found("BEE3", Day(2022, 1, 1)), HasSubstr("no approval"));
}

// R24: the criteria of the programme will do.
TEST(CentreApproval, MayBringItsOwnEntryCriteria) {
  Centre centre = Northgate();
  centre.entry_criteria.clear();
  Approval approval = From(Day(2021, 1, 1));
  approval.entry_criteria = "Two years in a senior post.";

  EXPECT_THAT(ApprovalViolations(centre, approval), IsEmpty());
}

std::vector<std::string> Refusals(const Centre& before, const Centre& after,
                                  bool by_organisation) {
  std::vector<std::string> found;
  for (const RuleViolation& violation : ChangeViolations({.before = before,
                                        .after = after,
                                        .by_organisation = by_organisation,
                                        .sites_in_use = {"Main Street"},
                                        .today = Day(2024, 6, 1)})) {
    found.push_back(violation.type + " " + violation.subject);
  }
  return found;
}

Centre WithSites(std::vector<std::string> sites) {
  Centre centre = Northgate();
  centre.sites = std::move(sites);
  return centre;
}

// R117, R123: what a centre is, the awarding organisation says.
TEST(CentreChange, ReservesFieldsForTheOrganisation) {
  const Centre before = WithSites({"Main Street"});
  Centre after = before;
  after.display_name = "Northgate College";
  after.agreement = {.first = Day(2021, 1, 1), .last = {}};
  after.quality_manager = "quentin";
  after.entry_criteria = "Five years.";

  EXPECT_THAT(Refusals(before, after, true), IsEmpty());
  EXPECT_THAT(Refusals(before, after, false),
              ElementsAre("ROLE_MISSING centre.display_name",
                          "ROLE_MISSING centre.agreement_start_date",
                          "ROLE_MISSING centre.agreement_end_date",
                          "ROLE_MISSING centre.quality_manager"));
}

TEST(CentreChange, KeepsSitesInUse) {
  const Centre before = WithSites({"Main Street", "Mill Lane"});

  EXPECT_THAT(Refusals(before, WithSites({"Main Street"}), false), IsEmpty());
  EXPECT_THAT(Refusals(before, WithSites({"Mill Lane"}), false),
              ElementsAre("SITE_IN_USE centre.sites"));
}

// R24: criteria on which an approval rests stay while it runs.
TEST(CentreChange, KeepsEntryCriteriaOfApprovals) {
  const Centre before = WithSites({"Main Street"});
  Centre after = before;
  after.entry_criteria.clear();
  EXPECT_THAT(Refusals(before, after, false),
              ElementsAre("NO_ENTRY_CRITERIA qualifications/7D27V2"));

  after.approvals[0].period.last = Day(2024, 5, 31);
  EXPECT_THAT(Refusals(before, after, false), IsEmpty());
  after.approvals[0].period.last.reset();
  after.approvals[0].entry_criteria = "Its own.";
  EXPECT_THAT(Refusals(before, after, false), IsEmpty());
}

}  // namespace
}  // namespace attest::registration
