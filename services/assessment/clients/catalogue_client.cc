#include "services/assessment/clients/catalogue_client.h"

#include <utility>

#include "services/assessment/domain/errors.h"

namespace attest::assessment::clients {
namespace {

// More versions than any server works with at once.
constexpr size_t kSyllabiMax = 64;

Criterion FromProto(const catalogue::v1::LearningOutcome& outcome,
                    const catalogue::v1::Criterion& criterion) {
  const auto status = criterion.text().status();
  return {.number = criterion.number(),
          .knowledge = outcome.kind() == catalogue::v1::KNOWLEDGE,
          .damaged_text = status == catalogue::v1::INCOMPLETE_IN_SOURCE ||
                          status == catalogue::v1::MISSING_IN_SOURCE};
}

Unit FromProto(const catalogue::v1::Unit& proto) {
  Unit unit{.number = proto.number(),
            .title = proto.title().reading(),
            .level = proto.level(),
            .credits = proto.credits(),
            .guided_learning_hours = proto.guided_learning_hours(),
            .criteria = {}};
  for (const auto& outcome : proto.outcomes()) {
    for (const auto& criterion : outcome.criteria()) {
      unit.criteria.push_back(FromProto(outcome, criterion));
    }
  }
  return unit;
}

Syllabus FromProto(const catalogue::v1::Syllabus& proto) {
  Syllabus syllabus{
      .name = proto.name(), .version = proto.version(), .units = {}};
  for (const auto& unit : proto.units()) {
    syllabus.units.push_back(FromProto(unit));
  }
  return syllabus;
}

}  // namespace

CatalogueClient::CatalogueClient(rpc::ServiceIdentity identity,
                                 absl::Duration timeout)
    : identity_(std::move(identity)), timeout_(timeout) {}

void CatalogueClient::Connect(const std::shared_ptr<grpc::Channel>& channel) {
  stub_.Set(catalogue::v1::CatalogueService::NewStub(channel));
}

std::shared_ptr<const Syllabus> CatalogueClient::Remembered(
    const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = syllabi_.find(name);
  return found == syllabi_.end() ? nullptr : found->second;
}

absl::StatusOr<std::shared_ptr<const Syllabus>> CatalogueClient::GetSyllabus(
    const rpc::Call& call, const std::string& name) {
  if (auto syllabus = Remembered(name)) return syllabus;
  const auto stub = stub_.Get();
  if (stub == nullptr) return errors::NotConnected("catalogue");

  catalogue::v1::GetSyllabusRequest request;
  request.set_name(name);
  const auto answer = rpc::Invoke<catalogue::v1::Syllabus>(
      call, identity_, timeout_, [&](auto* context, auto* response) {
        return stub->GetSyllabus(context, request, response);
      });
  if (answer.status().code() == absl::StatusCode::kNotFound) {
    return errors::NotFound("syllabus", name);
  }
  if (!answer.ok()) return answer.status();

  auto syllabus = std::make_shared<const Syllabus>(FromProto(*answer));
  const std::lock_guard lock(mutex_);
  if (syllabi_.size() >= kSyllabiMax) syllabi_.clear();
  syllabi_[name] = syllabus;
  return syllabus;
}

}  // namespace attest::assessment::clients
