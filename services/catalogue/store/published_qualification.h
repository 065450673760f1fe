// A qualification as it is kept in memory and served.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_PUBLISHED_QUALIFICATION_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_PUBLISHED_QUALIFICATION_H_

#include <cstddef>
#include <memory>
#include <string>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "attest/catalogue/v1/syllabus.pb.h"
#include "libs/status/status.h"

namespace attest::catalogue::store {

// The answers about a qualification as bytes: its facts as the current version
// of its syllabus says, with its key dates, and its versions. Immutable,
// thread-safe; a change makes another object.
class PublishedQualification {
 public:
  // What FromAnswers().ToBytes() gave.
  //   DATA_LOSS: it is not.
  static absl::StatusOr<std::shared_ptr<const PublishedQualification>>
  FromBytes(const std::string& bytes);
  static std::shared_ptr<const PublishedQualification> FromAnswers(
      const v1::Qualification& qualification,
      const v1::ListSyllabiResponse& syllabi);
  std::string ToBytes() const;

  // The code, e.g. `7D27V2`.
  const std::string& code() const { return code_; }
  // The regulator's number, with obliques.
  const std::string& number() const { return number_; }
  const std::string& current_version() const { return current_version_; }

  // Serialised v1::Qualification, with key_dates and etag.
  const std::string& bytes() const { return bytes_; }
  v1::Qualification Parse() const;
  // Serialised v1::ListSyllabiResponse: the versions, newest first, and the
  // revision rows of the current one.
  const std::string& syllabi_bytes() const { return syllabi_bytes_; }
  v1::ListSyllabiResponse ParseSyllabi() const;

  // Bytes that it takes in memory, about.
  size_t weight() const;

 private:
  PublishedQualification() = default;

  std::string code_;
  std::string number_;
  std::string current_version_;
  std::string bytes_;
  std::string syllabi_bytes_;
};

using QualificationPtr = std::shared_ptr<const PublishedQualification>;

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_PUBLISHED_QUALIFICATION_H_
