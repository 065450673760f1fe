#include "services/catalogue/store/published_qualification.h"

#include "services/catalogue/store/stored.pb.h"

namespace attest::catalogue::store {

QualificationPtr PublishedQualification::FromAnswers(
    const v1::Qualification& qualification,
    const v1::ListSyllabiResponse& syllabi) {
  std::shared_ptr<PublishedQualification> published(new PublishedQualification);
  published->code_ = qualification.code();
  published->number_ = qualification.qualification_number();
  published->current_version_ = qualification.current_version();
  published->bytes_ = qualification.SerializeAsString();
  published->syllabi_bytes_ = syllabi.SerializeAsString();
  return published;
}

absl::StatusOr<QualificationPtr> PublishedQualification::FromBytes(
    const std::string& bytes) {
  v1::Qualification qualification;
  v1::ListSyllabiResponse syllabi;
  stored::v1::StoredQualification stored;
  if (!stored.ParseFromString(bytes) ||
      !qualification.ParseFromString(stored.qualification()) ||
      !syllabi.ParseFromString(stored.syllabi()) ||
      qualification.code().empty()) {
    return absl::DataLossError("a stored qualification cannot be read");
  }
  return FromAnswers(qualification, syllabi);
}

std::string PublishedQualification::ToBytes() const {
  stored::v1::StoredQualification stored;
  stored.set_qualification(bytes_);
  stored.set_syllabi(syllabi_bytes_);
  return stored.SerializeAsString();
}

v1::Qualification PublishedQualification::Parse() const {
  v1::Qualification qualification;
  qualification.ParseFromString(bytes_);
  return qualification;
}

v1::ListSyllabiResponse PublishedQualification::ParseSyllabi() const {
  v1::ListSyllabiResponse syllabi;
  syllabi.ParseFromString(syllabi_bytes_);
  return syllabi;
}

size_t PublishedQualification::weight() const {
  return sizeof(*this) + bytes_.capacity() + syllabi_bytes_.capacity();
}

}  // namespace attest::catalogue::store
