#include "tests/bench/catalogue_messages.h"

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "gtest/gtest.h"
#include "tests/bench/echo.pb.h"

namespace attest::bench {
namespace {

std::string TextOf(const grpc::ByteBuffer& buffer) {
  grpc::Slice slice;
  EXPECT_TRUE(buffer.DumpToSingleSlice(&slice).ok());
  return std::string(reinterpret_cast<const char*>(slice.begin()),
                     slice.size());
}

// How large the answer to `request` is.
size_t AnswerBytes(const std::string& request) {
  EchoMessage message;
  EXPECT_TRUE(message.ParseFromString(request));
  EchoMessage answer;
  answer.set_payload(std::string(message.answer_payload_bytes(), 'x'));
  return answer.ByteSizeLong();
}

TEST(SizedEcho, HasTheSizesAskedFor) {
  for (const size_t request : {16, 44, 127, 200, 16'385}) {
    for (const size_t answer : {16, 129, 2'712, 16'386, 216'000, 3'000'000}) {
      const std::string bytes = SizedEcho(request, answer);
      EXPECT_EQ(bytes.size(), request) << answer;
      EXPECT_EQ(AnswerBytes(bytes), answer) << request;
    }
  }
}

TEST(SizedEcho, IsOneByteShortWhereALengthGrows) {
  EXPECT_EQ(AnswerBytes(SizedEcho(44, 130)), 129);
  EXPECT_EQ(AnswerBytes(SizedEcho(44, 16'387)), 16'386);
}

TEST(Mix, SendsTheSeldomOnesInTurn) {
  Load load;
  Mix("often", {"a", "b"}, 3, load);

  std::string sent;
  for (uint64_t number = 0; number < 9; ++number) {
    sent += TextOf(load.request(number)) + " ";
  }

  EXPECT_EQ(sent, "a often often b often often a often often ");
}

TEST(Repeat, SendsTheSameAgain) {
  Load load;
  Repeat("same", load);

  EXPECT_EQ(TextOf(load.request(0)), "same");
  EXPECT_EQ(TextOf(load.request(7)), "same");
}

TEST(CatalogueMethod, IsAPath) {
  EXPECT_EQ(CatalogueMethod("GetUnit"),
            "/attest.catalogue.v1.CatalogueService/GetUnit");
}

}  // namespace
}  // namespace attest::bench
