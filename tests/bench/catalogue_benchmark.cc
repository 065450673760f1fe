#include "tests/bench/catalogue_benchmark.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "fmt/format.h"
#include "libs/config/config.h"
#include "services/catalogue/checks/combination_of.h"
#include "tests/bench/catalogue_contest.h"
#include "tests/bench/catalogue_copies.h"
#include "tests/bench/catalogue_guarded.h"
#include "tests/bench/catalogue_messages.h"
#include "tests/bench/catalogue_node.h"
#include "tests/bench/catalogue_redis.h"
#include "tests/bench/catalogue_rules.h"
#include "tests/bench/catalogue_scale.h"
#include "tests/bench/echo_server.h"

namespace attest::bench {
namespace {

using google::protobuf::MessageLite;

constexpr char kFile[] = "/7D27V2-v8.textproto";
constexpr char kSyllabus[] = "qualifications/7D27V2/syllabi/8";
constexpr int kUnitsEvaluated = 9;
// A header that no server reads.
constexpr char kUnread[] = "x-unread";
// An answer of hundreds of kilobytes needs fewer calls to fill two cores.
constexpr int kWholeInFlight = 8;
constexpr size_t kGuardedRequest = 44;  // bytes, about a name

// A subject and what it is measured against: places in the contest.
struct Pair {
  size_t floor = 0;
  size_t subject = 0;
};

Verdict AtLeast(std::string what, double measured, double limit) {
  return {std::move(what), measured, "x",
          Target{Target::Kind::kAtLeast, limit}};
}

Verdict Below(std::string what, double measured, std::string unit,
              Target::Kind kind, double limit) {
  return {std::move(what), measured, std::move(unit), Target{kind, limit}};
}

class CatalogueBenchmark {
 public:
  CatalogueBenchmark(const CatalogueArguments& arguments,
                     const Options& options)
      : arguments_(arguments), options_(options) {
    if (arguments_.program.empty()) {
      arguments_.program = ServerBeside("catalogue/attest-catalogue");
    }
  }

  absl::StatusOr<std::vector<Section>> Run() {
    ATTEST_RETURN_IF_ERROR(Prepare());
    progress_.Say("rules, in this process");
    verdicts_ = MeasureRules(catalogue::checks::CombinationOf(syllabus_),
                             options_.runs);
    ATTEST_RETURN_IF_ERROR(StartServers());
    ATTEST_RETURN_IF_ERROR(StartMany());
    ATTEST_RETURN_IF_ERROR(CompareLoads());
    ATTEST_RETURN_IF_ERROR(MeasureMemory());
    ATTEST_RETURN_IF_ERROR(FreezeRedis());
    return Sections();
  }

 private:
  absl::Status Prepare() {
    const std::string file = arguments_.syllabi + kFile;
    ATTEST_RETURN_IF_ERROR(config::ReadTextproto(file, syllabus_));
    ATTEST_ASSIGN_OR_RETURN(source_, ReadFile(file));
    ATTEST_ASSIGN_OR_RETURN(workplace_, Workplace::Open());
    return absl::OkStatus();
  }

  absl::Status StartServers() {
    progress_.Say("servers start");
    redis_ = std::make_unique<testing::RedisServer>();
    ATTEST_ASSIGN_OR_RETURN(echo_, EchoProcess::Start(kCallback));
    ATTEST_ASSIGN_OR_RETURN(lean_echo_,
                            EchoProcess::Start(kCallback, /*lean=*/true));
    ATTEST_ASSIGN_OR_RETURN(
        guarded_, GuardedProcess::Start(workplace_->folder(),
                                        workplace_->File("guarded.log")));
    ATTEST_ASSIGN_OR_RETURN(
        one_, CatalogueNode::Start({.program = arguments_.program,
                                    .name = "one",
                                    .syllabi = arguments_.syllabi},
                                   *workplace_));
    return absl::OkStatus();
  }

  NodeOptions ManyOptions() const {
    return {.program = arguments_.program, .name = "many"};
  }

  absl::Status StartMany() {
    {
      ATTEST_ASSIGN_OR_RETURN(const auto node,
                              CatalogueNode::Start(ManyOptions(), *workplace_));
      ATTEST_RETURN_IF_ERROR(
          PublishCopies(*node, source_, arguments_.qualifications, progress_));
    }
    ATTEST_ASSIGN_OR_RETURN(Started started,
                            StartAgainAndAgain(ManyOptions(), *workplace_,
                                               options_.runs, progress_));
    many_ = std::move(started.node);
    verdicts_.push_back(Below(Many("start to the first answer"),
                              started.seconds, "s", Target::Kind::kUnder, 1));
    verdicts_.push_back(Below(Many("resident memory after start"),
                              started.megabytes, "MB", Target::Kind::kUnder,
                              150));
    return absl::OkStatus();
  }

