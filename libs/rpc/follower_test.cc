#include "libs/rpc/follower.h"

#include <atomic>
#include <stdexcept>

#include "fmt/format.h"
#include "libs/rpc/server.h"
#include "libs/rpc/testing/echo_service.h"
#include "libs/rpc/testing/noted_journal.h"
#include "libs/testing/matchers.h"
#include "libs/testing/rpc_fixture.h"

namespace attest::rpc {
namespace {

using ::testing::ElementsAre;
using Changes = absl::StatusOr<std::vector<journal::Change>>;

constexpr absl::Duration kPatience = absl::Seconds(20);

// A neighbour with a journal, and a follower of it with a journal of its own.
class FollowerTest : public ::testing::Test {
 protected:
  FollowerTest() { Serve(); }

  // Starts the neighbour, or starts it anew at the same address.
  void Serve() {
    server_.reset();
    neighbour_.emplace(fixture_.folder() + "/neighbour.db", fixture_.clock());
    service_.emplace(fixture_.runtime(), &neighbour_->journal());
    config::v1::Server config;
    config.mutable_listen()->set_address(address_);
    server_ = *Server::Start(config, {&*service_});
    if (stub_ != nullptr) return;
    address_ = "127.0.0.1:" + std::to_string(server_->port());
    stub_ = echo::EchoService::NewStub(Dial(address_));
  }
  // Starts the follower, or starts it anew.
  void Follow() {
    follower_.reset();
    own_.emplace(fixture_.folder() + "/own.db", fixture_.clock());
    follower_ = std::make_unique<Follower>(
        own_->journal(),
        FollowerOptions{
            .name = "neighbour",
            .subject = "service:test",
            .types = types_,
            .identity = {fixture_.Token("service:test", auth::v1::SERVICE)
                             .substr(std::string("Bearer ").size())}},
        [this](grpc::ClientContext* context,
               const events::v1::WatchEventsRequest& request) {
          return stub_->WatchEvents(context, request);
        },
        [this](journal::WriteTransaction& sql, const events::v1::Event& event) {
          return effect_(sql, event);
        });
  }
  // Waits until the follower has noted `count` events.
  std::vector<std::string> AwaitNotes(size_t count) {
    const absl::Time end = absl::Now() + kPatience;
    while (own_->Notes().size() < count && absl::Now() < end) {
      own_->journal().WaitForEvents(INT64_MAX, absl::Milliseconds(10));
    }
    return own_->Notes();
  }
  void Happen(int n, const std::string& type = "thing.made") {
    neighbour_->Happen(type, "centres/northgate", n);
  }

