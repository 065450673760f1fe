#include "libs/auth/policies.h"

#include "libs/auth/testing/policed.pb.h"
#include "libs/testing/matchers.h"

namespace attest::auth {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto kDenied = absl::StatusCode::kPermissionDenied;
constexpr auto kUnauthenticated = absl::StatusCode::kUnauthenticated;

const google::protobuf::ServiceDescriptor* Service(const std::string& name) {
  return policed::Nothing::descriptor()->file()->FindServiceByName(name);
}

std::string Method(const std::string& name) {
  return "attest.policed.Policed/" + name;
}

class PoliciesTest : public ::testing::Test {
 protected:
  absl::Status Check(const std::string& method, std::vector<Grant> grants) {
    return policies_.Check(Method(method), Caller("p1", std::move(grants),
                                                  absl::InfiniteFuture()));
  }

  Policies policies_ = *Policies::FromServices({Service("Policed")});
};

TEST_F(PoliciesTest, ReadsThemFromTheContract) {
  const v1::Policy* policy = policies_.Find(Method("Judge"));

  ASSERT_NE(policy, nullptr);
  EXPECT_EQ(policy->scope(), v1::CENTRE);
  EXPECT_THAT(policy->roles(),
              ::testing::ElementsAre(v1::ASSESSOR, v1::INTERNAL_VERIFIER));
  EXPECT_EQ(policies_.Find(Method("Nothing")), nullptr);
  EXPECT_EQ(policies_.Find(""), nullptr);
}

TEST_F(PoliciesTest, LetsAnybodyCallWhatIsPublic) {
  EXPECT_THAT(policies_.Check(Method("Look"), Caller()), IsOk());
  EXPECT_THAT(Check("Look", {}), IsOk());
}

TEST_F(PoliciesTest, AsksForATokenEverywhereElse) {
  for (const char* method : {"Ask", "Read", "Judge", "Award"}) {
    EXPECT_THAT(policies_.Check(Method(method), Caller()),
                FailsWith(kUnauthenticated, "NO_TOKEN"));
  }
  EXPECT_THAT(Check("Ask", {}), IsOk());
}

TEST_F(PoliciesTest, AsksForOneOfTheRoles) {
  EXPECT_THAT(Check("Judge", {{v1::INTERNAL_VERIFIER, "northgate"}}), IsOk());
  EXPECT_THAT(
      Check("Judge", {{v1::TUTOR, "southgate"}, {v1::ASSESSOR, "northgate"}}),
      IsOk());
  EXPECT_THAT(Check("Judge", {{v1::TUTOR, "northgate"}}),
              FailsWith(kDenied, "ROLE_MISSING"));
  EXPECT_THAT(Check("Judge", {}), FailsWith(kDenied, "ROLE_MISSING"));
  EXPECT_THAT(Check("Read", {{v1::LEARNER, "northgate"}}), IsOk());
}

TEST_F(PoliciesTest, DoesNotTakeAGrantAtACentreForTheOrganisation) {
  EXPECT_THAT(Check("Award", {{v1::AWARDING_ADMIN, ""}}), IsOk());
  EXPECT_THAT(Check("Award", {{v1::AWARDING_ADMIN, "northgate"}}),
              FailsWith(kDenied, "ROLE_MISSING"));
}

TEST_F(PoliciesTest, ClosesAMethodThatItDoesNotKnow) {
  const absl::Status status = Check("Nothing", {{v1::AWARDING_ADMIN, ""}});

  EXPECT_THAT(status,
              FailsWith(absl::StatusCode::kInternal, "UNPOLICED_METHOD"));
}

TEST(Policies, RefuseToStartAndNameEveryUnpolicedMethod) {
  const auto policies =
      Policies::FromServices({Service("Policed"), Service("Unpoliced")});

  EXPECT_THAT(policies, FailsWith(absl::StatusCode::kFailedPrecondition,
                                  "UNPOLICED_METHOD"));
  const std::string message(policies.status().message());
  for (const char* method :
       {"None", "NoScope", "NoRoles", "OwnOfNobody", "OrganisationOfNobody",
        "PublicForSome", "KnownForSome", "NotARole"}) {
    EXPECT_THAT(message,
                HasSubstr("attest.policed.Unpoliced/" + std::string(method)));
  }
  EXPECT_THAT(message,
              AllOf(Not(HasSubstr("Good")), Not(HasSubstr("policed.Policed"))));
}

TEST(Policies, OfNoServiceLetNobodyIn) {
  const auto policies = Policies::FromServices({});

  ASSERT_THAT(policies, IsOk());
  EXPECT_FALSE(policies->Check(Method("Look"), Caller()).ok());
}

}  // namespace
}  // namespace attest::auth