  std::string Many(std::string_view what) const {
    return fmt::format("{}, {} published", what, arguments_.qualifications);
  }

  Load LoadOn(pid_t server, const std::string& method,
              const std::string& request) const {
    Load load = LoadOf(options_);
    load.method = method;
    load.server = server;
    Repeat(request, load);
    return load;
  }

  // `method` of the server with one qualification, behind an echo with as many
  // bytes both ways: a token is in every call, so the echo is sent one too.
  absl::StatusOr<Pair> AddPair(const std::string& method,
                               const MessageLite& message, int in_flight) {
    ATTEST_ASSIGN_OR_RETURN(const std::string answer,
                            one_->Call(method, message));
    const std::string request = message.SerializeAsString();
    Load echo = LoadOn(echo_->pid(), kEchoMethod,
                       SizedEcho(request.size(), answer.size()));
    Load subject = LoadOn(one_->pid(), CatalogueMethod(method), request);
    subject.token = workplace_->token();
    echo.token = subject.token;
    echo.token_header = kUnread;
    echo.in_flight = subject.in_flight = in_flight;
    const size_t floor =
        contest_.Add({fmt::format("echo, {} bytes in, {} out", request.size(),
                                  answer.size()),
                      echo_->address(), std::move(echo)});
    return Pair{floor,
                contest_.Add({method, one_->address(), std::move(subject)})};
  }

  absl::StatusOr<Pair> AddUnit() {
    catalogue::v1::GetUnitRequest request;
    request.set_name(fmt::format("{}/units/57", kSyllabus));
    ATTEST_ASSIGN_OR_RETURN(const Pair unit,
                            AddPair("GetUnit", request, options_.in_flight));
    Load load = contest_.at(unit.subject).load;
    load.server = many_->pid();
    unit_of_many_ =
        contest_.Add({Many("GetUnit"), many_->address(), std::move(load)});
    load = contest_.at(unit.floor).load;
    load.server = lean_echo_->pid();
    load.token.clear();
    lean_ = contest_.Add({"lean echo of the same, without the token",
                          lean_echo_->address(), std::move(load)});
    return unit;
  }

  absl::StatusOr<Pair> AddSyllabus() {
    catalogue::v1::GetSyllabusRequest request;
    request.set_name(kSyllabus);
    return AddPair("GetSyllabus", request,
                   std::min(kWholeInFlight, options_.in_flight));
  }

  absl::StatusOr<Pair> AddEvaluation() {
    catalogue::v1::EvaluateSelectionRequest request;
    request.set_syllabus(kSyllabus);
    for (int i = 0; i < std::min(kUnitsEvaluated, syllabus_.units_size());
         ++i) {
      request.add_units(syllabus_.units(i).number());
    }
    return AddPair("EvaluateSelection", request, options_.in_flight);
  }

  size_t AddGuarded(const std::string& name, const char* method,
                    const std::string& token, const std::string& header) {
    Load load = LoadOn(guarded_->pid(), method,
                       SizedEcho(kGuardedRequest, kGuardedAnswer));
    load.token = token;
    load.token_header = header;
    return contest_.Add({name, guarded_->address(), std::move(load)});
  }

  absl::Status CompareLoads() {
    ATTEST_ASSIGN_OR_RETURN(const Pair unit, AddUnit());
    ATTEST_ASSIGN_OR_RETURN(const Pair syllabus, AddSyllabus());
    ATTEST_ASSIGN_OR_RETURN(const Pair evaluation, AddEvaluation());
    const std::string& token = workplace_->token();
    const size_t bare =
        AddGuarded("call without a token", kOpenMethod, "", "authorization");
    const size_t unread = AddGuarded("call with a token that nobody reads",
                                     kOpenMethod, token, kUnread);
    const size_t checked = AddGuarded("call with a token that is checked",
                                      kGuardedMethod, token, "authorization");
    ATTEST_RETURN_IF_ERROR(contest_.Run(options_.runs, progress_));
    JudgeEchoes(unit, syllabus, evaluation);
    JudgeTokens(bare, unread, checked);
    verdicts_.push_back(AtLeast(
        fmt::format("GetUnit, {} published, against 1",
                    arguments_.qualifications),
        contest_.Ratio(unit_of_many_, unit.subject, kThroughput), 0.95));
    return absl::OkStatus();
  }

