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
  std::swap(stream_, other.stream_);
  std::swap(subject_, other.subject_);
  return *this;
}

Admission::Place::~Place() {
  if (owner_ != nullptr) owner_->Leave(*this);
}

absl::StatusOr<Admission::Place> Admission::Enter(bool stream,
                                                  const std::string& subject) {
  const std::lock_guard lock(mutex_);
  ATTEST_RETURN_IF_ERROR(CheckFree(stream, subject));
  ++(stream ? streams_ : unary_);
  if (stream) ++streams_of_[subject];
  Place place;
  place.owner_ = this;
  place.stream_ = stream;
  place.subject_ = subject;
  return place;
}

absl::Status Admission::CheckFree(bool stream,
                                  const std::string& subject) const {
  if (closed_) {
    return WithRetry(MakeError(absl::StatusCode::kUnavailable, kDomain,
                               "DRAINING", "the server ends; try again"),
                     kRetryAfter);
  }
  if (!stream && unary_ >= limits_.unary) {
    return Overloaded("as many calls as the server takes are in progress");
  }
  if (stream && streams_ >= limits_.streams) {
    return Overloaded("as many streams as the server takes are open");
  }
  const auto own = streams_of_.find(subject);
  if (stream && own != streams_of_.end() &&
      own->second >= limits_.streams_per_subject) {
    return Overloaded("as many streams as one caller may have are open");
  }
  return absl::OkStatus();
}

void Admission::Leave(const Place& place) {
  const std::lock_guard lock(mutex_);
  --(place.stream_ ? streams_ : unary_);
  if (place.stream_ && --streams_of_[place.subject_] == 0) {
    streams_of_.erase(place.subject_);
  }
  if (unary_ + streams_ == 0) empty_.notify_all();
}

bool Admission::Close(absl::Duration patience) {
  std::unique_lock lock(mutex_);
  closed_ = true;
  return empty_.wait_for(lock, absl::ToChronoMilliseconds(patience),
                         [&] { return unary_ + streams_ == 0; });
}

}  // namespace attest::rpc
