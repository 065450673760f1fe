// Many learners in one stream.
#include <algorithm>
#include <thread>

#include "fmt/format.h"
#include "libs/rpc/wire.h"
#include "tests/rpc/registration/registration_fixture.h"

namespace attest::registration {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// What came of a batch.
struct Answers {
  int64_t next_row_number = 0;
  std::vector<v1::RowAnswer> rows;
  absl::Status status;
};

class BatchTest : public RegistrationTest {
 protected:
  BatchTest() { MakeReadyCentre(); }

  // Somebody of their own, without request id and parent.
  static v1::BatchRow Row(int64_t number, bool more = true) {
    v1::BatchRow row;
    row.set_row_number(number);
    row.set_more(more);
    v1::RegisterLearnerRequest& request = *row.mutable_registration();
    request = Ann();
    request.clear_parent();
    v1::Learner& learner = *request.mutable_learner();
    learner.set_full_name(fmt::format("Learner {}", number));
    learner.set_email(fmt::format("l{}@example.org", number));
    learner.clear_unique_learner_number();
    learner.set_subject(fmt::format("l{}", number));
    return row;
  }
  static v1::BatchStart Start(const std::string& id) {
    v1::BatchStart start;
    start.set_request_id(id);
    start.set_parent(kNorthgate);
    return start;
  }

  // Sends start and rows, and reads all answers.
  Answers Send(const v1::BatchStart& start,
               const std::vector<v1::BatchRow>& rows,
               const std::string& token = "") {
    grpc::ClientContext context;
    rpc::AnnounceDetailsMax(context);
    context.AddMetadata("authorization", token.empty() ? admin_ : token);
    const auto stream = stub_->BatchRegisterLearners(&context);
    std::thread sender([&] {
      v1::BatchRegisterLearnersRequest request;
      *request.mutable_start() = start;
      bool open = stream->Write(request);
      for (const v1::BatchRow& row : rows) {
        *request.mutable_row() = row;
        open = open && stream->Write(request);
      }
      stream->WritesDone();
    });
    Answers answers;
    v1::BatchRegisterLearnersResponse response;
    while (stream->Read(&response)) {
      if (response.has_row()) {
        answers.rows.push_back(response.row());
      } else {
        answers.next_row_number = response.next_row_number();
      }
    }
    sender.join();
    answers.status = rpc::FromGrpc(stream->Finish());
    return answers;
  }
  static Strings Outcomes(const Answers& answers) {
    Strings outcomes;
    for (const v1::RowAnswer& row : answers.rows) {
      outcomes.push_back(fmt::format("{} {}", row.row_number(),
                                     v1::RowOutcome_Name(row.outcome())));
    }
    return outcomes;
  }
  static Strings Reasons(const v1::RowAnswer& row) {
    Strings reasons;
    for (const v1::RowReason& one : row.reasons()) {
      reasons.push_back(one.reason() + " " + one.subject());
    }
    return reasons;
  }

  const std::string id_ = ids_.NewId();
};

TEST_F(BatchTest, AnswersEveryRow) {
  v1::BatchRow wrong = Row(2);
  wrong.mutable_registration()->mutable_learner()->set_birth_date("31/02/1990");
  wrong.mutable_registration()->mutable_learner()->clear_full_name();
  v1::BatchRow young = Row(3);
  young.mutable_registration()->mutable_learner()->set_birth_date("2010-01-01");
  young.mutable_registration()->mutable_recruitment()->clear_advice();
  v1::BatchRow same = Row(4);
  same.mutable_registration()->mutable_learner()->set_full_name("learner 1");

  const Answers answers =
      Send(Start(id_), {Row(1), wrong, young, same, Row(7)});

  ASSERT_THAT(answers.status, IsOk());
  EXPECT_EQ(answers.next_row_number, 1);
  EXPECT_THAT(Outcomes(answers),
              ElementsAre("1 ROW_ACCEPTED", "2 ROW_REFUSED", "3 ROW_REFUSED",
                          "4 ROW_DUPLICATE", "7 ROW_ACCEPTED"));
  EXPECT_THAT(
      Reasons(answers.rows[1]),
      ::testing::UnorderedElementsAre("INVALID_FIELDS learner.full_name",
                                      "INVALID_FIELDS learner.birth_date"));
  EXPECT_THAT(Reasons(answers.rows[2]),
              ::testing::UnorderedElementsAre("UNDER_AGE learner.birth_date",
                                              "NO_ADVICE recruitment.advice"));
  EXPECT_THAT(Reasons(answers.rows[3]),
              ElementsAre("POSSIBLE_DUPLICATE " + answers.rows[0].learner()));
  EXPECT_EQ(Get(answers.rows[0].registration()).learner(),
            answers.rows[0].learner());
  EXPECT_EQ(Counts(), std::make_pair(int64_t{2}, int64_t{2}));
}

// Each learner has the trail and the events of one who was registered alone.
TEST_F(BatchTest, LeavesTheSameTrailAsOneByOne) {
  const Answers answers = Send(Start(id_), {Row(1), Row(2)});

  EXPECT_THAT(AuditTexts(answers.rows[1].registration()), SizeIs(2));
  EXPECT_NE(Get(answers.rows[1].registration()).expiry_date(), "");  // D32
  const Strings types = EventTypes();
  EXPECT_EQ(std::count(types.begin(), types.end(), "registration.created"), 2);
  EXPECT_EQ(std::count(types.begin(), types.end(), "membership.created"), 2);
  EXPECT_EQ(std::count(types.begin(), types.end(), "batch.started"), 1);
  EXPECT_THAT(types, Contains("batch.answered"));
}

TEST_F(BatchTest, GivesTheSameAnswersAgain) {
  v1::BatchRow wrong = Row(2);
  wrong.mutable_registration()->set_registration_date("");
  const std::vector<v1::BatchRow> rows = {Row(1), wrong, Row(3)};
  const Answers first = Send(Start(id_), rows);
  const Answers second = Send(Start(id_), rows);

  ASSERT_THAT(second.status, IsOk());
  EXPECT_EQ(second.next_row_number, 4);
  ASSERT_THAT(second.rows, SizeIs(3));
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(second.rows[i].SerializeAsString(),
              first.rows[i].SerializeAsString());
  }
  EXPECT_EQ(Counts(), std::make_pair(int64_t{2}, int64_t{2}));
}

