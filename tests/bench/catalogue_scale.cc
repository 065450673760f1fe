#include "tests/bench/catalogue_scale.h"

#include <atomic>
#include <future>

#include "absl/time/clock.h"
#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "fmt/format.h"
#include "libs/ids/ids.h"
#include "tests/bench/catalogue_copies.h"
#include "tests/bench/catalogue_messages.h"
#include "tests/bench/measurement.h"

namespace attest::bench {
namespace {

constexpr int kPublishers = 2;
constexpr int kTold = 50;  // after so many, a word

catalogue::v1::GetUnitRequest RequestFor(const std::string& code) {
  catalogue::v1::GetUnitRequest request;
  request.set_name(fmt::format("qualifications/{}/syllabi/8/units/57", code));
  return request;
}

std::string CodeAt(int place) {
  return place == 0 ? "7D27V2" : CodeOfCopy(place - 1);
}

// What the publishers share.
struct Publishing {
  const CatalogueNode& node;
  const std::string& source;
  const int count;
  std::atomic<int> next{0};
  std::atomic<int> done{0};
};

absl::Status PublishNext(Publishing& all) {
  RandomIds ids;
  for (int place = all.next++; place < all.count; place = all.next++) {
    catalogue::v1::PublishSyllabusRequest request;
    request.set_request_id(ids.NewId());
    request.set_source(place == 0 ? all.source : CopyOf(all.source, place - 1));
    ATTEST_RETURN_IF_ERROR(all.node.Call("PublishSyllabus", request).status());
    ++all.done;
  }
  return absl::OkStatus();
}

std::string Told(const Publishing& all) {
  return fmt::format("{} of {} qualifications published", all.done.load(),
                     all.count);
}

// Says how far they are until all have ended.
void TellOf(Publishing& all, std::vector<std::future<absl::Status>>& publishers,
            const Progress& progress) {
  int told = -kTold;
  for (auto& publisher : publishers) {
    while (publisher.wait_for(std::chrono::milliseconds(200)) !=
           std::future_status::ready) {
      if (all.done < told + kTold) continue;
      told = all.done;
      progress.Say(Told(all));
    }
  }
}

struct Start {
  std::unique_ptr<CatalogueNode> node;
  double seconds = 0;
};

absl::StatusOr<Start> StartOnce(const NodeOptions& options,
                                const Workplace& workplace) {
  const absl::Time begun = absl::Now();
  Start start;
  ATTEST_ASSIGN_OR_RETURN(start.node, CatalogueNode::Start(options, workplace));
  ATTEST_RETURN_IF_ERROR(
      start.node->Call("GetUnit", RequestFor(CodeAt(0))).status());
  start.seconds = absl::ToDoubleSeconds(absl::Now() - begun);
  return start;
}

}  // namespace

absl::Status PublishCopies(const CatalogueNode& node, const std::string& source,
                           int count, const Progress& progress) {
  Publishing all{node, source, count};
  std::vector<std::future<absl::Status>> publishers;
  for (int i = 0; i < kPublishers; ++i) {
    publishers.push_back(
        std::async(std::launch::async, [&] { return PublishNext(all); }));
  }
  TellOf(all, publishers, progress);
  absl::Status status;
  for (auto& publisher : publishers) status.Update(publisher.get());
  progress.Say(Told(all));
  return status;
}

absl::StatusOr<Started> StartAgainAndAgain(const NodeOptions& options,
                                           const Workplace& workplace,
                                           int times,
                                           const Progress& progress) {
  Started started;
  std::vector<double> seconds;
  std::vector<double> megabytes;
  for (int i = 1; i <= times; ++i) {
    progress.Say(fmt::format("start {} of {}", i, times));
    started.node.reset();
    ATTEST_ASSIGN_OR_RETURN(Start start, StartOnce(options, workplace));
    seconds.push_back(start.seconds);
    started.node = std::move(start.node);
    ATTEST_ASSIGN_OR_RETURN(megabytes.emplace_back(),
                            ResidentMegabytes(started.node->pid()));
  }
  started.seconds = Median(std::move(seconds));
  started.megabytes = Median(std::move(megabytes));
  return started;
}

std::vector<std::string> UnitRequests(int count) {
  std::vector<std::string> requests;
  for (int place = 0; place < count; ++place) {
    requests.push_back(RequestFor(CodeAt(place)).SerializeAsString());
  }
  return requests;
}

absl::StatusOr<double> MegabytesAfterReading(const CatalogueNode& node,
                                             const Workplace& workplace,
                                             int count,
                                             const Options& options) {
  const std::vector<std::string> requests = UnitRequests(count);
  Load load = LoadOf(options);
  load.method = CatalogueMethod("GetUnit");
  load.token = workplace.token();
  Mix(requests.front(), requests, 1, load);
  ATTEST_RETURN_IF_ERROR(RunLoad(node.address(), load).status());
  return ResidentMegabytes(node.pid());
}

}  // namespace attest::bench