  void JudgeEchoes(const Pair& unit, const Pair& syllabus,
                   const Pair& evaluation) {
    const auto ratio = [&](const Pair& pair, auto measure) {
      return contest_.Ratio(pair.subject, pair.floor, measure);
    };
    verdicts_.push_back(AtLeast("GetUnit, throughput against echo",
                                ratio(unit, kThroughput), 1.00));
    verdicts_.push_back(Below("GetUnit, p99 against echo",
                              ratio(unit, &Measurement::p99_us), "x",
                              Target::Kind::kAtMost, 1.2));
    verdicts_.push_back({"GetUnit, throughput against lean echo, no token",
                         contest_.Ratio(unit.subject, lean_, kThroughput),
                         "x"});
    verdicts_.push_back(AtLeast("GetSyllabus, throughput against echo",
                                ratio(syllabus, kThroughput), 0.95));
    verdicts_.push_back(
        AtLeast("EvaluateSelection of 9 units, throughput against echo",
                ratio(evaluation, kThroughput), 0.90));
  }

  void JudgeTokens(size_t bare, size_t unread, size_t checked) {
    verdicts_.push_back(
        AtLeast("token checked, throughput against the same call unchecked",
                contest_.Ratio(checked, unread, kThroughput), 0.95));
    verdicts_.push_back({"token checked, throughput against no token at all",
                         contest_.Ratio(checked, bare, kThroughput), "x"});
  }

  absl::Status MeasureMemory() {
    progress_.Say("every qualification is read");
    ATTEST_ASSIGN_OR_RETURN(
        const double megabytes,
        MegabytesAfterReading(*many_, *workplace_, arguments_.qualifications,
                              options_));
    verdicts_.push_back(Below(Many("resident memory after reading them all"),
                              megabytes, "MB", Target::Kind::kUnder, 150));
    return absl::OkStatus();
  }

  absl::Status FreezeRedis() {
    many_.reset();
    ATTEST_ASSIGN_OR_RETURN(
        FrozenRedis frozen,
        MeasureFrozenRedis(*redis_, ManyOptions(), *workplace_,
                           arguments_.qualifications, options_, progress_));
    verdicts_.insert(verdicts_.end(), frozen.verdicts.begin(),
                     frozen.verdicts.end());
    redis_loads_ = std::move(frozen.section);
    return absl::OkStatus();
  }

  std::vector<Section> Sections() {
    Section promises{
        .name = "catalogue",
        .title = fmt::format("What the catalogue promises, median of {} "
                             "rounds of {} s",
                             options_.runs, options_.seconds),
        .table = TableOf(verdicts_),
        .notes = {"x: ratio of two loads of the same round. An echo is gRPC's "
                  "callback API as it comes: a typed",
                  "message, as many bytes both ways, a token that nobody "
                  "reads. A lean echo does without the token",
                  "and without Abseil's search for deadlocks."}};
    Section loads{.name = "catalogue_loads",
                  .title = "The loads, in the order of a round",
                  .table = contest_.Rows(),
                  .notes = contest_.Notes()};
    return {std::move(promises), std::move(loads), *std::move(redis_loads_)};
  }

  static constexpr auto kThroughput = &Measurement::calls_per_second;

  CatalogueArguments arguments_;
  const Options options_;
  const Progress progress_;
  catalogue::v1::Syllabus syllabus_;
  std::string source_;
  // Before the servers, which end first.
  std::unique_ptr<Workplace> workplace_;
  std::unique_ptr<testing::RedisServer> redis_;
  std::unique_ptr<EchoProcess> echo_;
  std::unique_ptr<EchoProcess> lean_echo_;
  std::unique_ptr<GuardedProcess> guarded_;
  std::unique_ptr<CatalogueNode> one_;
  std::unique_ptr<CatalogueNode> many_;
  Contest contest_;
  size_t unit_of_many_ = 0;  // places in the contest
  size_t lean_ = 0;
  std::vector<Verdict> verdicts_;
  std::optional<Section> redis_loads_;
};

}  // namespace

absl::StatusOr<std::vector<Section>> RunCatalogueBenchmark(
    const CatalogueArguments& arguments, const Options& options) {
  return CatalogueBenchmark(arguments, options).Run();
}

}  // namespace attest::bench