  testing::RpcFixture fixture_{EchoService::Descriptors()};
  std::optional<NotedJournal> neighbour_;
  std::optional<NotedJournal> own_;
  std::optional<EchoService> service_;
  std::vector<std::string> types_;
  std::function<Changes(journal::WriteTransaction&, const events::v1::Event&)>
      effect_ = [](journal::WriteTransaction& sql,
                   const events::v1::Event& event) -> Changes {
    ATTEST_RETURN_IF_ERROR(Note(sql, event.attributes().at("n")));
    return std::vector<journal::Change>();
  };
  std::string address_ = "127.0.0.1:0";
  std::unique_ptr<Server> server_;
  std::unique_ptr<EchoStub> stub_;
  std::unique_ptr<Follower> follower_;
};

TEST_F(FollowerTest, AppliesWhatHasHappenedAndWhatHappens) {
  Happen(1);
  Happen(2);
  Follow();
  AwaitNotes(2);
  Happen(3);

  EXPECT_THAT(AwaitNotes(3), ElementsAre("1", "2", "3"));
}

TEST_F(FollowerTest, SeesTheEventWhole) {
  events::v1::Event seen;
  effect_ = [&](journal::WriteTransaction& sql,
                const events::v1::Event& event) -> Changes {
    seen = event;
    ATTEST_RETURN_IF_ERROR(Note(sql, "seen"));
    return std::vector<journal::Change>();
  };
  Happen(7);
  Follow();
  AwaitNotes(1);
  follower_.reset();

  EXPECT_EQ(seen.cursor(), 1);
  EXPECT_EQ(seen.type(), "thing.made");
  EXPECT_EQ(seen.resource(), "things/7");
  EXPECT_EQ(seen.centre(), "centres/northgate");
  EXPECT_EQ(seen.time().seconds(), absl::ToUnixSeconds(fixture_.clock().Now()));
  EXPECT_EQ(seen.attributes().at("n"), "7");
}

TEST_F(FollowerTest, AppliesOnlyTheTypesThatMatter) {
  types_ = {"thing.made"};
  Happen(1);
  Happen(2, "thing.broken");
  Happen(3);
  Follow();

  EXPECT_THAT(AwaitNotes(2), ElementsAre("1", "3"));
}

TEST_F(FollowerTest, AppliesOnceAcrossItsOwnRestarts) {
  for (int n = 1; n <= 6; ++n) {
    Happen(n);
    Follow();
    AwaitNotes(static_cast<size_t>(n));
  }

  EXPECT_THAT(AwaitNotes(6), ElementsAre("1", "2", "3", "4", "5", "6"));
}

TEST_F(FollowerTest, AppliesOnceAcrossRestartsOfTheNeighbour) {
  Follow();
  for (int n = 1; n <= 4; ++n) {
    Happen(n);
    AwaitNotes(static_cast<size_t>(n));
    Serve();
  }
  Happen(5);

  EXPECT_THAT(AwaitNotes(5), ElementsAre("1", "2", "3", "4", "5"));
}

TEST_F(FollowerTest, TriesAFailedEffectAgainAndKeepsTheOrder) {
  std::atomic<int> failures = 3;
  const auto note = effect_;
  effect_ = [&, note](journal::WriteTransaction& sql,
                      const events::v1::Event& event) -> Changes {
    // What a failed effect wrote must not stay.
    ATTEST_RETURN_IF_ERROR(note(sql, event).status());
    if (event.attributes().at("n") == "2" && failures-- > 0) {
      return absl::UnavailableError("not now");
    }
    return std::vector<journal::Change>();
  };
  for (int n = 1; n <= 3; ++n) Happen(n);
  Follow();

  EXPECT_THAT(AwaitNotes(3), ElementsAre("1", "2", "3"));
  EXPECT_LT(failures, 0);
}

TEST_F(FollowerTest, OutlivesAnEffectThatThrows) {
  std::atomic<int> failures = 1;
  const auto note = effect_;
  effect_ = [&, note](journal::WriteTransaction& sql,
                      const events::v1::Event& event) -> Changes {
    if (failures-- > 0) throw std::runtime_error("boom");
    return note(sql, event);
  };
  Happen(1);
  Follow();

  EXPECT_THAT(AwaitNotes(1), ElementsAre("1"));
}

TEST_F(FollowerTest, RecordsTheChangesOfAnEffectAsItsOwn) {
  effect_ = [](journal::WriteTransaction& sql,
               const events::v1::Event& event) -> Changes {
    ATTEST_RETURN_IF_ERROR(Note(sql, "x"));
    journal::Change change;
    change.action = "copy.made";
    change.resource = event.resource();
    change.centre = event.centre();
    return std::vector<journal::Change>{change};
  };
  Happen(1);
  Follow();
  AwaitNotes(1);
  follower_.reset();

  const auto entries = own_->journal().Entries("centres/northgate", 0, 10);
  ASSERT_THAT(entries, testing::IsOk());
  ASSERT_EQ(entries->size(), 1u);
  for (const char* part :
       {"copy.made", "service:test", "SERVICE", "neighbour/1"}) {
    EXPECT_THAT(entries->front().text, ::testing::HasSubstr(part));
  }
}

TEST_F(FollowerTest, StopsWithinASecondWhateverItDoes) {
  const auto stop_takes = [&] {
    const absl::Time start = absl::Now();
    follower_.reset();
    return absl::Now() - start;
  };
  // Waiting for events.
  Happen(1);
  Follow();
  AwaitNotes(1);
  EXPECT_LT(stop_takes(), absl::Seconds(1));

  // Pausing after failures.
  std::atomic<int> failures = 0;
  effect_ = [&](journal::WriteTransaction&,
                const events::v1::Event&) -> Changes {
    ++failures;
    failures.notify_all();
    return absl::UnavailableError("never");
  };
  Happen(2);
  Follow();
  while (failures < 4) failures.wait(failures);
  EXPECT_LT(stop_takes(), absl::Seconds(1));

  // Waiting for a neighbour that is not there.
  server_.reset();
  Follow();
  EXPECT_LT(stop_takes(), absl::Seconds(1));
}

TEST_F(FollowerTest, CatchesUpWithManyEvents) {
  for (int n = 0; n < 350; ++n) Happen(n);
  Follow();
  const std::vector<std::string> notes = AwaitNotes(350);

  ASSERT_EQ(notes.size(), 350u);
  for (int n = 0; n < 350; ++n) {
    EXPECT_EQ(notes[static_cast<size_t>(n)], std::to_string(n));
  }
}

}  // namespace
}  // namespace attest::rpc
