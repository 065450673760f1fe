#include "libs/metrics/page.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fmt/format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"

namespace attest::metrics {
namespace {

using ::attest::testing::FailsWith;
using ::attest::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// A connection to `port` of this machine, or -1.
int Connect(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) {
    return fd;
  }
  close(fd);
  return -1;
}

// What a browser would get.
std::string Fetch(int port, const std::string& path) {
  const int fd = Connect(port);
  const std::string request =
      fmt::format("GET {} HTTP/1.0\r\nHost: localhost\r\n\r\n", path);
  std::string answer;
  if (send(fd, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
    char buffer[4096];
    for (ssize_t got; (got = recv(fd, buffer, sizeof buffer, 0)) > 0;) {
      answer.append(buffer, static_cast<size_t>(got));
    }
  }
  close(fd);
  return answer;
}

// One page for all: ending one that was read takes two seconds.
class PageTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    registry_ = new Registry;
    registry_->AddCounter("attest_test_total", "Things.", {}).Add(5);
    auto page = Page::Serve("127.0.0.1:0", *registry_);
    ASSERT_THAT(page, IsOk());
    page_ = page->release();
  }
  static void TearDownTestSuite() {
    delete page_;
    delete registry_;
  }

  static inline Registry* registry_ = nullptr;
  static inline Page* page_ = nullptr;
};

TEST_F(PageTest, ServesTheMetricsAndNothingElse) {
  EXPECT_THAT(Fetch(page_->port(), "/metrics"),
              HasSubstr("attest_test_total 5\n"));
  EXPECT_THAT(Fetch(page_->port(), "/"), StartsWith("HTTP/1.0 404"));
  EXPECT_THAT(Fetch(page_->port(), "/../../etc/passwd"),
              Not(HasSubstr("root:")));
}

TEST_F(PageTest, ServesWhileSomebodyConnectsAndSaysNothing) {
  const int silent = Connect(page_->port());

  EXPECT_THAT(Fetch(page_->port(), "/metrics"), HasSubstr(" 200 OK"));

  close(silent);
}

TEST_F(PageTest, RefusesAnAddressThatIsTaken) {
  EXPECT_THAT(
      Page::Serve(fmt::format("127.0.0.1:{}", page_->port()), *registry_),
      FailsWith(absl::StatusCode::kUnavailable, "METRICS_ADDRESS_UNUSABLE"));
}

TEST(Page, RefusesAnAddressThatIsNoneOfThisMachine) {
  Registry registry;
  for (const char* address :
       {"203.0.113.7:9090", "nonsense", "", "127.0.0.1:99999"}) {
    EXPECT_THAT(
        Page::Serve(address, registry),
        FailsWith(absl::StatusCode::kUnavailable, "METRICS_ADDRESS_UNUSABLE"))
        << address;
  }
}

TEST(Page, IsGoneWhenItEnds) {
  Registry registry;
  auto page = Page::Serve("127.0.0.1:0", registry);
  ASSERT_THAT(page, IsOk());
  const int port = (*page)->port();

  page->reset();

  EXPECT_EQ(Connect(port), -1);
}

}  // namespace
}  // namespace attest::metrics