TEST_F(BatchTest, GoesOnWhereItBrokeOff) {
  ASSERT_THAT(Send(Start(id_), {Row(1), Row(2)}).status, IsOk());
  const Answers rest = Send(Start(id_), {Row(3), Row(4, false)});

  EXPECT_EQ(rest.next_row_number, 3);
  EXPECT_THAT(Outcomes(rest), ElementsAre("3 ROW_ACCEPTED", "4 ROW_ACCEPTED"));
  EXPECT_EQ(Counts(), std::make_pair(int64_t{4}, int64_t{4}));
}

TEST_F(BatchTest, RefusesOtherContentUnderTheSameNumber) {
  v1::BatchRow wrong = Row(2);
  wrong.mutable_registration()->set_language("");
  ASSERT_THAT(Send(Start(id_), {Row(1), wrong}).status, IsOk());
  v1::BatchRow other = Row(1);
  other.mutable_registration()->set_language("en-GB");

  const Answers again = Send(Start(id_), {other, Row(2)});

  ASSERT_THAT(again.rows, SizeIs(2));
  EXPECT_EQ(again.rows[0].reasons(0).reason(), "REQUEST_ID_REUSED");
  EXPECT_EQ(again.rows[1].reasons(0).reason(), "REQUEST_ID_REUSED");
  v1::BatchStart start = Start(id_);
  start.set_parent("centres/southbank");
  MakeReadyCentre("southbank");
  EXPECT_THAT(
      Send(start, {}, Token("carol", auth::v1::CENTRE_ADMIN, "southbank"))
          .status,
      FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

TEST_F(BatchTest, WritesNothingInADryRun) {
  v1::BatchStart start = Start(id_);
  start.set_dry_run(true);
  v1::BatchRow wrong = Row(2);
  wrong.mutable_registration()->set_site("Nowhere");
  const Answers answers = Send(start, {Row(1), wrong});

  EXPECT_THAT(Outcomes(answers),
              ElementsAre("1 ROW_ACCEPTED", "2 ROW_REFUSED"));
  EXPECT_THAT(answers.rows[0].registration(), IsEmpty());
  EXPECT_THAT(Reasons(answers.rows[1]), ElementsAre("UNKNOWN_SITE site"));
  EXPECT_EQ(Counts(), std::make_pair(int64_t{0}, int64_t{0}));
  // Nor does it take the id.
  EXPECT_EQ(Send(Start(id_), {Row(1)}).next_row_number, 1);
}

// A row alone is answered before the next one comes.
TEST_F(BatchTest, AnswersARowForWhichTheClientWaits) {
  grpc::ClientContext context;
  context.AddMetadata("authorization", admin_);
  const auto stream = stub_->BatchRegisterLearners(&context);
  v1::BatchRegisterLearnersRequest request;
  v1::BatchRegisterLearnersResponse response;
  *request.mutable_start() = Start(id_);
  ASSERT_TRUE(stream->Write(request));
  ASSERT_TRUE(stream->Read(&response));
  for (int64_t number = 1; number <= 3; ++number) {
    *request.mutable_row() = Row(number, false);
    ASSERT_TRUE(stream->Write(request));
    ASSERT_TRUE(stream->Read(&response));
    EXPECT_EQ(response.row().row_number(), number);
  }
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(BatchTest, NeedsAStart) {
  EXPECT_THAT(Send({}, {}).status,
              NamesFields(Strings{"start.request_id", "start.parent"}));
  v1::BatchStart start = Start(id_);
  start.set_parent("centres/southbank");
  EXPECT_THAT(Send(start, {}).status,
              FailsWith(absl::StatusCode::kPermissionDenied, "ROLE_MISSING"));
  EXPECT_THAT(Send(start, {}, elsewhere_).status,
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

// What came before is answered.
TEST_F(BatchTest, NeedsNumbersThatGoUp) {
  const Answers answers = Send(Start(id_), {Row(1), Row(2), Row(2)});
  EXPECT_THAT(answers.status, NamesFields(Strings{"row.row_number"}));
  EXPECT_THAT(answers.rows, SizeIs(2));
  EXPECT_THAT(Send(Start(ids_.NewId()), {Row(0)}).status,
              NamesFields(Strings{"row.row_number"}));
}

TEST_F(BatchTest, TakesTheBatchsIdAndParent) {
  v1::BatchRow row = Row(1);
  row.mutable_registration()->set_parent(kNorthgate);
  row.mutable_registration()->set_request_id(id_);
  EXPECT_THAT(
      Reasons(Send(Start(id_), {row}).rows[0]),
      ElementsAre("INVALID_FIELDS request_id", "INVALID_FIELDS parent"));
}

// A row by itself is registered or not, also among others: here the learner is
// written before the registration is found to be a second one.
TEST_F(BatchTest, LeavesNothingOfARowThatFails) {
  v1::BatchRow second = Row(2);
  second.mutable_registration()->mutable_learner()->set_subject("l1");

  const Answers answers = Send(Start(id_), {Row(1), second, Row(3)});

  EXPECT_THAT(
      Outcomes(answers),
      ElementsAre("1 ROW_ACCEPTED", "2 ROW_DUPLICATE", "3 ROW_ACCEPTED"));
  EXPECT_THAT(
      Reasons(answers.rows[1]),
      ElementsAre("ALREADY_REGISTERED " + answers.rows[0].registration()));
  EXPECT_EQ(Counts(), std::make_pair(int64_t{2}, int64_t{2}));
}

TEST_F(BatchTest, TellsWhenTheStoreFails) {
  ASSERT_THAT(Send(Start(id_), {}).status, IsOk());
  database_->FailNextCommit(absl::UnavailableError("power"));
  // The start is repeated, so the commit that fails is that of the rows or of
  // the start: either way nothing is half done.
  const Answers broken = Send(Start(id_), {Row(1), Row(2)});
  EXPECT_EQ(broken.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(broken.rows, IsEmpty());
  EXPECT_EQ(Counts(), std::make_pair(int64_t{0}, int64_t{0}));

  EXPECT_THAT(Outcomes(Send(Start(id_), {Row(1), Row(2)})),
              ElementsAre("1 ROW_ACCEPTED", "2 ROW_ACCEPTED"));
}

// More rows than a group holds.
TEST_F(BatchTest, TakesManyRows) {
  std::vector<v1::BatchRow> rows;
  for (int64_t number = 1; number <= 600; ++number) rows.push_back(Row(number));
  const Answers answers = Send(Start(id_), rows);

  ASSERT_THAT(answers.status, IsOk());
  EXPECT_THAT(answers.rows, SizeIs(600));
  EXPECT_EQ(Counts(), std::make_pair(int64_t{600}, int64_t{600}));
  EXPECT_EQ(Send(Start(id_), {}).next_row_number, 601);
}

// The same batch sent twice at once registers nobody twice.
TEST_F(BatchTest, RegistersOnceWhatIsSentTwiceAtOnce) {
  std::vector<v1::BatchRow> rows;
  for (int64_t number = 1; number <= 40; ++number) rows.push_back(Row(number));
  std::vector<std::thread> senders;
  std::vector<Answers> answers(3);
  for (Answers& one : answers) {
    senders.emplace_back([&] { one = Send(Start(id_), rows); });
  }
  for (std::thread& sender : senders) sender.join();

  for (const Answers& one : answers) {
    EXPECT_THAT(one.status, IsOk());
    ASSERT_THAT(one.rows, SizeIs(40));
    EXPECT_EQ(one.rows[7].registration(), answers[0].rows[7].registration());
  }
  EXPECT_EQ(Counts(), std::make_pair(int64_t{40}, int64_t{40}));
}

}  // namespace
}  // namespace attest::registration
