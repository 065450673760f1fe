// Bytes of evidence on the wire, coming in.
#include <array>
#include <memory>
#include <thread>

#include "tests/rpc/assessment/files_fixture.h"

namespace attest::assessment {
namespace {

class UploadsTest : public FilesTest {
 protected:
  using FilesTest::FilesTest;
  using Writer = grpc::ClientWriter<v1::UploadEvidenceRequest>;

  // The learner's upload, announced.
  std::unique_ptr<Writer> Begin(grpc::ClientContext& context,
                                const v1::UploadStart& start) {
    context.AddMetadata("authorization", learner_);
    auto writer = stub_->UploadEvidence(&context, &response_);
    v1::UploadEvidenceRequest message;
    *message.mutable_start() = start;
    writer->Write(message);
    return writer;
  }

 private:
  v1::Evidence response_;
};

class IdleUploadsTest : public UploadsTest {
 protected:
  IdleUploadsTest() : UploadsTest(/*idle_seconds=*/1) {}
};

TEST_F(UploadsTest, ComeBackAsTheyWere) {
  const std::string evidence = Created();
  const std::string bytes = PdfOf(900'000);
  const auto start = StartFor(evidence, bytes);

  const auto uploaded = Upload(learner_, start, bytes);

  ASSERT_THAT(uploaded, IsOk());
  ASSERT_EQ(uploaded->files_size(), 1);
  EXPECT_EQ(uploaded->files(0).sha256(), start.sha256());
  EXPECT_EQ(uploaded->files(0).size_bytes(), 900'000);
  EXPECT_EQ(uploaded->files(0).media_type(), kPdf);
  EXPECT_EQ(uploaded->files(0).file_name(), "plan.pdf");
  EXPECT_THAT(Download(assessor_, evidence, start.sha256()),
              ::testing::ResultOf([](const auto& got) { return *got; }, bytes));
}

TEST_F(UploadsTest, StoreTheSameBytesOnce) {
  const std::string first = Created();
  const std::string second = Created();
  ASSERT_THAT(Upload(learner_, StartFor(first, kPdfBytes), kPdfBytes), IsOk());
  ASSERT_THAT(Upload(learner_, StartFor(second, kPdfBytes), kPdfBytes), IsOk());

  EXPECT_EQ(BlobsStored(), 1u);
  // In one piece of evidence they are one file, under the last name.
  auto renamed = StartFor(first, kPdfBytes);
  renamed.set_file_name("renamed.pdf");
  const auto again = Upload(learner_, renamed, kPdfBytes);
  ASSERT_THAT(again, IsOk());
  ASSERT_EQ(again->files_size(), 1);
  EXPECT_EQ(again->files(0).file_name(), "renamed.pdf");
}

TEST_F(UploadsTest, GoOnAfterABreak) {
  const std::string bytes = PdfOf(500'000);
  auto start = StartFor(Created(), bytes);
  UploadAndBreak(start, bytes.substr(0, 300'000));

  const int64_t held = OffsetAfterBreak(start);
  ASSERT_EQ(held, 300'000);
  const auto wrong = Upload(learner_, start, bytes);
  EXPECT_THAT(wrong, FailsWith(absl::StatusCode::kOutOfRange, "WRONG_OFFSET"));
  EXPECT_EQ(ErrorInfoOf(wrong.status())->metadata.at("offset"), "300000");

  start.set_offset(held);
  const auto whole = Upload(learner_, start, bytes.substr(held));
  ASSERT_THAT(whole, IsOk());
  EXPECT_EQ(whole->files(0).size_bytes(), 500'000);
  EXPECT_EQ(*OffsetOf(start, learner_), 500'000);
}

// A stream that ends too soon keeps what came, as a break does.
TEST_F(UploadsTest, KeepWhatCameOfTooFewBytes) {
  const std::string bytes = PdfOf(500'000);
  auto start = StartFor(Created(), bytes);

  EXPECT_THAT(Upload(learner_, start, bytes.substr(0, 1000)),
              FailsWith(absl::StatusCode::kDataLoss, "SIZE_MISMATCH"));

  start.set_offset(1000);
  EXPECT_THAT(Upload(learner_, start, bytes.substr(1000)), IsOk());
}

TEST_F(UploadsTest, ThrowAwayWhatIsNotWhatWasAnnounced) {
  const std::string bytes = PdfOf(10'000);
  auto start = StartFor(Created(), bytes);
  start.set_size_bytes(9'000);
  EXPECT_THAT(Upload(learner_, start, bytes),
              FailsWith(absl::StatusCode::kDataLoss, "SIZE_MISMATCH"));
  EXPECT_EQ(*OffsetOf(start, learner_), 0);

  start = StartFor(Created(), bytes);
  start.set_size_bytes(9'000);  // the end of a chunk
  EXPECT_THAT(Upload(learner_, start, bytes, 1'000),
              FailsWith(absl::StatusCode::kDataLoss, "SIZE_MISMATCH"));

  start = StartFor(Created(), bytes);
  EXPECT_THAT(Upload(learner_, start, PdfOf(10'000, 'y')),
              FailsWith(absl::StatusCode::kDataLoss, "HASH_MISMATCH"));
  EXPECT_EQ(*OffsetOf(start, learner_), 0);
  EXPECT_EQ(BlobsStored(), 0u);
}

TEST_F(UploadsTest, AreRefusedWithEveryReason) {
  const std::string evidence = HandedIn("57", {"1.1"});
  auto start = StartFor(evidence, kPdfBytes);
  start.set_size_bytes(1'000'001);
  start.set_media_type("video/mp4");

  const auto refused = Upload(learner_, start, "");

  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition,
                                 "UPLOAD_REFUSED"));
  EXPECT_THAT(refused, BreaksRules(Names{"NOT_A_DRAFT", "TOO_LARGE",
                                         "TYPE_NOT_ALLOWED"}));
}

TEST_F(UploadsTest, AreNotMoreThanAPieceMayHave) {
  const std::string evidence = Created();
  for (const size_t size : {100, 200}) {
    const std::string bytes = PdfOf(size);
    ASSERT_THAT(Upload(learner_, StartFor(evidence, bytes), bytes), IsOk());
  }

  const std::string bytes = PdfOf(300);
  EXPECT_THAT(Upload(learner_, StartFor(evidence, bytes), bytes),
              BreaksRules(Names{"TOO_MANY_FILES"}));
}

// The content is looked at, whatever it is called.
TEST_F(UploadsTest, AreOfTheTypeThatTheySay) {
  const std::string evidence = Created();
  const std::string text(100'000, 'a');
  EXPECT_THAT(Upload(learner_, StartFor(evidence, text), text),
              BreaksRules(Names{"TYPE_MISMATCH"}));

  auto start = StartFor(evidence, text);
  start.set_media_type("text/plain");
  EXPECT_THAT(Upload(learner_, start, text), IsOk());

  // Plain text is plain to its end.
  const std::string binary = text + std::string("\0", 1);
  start = StartFor(evidence, binary);
  start.set_media_type("text/plain");
  EXPECT_THAT(Upload(learner_, start, binary),
              BreaksRules(Names{"TYPE_MISMATCH"}));
  EXPECT_EQ(*OffsetOf(start, learner_), 0);
}

TEST_F(UploadsTest, NameEveryWrongField) {
  v1::UploadStart start;
  start.set_evidence("evidence/1");
  start.set_file_name("../plan.pdf");
  start.set_sha256("ABC");
  start.set_offset(5);

  EXPECT_THAT(
      Upload(learner_, start, ""),
      NamesFields(Names{"start.evidence", "start.upload_id", "start.file_name",
                        "start.media_type", "start.size_bytes", "start.sha256",
                        "start.offset"}));
  start.set_file_name(std::string("a\0b", 3));
  EXPECT_THAT(FieldViolationsOf(Upload(learner_, start, "").status()),
              SizeIs(7));
}

TEST_F(UploadsTest, BeginWithTheAnnouncement) {
  grpc::ClientContext context;
  context.AddMetadata("authorization", learner_);
  v1::Evidence response;
  const auto writer = stub_->UploadEvidence(&context, &response);
  v1::UploadEvidenceRequest message;
  message.set_chunk("bytes");
  writer->Write(message);
  writer->WritesDone();

  EXPECT_THAT(rpc::FromGrpc(writer->Finish()), NamesFields(Names{"start"}));
}

TEST_F(UploadsTest, GiveARepeatedUploadTheFirstAnswer) {
  const std::string evidence = Created();
  const auto start = StartFor(evidence, kPdfBytes);
  const auto first = Upload(learner_, start, kPdfBytes);
  ASSERT_THAT(first, IsOk());
  const auto entries = Actions();

  const auto second = Upload(learner_, start, kPdfBytes);

  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(Actions(), entries);
  auto other = start;
  other.set_file_name("other.pdf");
  EXPECT_THAT(Upload(learner_, other, kPdfBytes),
              FailsWith(absl::StatusCode::kAlreadyExists, "REQUEST_ID_REUSED"));
}

// The same upload twice at once: one is taken, the other told to wait or given
// the same answer.
TEST_F(UploadsTest, AreTakenOnceWhenSentTwiceAtOnce) {
  const std::string evidence = Created();
  const std::string bytes = PdfOf(800'000);
  const auto start = StartFor(evidence, bytes);
  std::vector<absl::Status> results(4);
  std::vector<std::thread> threads;
  for (auto& result : results) {
    threads.emplace_back([&, token = learner_] {
      result = Upload(token, start, bytes, 10'000).status();
    });
  }
  for (auto& thread : threads) thread.join();

  int taken = 0;
  for (const absl::Status& result : results) {
    if (result.ok()) {
      ++taken;
    } else {
      EXPECT_THAT(result,
                  FailsWith(absl::StatusCode::kAborted, "UPLOAD_IN_PROGRESS"));
    }
  }
  EXPECT_GE(taken, 1);
  EXPECT_EQ(BlobsStored(), 1u);
  EXPECT_THAT(Actions(), ElementsAre("evidence.created", "evidence.uploaded"));
}

// Nobody goes on with, or learns of, what somebody else began.
TEST_F(UploadsTest, BelongToWhoeverBegan) {
  const std::string bytes = PdfOf(5'000);
  const auto start = StartFor(Created(), bytes);
  EXPECT_FALSE(Upload(learner_, start, bytes.substr(0, 1000)).ok());

  EXPECT_EQ(*OffsetOf(start, learner_), 1000);
  EXPECT_EQ(*OffsetOf(start, tutor_), 0);
  EXPECT_THAT(OffsetOf(start, other_learner_),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
  auto unknown = start;
  unknown.set_evidence("registrations/r1/evidence/none");
  EXPECT_THAT(OffsetOf(unknown, learner_),
              FailsWith(absl::StatusCode::kNotFound, "NOT_FOUND"));
}

TEST_F(UploadsTest, StopWithTheRegistration) {
  const std::string evidence = Created();
  learner_record().set_state(registration::v1::COMPLETED);
  PutRecord();

  EXPECT_THAT(Upload(learner_, StartFor(evidence, kPdfBytes), kPdfBytes),
              BreaksRules(Names{"REGISTRATION_NOT_ACTIVE"}));
}

// An upload of which nothing comes any more does not hold its thread. What came
// is kept.
TEST_F(IdleUploadsTest, AreEnded) {
  const auto start = StartFor(Created(), PdfOf(5'000));
  grpc::ClientContext context;
  const auto writer = Begin(context, start);
  v1::UploadEvidenceRequest message;
  message.set_chunk(PdfOf(1'000));
  ASSERT_TRUE(writer->Write(message));

  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);

  EXPECT_EQ(OffsetAfterBreak(start), 1'000);
}

TEST_F(IdleUploadsTest, AreEndedBeforeTheyBegin) {
  grpc::ClientContext context;
  context.AddMetadata("authorization", learner_);
  v1::Evidence response;
  const auto writer = stub_->UploadEvidence(&context, &response);

  EXPECT_FALSE(writer->Finish().ok());
}

// Nothing is taken that does not bring the upload to its end.
TEST_F(UploadsTest, EndAtAnEmptyChunk) {
  const auto start = StartFor(Created(), kPdfBytes);
  v1::UploadEvidenceRequest empty;
  empty.set_chunk("");
  for (const std::string_view before : {"", kPdfBytes}) {
    grpc::ClientContext context;
    const auto writer = Begin(context, start);
    v1::UploadEvidenceRequest message;
    message.set_chunk(std::string(before));
    if (!before.empty()) writer->Write(message);
    writer->Write(empty);  // and the stream stays open

    EXPECT_THAT(rpc::FromGrpc(writer->Finish()), NamesFields(Names{"chunk"}));
  }
}

TEST_F(UploadsTest, EndAtTheFirstByteTooMany) {
  const auto start = StartFor(Created(), kPdfBytes);
  grpc::ClientContext context;
  const auto writer = Begin(context, start);
  v1::UploadEvidenceRequest message;
  message.set_chunk(kPdfBytes);
  writer->Write(message);
  writer->Write(message);  // and the stream stays open

  EXPECT_THAT(rpc::FromGrpc(writer->Finish()),
              FailsWith(absl::StatusCode::kDataLoss, "SIZE_MISMATCH"));
}

// Nobody holds many threads.
TEST_F(UploadsTest, AreAtMostFourAtOnce) {
  const std::string evidence = Created();
  const std::string bytes = PdfOf(5'000);
  std::array<grpc::ClientContext, 4> contexts;
  std::vector<std::unique_ptr<Writer>> writers;
  for (auto& context : contexts) {
    writers.push_back(Begin(context, StartFor(evidence, bytes)));
    v1::UploadEvidenceRequest message;
    message.set_chunk(bytes.substr(0, 1'000));
    writers.back()->Write(message);
  }
  while (Held() < 4'000) std::this_thread::yield();

  EXPECT_THAT(Upload(learner_, StartFor(evidence, kPdfBytes), kPdfBytes),
              FailsWith(absl::StatusCode::kResourceExhausted, "OVERLOADED"));
  EXPECT_THAT(Upload(tutor_, StartFor(evidence, kPdfBytes), kPdfBytes), IsOk());
  for (auto& context : contexts) context.TryCancel();
  for (auto& writer : writers) writer->Finish();
}

// The row comes after the bytes; without it, the upload goes through again.
TEST_F(UploadsTest, SurviveAStoreThatFails) {
  const std::string evidence = Created();
  const auto start = StartFor(evidence, kPdfBytes);
  faults_->FailNextCommit(absl::UnavailableError("gone"));
  EXPECT_EQ(Upload(learner_, start, kPdfBytes).status().code(),
            absl::StatusCode::kUnavailable);

  EXPECT_EQ(*OffsetOf(start, learner_), 0);
  EXPECT_THAT(Upload(learner_, start, kPdfBytes), IsOk());
  EXPECT_EQ(BlobsStored(), 1u);
}

}  // namespace
}  // namespace attest::assessment
