// Which registrations ListRegistrations gives.
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class ListFiltersTest : public RegistrationTest {
 protected:
  ListFiltersTest() {
    MakeReadyCentre();
    ann_ = Register(Ann())->registration();
    fixture_.clock().Advance(absl::Seconds(1));
    auto bob = Bob();
    bob.set_registration_date("2026-11-20");
    bob.clear_site();
    bob_ = Register(bob)->registration();
  }

  // Names of what is listed: `ann` and `bob`.
  Strings Names(const std::string& token, const std::string& filter,
                const std::string& parent = kNorthgate) {
    auto request = Proto<v1::ListRegistrationsRequest>(filter);
    request.set_parent(parent);
    const auto listed = Call(token, &Stub::ListRegistrations, request);
    EXPECT_THAT(listed, IsOk()) << filter;
    Strings names;
    if (!listed.ok()) return names;
    for (const auto& one : listed->registrations()) {
      names.push_back(one.name() == ann_.name() ? "ann" : "bob");
    }
    return names;
  }
  absl::Status Refusal(const std::string& filter, const std::string& parent,
                       const std::string& token) {
    auto request = Proto<v1::ListRegistrationsRequest>(filter);
    request.set_parent(parent);
    return Call(token, &Stub::ListRegistrations, request).status();
  }

  v1::Registration ann_;
  v1::Registration bob_;
};

TEST_F(ListFiltersTest, EachFilterRestricts) {
  EXPECT_THAT(Names(admin_, ""), ElementsAre("ann", "bob"));
  EXPECT_THAT(Names(admin_, "state: ACTIVE"), ElementsAre("ann", "bob"));
  EXPECT_THAT(Names(admin_, "state: EXPIRED"), IsEmpty());
  EXPECT_THAT(Names(admin_, "qualification: 'qualifications/7D27V2'"),
              ElementsAre("ann", "bob"));
  EXPECT_THAT(Names(admin_, "qualification: 'qualifications/BEE3'"), IsEmpty());
  EXPECT_THAT(Names(admin_, "site: 'Main Street'"), ElementsAre("ann"));
  EXPECT_THAT(Names(admin_, "first_registration_date: '2026-11-02'"),
              ElementsAre("bob"));
  EXPECT_THAT(Names(admin_, "last_registration_date: '2026-11-01'"),
              ElementsAre("ann"));
  EXPECT_THAT(Names(admin_, "expiring_by_date: '2029-10-31'"),
              ElementsAre("ann"));
  EXPECT_THAT(Names(admin_, "learner: '" + bob_.learner() + "'"),
              ElementsAre("bob"));
}

TEST_F(ListFiltersTest, FindsWhatAPersonWorksOn) {
  ASSERT_THAT(Appoint("tom", v1::STAFF_ASSESSOR), IsOk());
  auto allocate = Proto<v1::AllocateStaffRequest>(
      R"pb(allocations { role: STAFF_ASSESSOR person: "tom" })pb");
  allocate.set_name(bob_.name());
  ASSERT_THAT(Change(admin_, &Stub::AllocateStaff, allocate), IsOk());
  EXPECT_THAT(Names(admin_, "person: 'tom'"), ElementsAre("bob"));
  EXPECT_THAT(Names(admin_, "person: 'tim'"), IsEmpty());
}

// D32: what has expired since is listed as such, written down or not.
TEST_F(ListFiltersTest, StatesAreThoseOfToday) {
  fixture_.clock().Set(
      absl::FromCivil(absl::CivilDay(2029, 11, 1), absl::UTCTimeZone()));
  const std::string admin = Token("carol", auth::v1::CENTRE_ADMIN);
  EXPECT_THAT(Names(admin, "state: EXPIRED"), ElementsAre("ann"));
  EXPECT_THAT(Names(admin, "state: ACTIVE"), ElementsAre("bob"));
}

TEST_F(ListFiltersTest, AllCentresAreAskedForALearnerOnly) {
  const std::string all = "centres/-";
  EXPECT_THAT(Names(awarding_, "learner: '" + ann_.learner() + "'", all),
              ElementsAre("ann"));
  EXPECT_THAT(Names(service_, "learner: '" + ann_.learner() + "'", all),
              ElementsAre("ann"));
  EXPECT_THAT(Refusal("learner: '" + ann_.learner() + "'", all, admin_),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  EXPECT_THAT(Refusal("", all, awarding_), NamesFields({"learner"}));
}

TEST_F(ListFiltersTest, EveryWrongFilterIsNamed) {
  EXPECT_THAT(Refusal("qualification: 'x' learner: 'x' person: 'a b' "
                      "first_registration_date: '2026-02-30' "
                      "expiring_by_date: 'soon'",
                      kNorthgate, admin_),
              NamesFields({"qualification", "learner", "person",
                           "first_registration_date", "expiring_by_date"}));
  EXPECT_THAT(Refusal("first_registration_date: '2026-11-02' "
                      "last_registration_date: '2026-11-01'",
                      kNorthgate, admin_),
              NamesFields({"last_registration_date"}));
}

// A token goes on with the list that it came from.
TEST_F(ListFiltersTest, PagesGoOnWithTheSameFilter) {
  auto request = Proto<v1::ListRegistrationsRequest>("state: ACTIVE");
  request.set_parent(kNorthgate);
  request.set_page_size(1);
  const auto first = Call(admin_, &Stub::ListRegistrations, request);
  ASSERT_THAT(first, IsOk());
  request.set_page_token(first->next_page_token());
  const auto second = Call(admin_, &Stub::ListRegistrations, request);
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->registrations(0).name(), bob_.name());
  request.set_state(v1::ON_BREAK);
  EXPECT_THAT(Call(admin_, &Stub::ListRegistrations, request),
              NamesFields({"page_token"}));
}

}  // namespace
}  // namespace attest::registration
