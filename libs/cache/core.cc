#include "libs/cache/core.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "fmt/format.h"

namespace attest::cache {
namespace {

// A load may take so much longer than the life of what it brings, and a dropped
// revision is still known when it ends.
constexpr absl::Duration kLoadMax = absl::Minutes(1);

const Clock& MachineClock() {
  static const SystemClock kClock;
  return kClock;
}

}  // namespace

absl::StatusOr<Value> Core::Flight::Wait() {
  std::unique_lock lock(mutex_);
  landed_.wait(lock, [this] { return result_.has_value(); });
  return *result_;
}

void Core::Flight::Land(absl::StatusOr<Value> result) {
  const std::lock_guard lock(mutex_);
  result_ = std::move(result);
  landed_.notify_all();
}

Core::Core(CoreOptions options, SharedTier* shared)
    : options_(std::move(options)),
      clock_(options_.clock != nullptr ? *options_.clock : MachineClock()),
      shared_name_(fmt::format("{}.{}", options_.name, options_.format)),
      shared_(shared),
      metrics_(CacheMetrics::Of(options_.name, options_.metrics)),
      memory_(options_.bytes_max),
      floors_(options_.life + kLoadMax) {
  if (shared_ != nullptr) shared_->Listen(shared_name_, *this);
}

Core::~Core() {
  if (shared_ != nullptr) shared_->Ignore(shared_name_);
}

Value Core::Peek(std::string_view key) {
  Value value = Find(key);
  if (value != nullptr) metrics_.memory_hits.Add();
  return value;
}

Value Core::Find(std::string_view key) {
  return memory_.Find(key, limited() ? clock_.Now() : absl::UnixEpoch());
}

absl::StatusOr<Value> Core::Get(std::string_view key, Load load) {
  if (Value value = Peek(key)) return value;
  metrics_.misses.Add();
  const Ticket ticket = Board(key);
  if (ticket.landed != nullptr) return ticket.landed;
  if (!ticket.pilot) return ticket.flight->Wait();
  return Fly(key, *ticket.flight, load);
}

Core::Ticket Core::Board(std::string_view key) {
  const std::lock_guard lock(mutex_);
  Ticket ticket;
  ticket.landed = Find(key);
  if (ticket.landed != nullptr) return ticket;
  std::shared_ptr<Flight>& flight = flights_[std::string(key)];
  ticket.pilot = flight == nullptr;
  if (ticket.pilot) flight = std::make_shared<Flight>(gaps_);
  ticket.flight = flight;
  return ticket;
}

absl::StatusOr<Value> Core::Fly(std::string_view key, Flight& flight,
                                Load load) {
  const absl::StatusOr<Answer> answer = Ask(key, load);
  Land(key, flight, answer);
  if (!answer.ok()) return answer.status();
  return answer->value;
}

// Whatever throws is a fault of the program; nobody waits for it for ever.
absl::StatusOr<Answer> Core::Ask(std::string_view key, Load load) {
  try {
    if (std::optional<Answer> answer = AskShared(key)) {
      return *std::move(answer);
    }
    absl::StatusOr<Answer> answer = AskOwner(key, load);
    (answer.ok() ? metrics_.loads : metrics_.failed_loads).Add();
    return answer;
  } catch (const std::exception& thrown) {
    return absl::InternalError(fmt::format("a load threw: {}", thrown.what()));
  } catch (...) {
    return absl::InternalError("a load threw");
  }
}

void Core::Land(std::string_view key, Flight& flight,
                const absl::StatusOr<Answer>& answer) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = flights_.find(std::string(key));
    if (found != flights_.end() && found->second.get() == &flight) {
      flights_.erase(found);
    }
    const bool overtaken = limited() && flight.gaps != gaps_;
    if (answer.ok() && !overtaken && answer->revision >= floors_.Of(key)) {
      metrics_.evictions.Add(static_cast<double>(memory_.Keep(key, *answer)));
      ShowBytes();
    }
  }
  if (answer.ok()) {
    flight.Land(answer->value);
  } else {
    flight.Land(answer.status());
  }
}

std::optional<Answer> Core::AskShared(std::string_view key) {
  if (shared_ == nullptr) return std::nullopt;
  const absl::Time asked = clock_.Now();
  std::optional<Shared> found = shared_->Get(shared_name_, key);
  if (!found || found->revision < FloorOf(key)) return std::nullopt;
  const absl::Duration life = limited() ? std::min(found->life, options_.life)
                                        : absl::InfiniteDuration();
  absl::StatusOr<Answer> answer =
      Read(std::move(found->bytes), found->revision, life, asked);
  if (answer.ok()) {
    metrics_.shared_hits.Add();
    return *std::move(answer);
  }
  shared_->Discard(shared_name_, key);
  return std::nullopt;
}

absl::StatusOr<Answer> Core::AskOwner(std::string_view key, Load load) {
  const absl::Time asked = clock_.Now();
  ATTEST_ASSIGN_OR_RETURN(Loaded loaded, load());
  Shared shared{
      .bytes = "", .revision = loaded.revision, .life = options_.life};
  if (shared_ != nullptr) shared.bytes = loaded.bytes;
  ATTEST_ASSIGN_OR_RETURN(
      Answer answer,
      Read(std::move(loaded.bytes), loaded.revision, options_.life, asked));
  if (shared_ != nullptr && shared.revision >= FloorOf(key)) {
    if (limited()) shared.life -= clock_.Now() - asked;
    shared_->Put(shared_name_, key, shared);
  }
  return answer;
}

absl::StatusOr<Answer> Core::Read(std::string bytes, int64_t revision,
                                  absl::Duration life, absl::Time asked) {
  ATTEST_ASSIGN_OR_RETURN(Value value, options_.read(std::move(bytes)));
  if (value == nullptr) return absl::InternalError("nothing was read");
  const size_t weight = options_.weigh(value.get());
  Answer answer{
      .value = std::move(value), .revision = revision, .bytes = weight};
  if (limited()) {
    answer.from = asked;
    answer.until = asked + life;
  }
  return answer;
}

int64_t Core::FloorOf(std::string_view key) {
  const std::lock_guard lock(mutex_);
  return floors_.Of(key);
}

void Core::Drop(std::string_view key, int64_t revision) {
  OnDropped(key, revision);
  if (shared_ != nullptr) shared_->Drop(shared_name_, key, revision);
}

void Core::OnDropped(std::string_view key, int64_t revision) {
  const std::lock_guard lock(mutex_);
  floors_.Raise(key, revision, clock_.Now());
  flights_.erase(std::string(key));
  memory_.Forget(key, revision);
  ShowBytes();
}

void Core::OnGap() {
  if (!limited()) return;
  const std::lock_guard lock(mutex_);
  ++gaps_;
  flights_.clear();
  memory_.Clear();
  ShowBytes();
}

void Core::ShowBytes() {
  metrics_.memory_bytes.Set(static_cast<double>(memory_.bytes()));
}

}  // namespace attest::cache
