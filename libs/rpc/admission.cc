#include "libs/rpc/admission.h"

#include "libs/status/status.h"

namespace attest::rpc {
namespace {

constexpr char kDomain[] = "rpc.attest";
constexpr absl::Duration kRetryAfter = absl::Seconds(1);

absl::Status Overloaded(std::string_view message) {
  return WithRetry(MakeError(absl::StatusCode::kResourceExhausted, kDomain,
                             "OVERLOADED", message),
                   kRetryAfter);
}

}  // namespace

Admission::Place& Admission::Place::operator=(Place&& other) noexcept {
  std::swap(owner_, other.owner_);
  std::swap(kind_, other.kind_);
  std::swap(subject_, other.subject_);
  return *this;
}

Admission::Place::~Place() {
  if (owner_ != nullptr) owner_->Leave(*this);
}

absl::StatusOr<Admission::Place> Admission::Enter(CallKind kind,
                                                  const std::string& subject) {
  const std::lock_guard lock(mutex_);
  ATTEST_RETURN_IF_ERROR(CheckFree(kind, subject));
  Place place;
  place.owner_ = this;
  place.kind_ = kind;
  ++CountOf(kind);
  if (kind == CallKind::kStream) {
    place.subject_ = subject;
    ++streams_of_[subject];
  }
  return place;
}

absl::Status Admission::CheckOpen() const {
  if (!closed_) return absl::OkStatus();
  return WithRetry(MakeError(absl::StatusCode::kUnavailable, kDomain,
                             "DRAINING", "the server ends; try again"),
                   kRetryAfter);
}

absl::Status Admission::CheckFree(CallKind kind,
                                  const std::string& subject) const {
  ATTEST_RETURN_IF_ERROR(CheckOpen());
  if (kind == CallKind::kUnary && unary_ >= limits_.unary) {
    return Overloaded("as many calls as the server takes are in progress");
  }
  if (kind == CallKind::kWaiting && waiting_ >= limits_.waiting) {
    return Overloaded("as many calls as the server lets wait are waiting");
  }
  if (kind != CallKind::kStream) return absl::OkStatus();
  if (streams_ >= limits_.streams) {
    return Overloaded("as many streams as the server takes are open");
  }
  const auto own = streams_of_.find(subject);
  if (own != streams_of_.end() && own->second >= limits_.streams_per_subject) {
    return Overloaded("as many streams as one caller may have are open");
  }
  return absl::OkStatus();
}

int& Admission::CountOf(CallKind kind) {
  if (kind == CallKind::kUnary) return unary_;
  return kind == CallKind::kWaiting ? waiting_ : streams_;
}

void Admission::Leave(const Place& place) {
  const std::lock_guard lock(mutex_);
  --CountOf(place.kind_);
  if (place.kind_ == CallKind::kStream && --streams_of_[place.subject_] == 0) {
    streams_of_.erase(place.subject_);
  }
  if (empty()) emptied_.notify_all();
}

bool Admission::Close(absl::Duration patience) {
  std::unique_lock lock(mutex_);
  closed_ = true;
  return emptied_.wait_for(lock, absl::ToChronoMilliseconds(patience),
                           [&] { return empty(); });
}

}  // namespace attest::rpc
