#include "services/registration/api/expiry.h"

#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "libs/log/log.h"
#include "services/registration/api/changes.h"
#include "services/registration/api/convert.h"
#include "services/registration/domain/life.h"
#include "services/registration/store/life_store.h"
#include "services/registration/store/registration_store.h"

namespace attest::registration::api {
namespace {

constexpr int kBatch = 100;  // registrations a transaction
constexpr char kSubject[] = "service:registration";

journal::Author AuthorOf(const Tools& tools) {
  return {.method = "registration/expiry",
          .subject = kSubject,
          .role = "SERVICE",
          .request_id = tools.ids.NewId(),
          .fingerprint = ""};
}

journal::Change Expired(const Registration& before, const Registration& after) {
  journal::Change change = ChangeOf("registration.expired", after);
  change.before["state"] = StateName(before.state);
  change.after["state"] = StateName(after.state);
  change.after["expiry_date"] = DateText(after.expiry_date);
  return change;
}

// Writes one down, if it is overdue still.
absl::Status ExpireIn(journal::WriteTransaction& tx, const std::string& id,
                      absl::CivilDay today,
                      std::vector<journal::Change>& changes) {
  ATTEST_ASSIGN_OR_RETURN(std::optional<Registration> registration,
                          store::FindRegistration(tx.reader(), id));
  if (!registration || !IsOverdue(*registration, today)) {
    return absl::OkStatus();
  }
  const Registration before = *registration;
  Age(*registration, today);
  ++registration->revision;
  ATTEST_RETURN_IF_ERROR(store::UpdateRegistration(tx, *registration));
  changes.push_back(Expired(before, *registration));
  return absl::OkStatus();
}

// Ids of some that are overdue.
absl::StatusOr<std::vector<std::string>> FindOverdue(const Tools& tools,
                                                     absl::CivilDay today) {
  return Read<std::vector<std::string>>(tools, [&](db::Transaction& tx) {
    return store::Overdue(tx, today, kBatch);
  });
}

absl::Status ExpireAll(const Tools& tools, const std::vector<std::string>& ids,
                       absl::CivilDay today) {
  const auto written = tools.journal.Write(
      AuthorOf(tools),
      [&](journal::WriteTransaction& tx) -> absl::StatusOr<journal::Outcome> {
        journal::Outcome outcome;
        for (const std::string& id : ids) {
          ATTEST_RETURN_IF_ERROR(ExpireIn(tx, id, today, outcome.changes));
        }
        // Another server was faster.
        if (outcome.changes.empty()) return absl::CancelledError("nothing");
        return outcome;
      });
  return absl::IsCancelled(written.status()) ? absl::OkStatus()
                                             : written.status();
}

}  // namespace

absl::StatusOr<int> ExpireOverdue(const Tools& tools) {
  const absl::CivilDay today = tools.Today();
  int count = 0;
  while (true) {
    ATTEST_ASSIGN_OR_RETURN(const std::vector<std::string> ids,
                            FindOverdue(tools, today));
    if (ids.empty()) return count;
    ATTEST_RETURN_IF_ERROR(ExpireAll(tools, ids, today));
    count += static_cast<int>(ids.size());
  }
}

ExpirySweep::ExpirySweep(const Tools& tools, absl::Duration pause)
    : tools_(tools), pause_(pause), thread_([this] { Loop(); }) {}

ExpirySweep::~ExpirySweep() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

void ExpirySweep::Loop() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    const absl::StatusOr<int> count = ExpireOverdue(tools_);
    if (!count.ok()) {
      log::Write(log::Level::kWarning, "expiry_interrupted",
                 {{"code", absl::StatusCodeToString(count.status().code())}});
    }
    lock.lock();
    stopped_.wait_for(lock, absl::ToChronoNanoseconds(pause_),
                      [this] { return stopping_; });
  }
}

}  // namespace attest::registration::api
