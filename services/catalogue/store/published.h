// Syllabi that were read and checked, ready to be served from memory.
#ifndef ATTEST_SERVICES_CATALOGUE_STORE_PUBLISHED_H_
#define ATTEST_SERVICES_CATALOGUE_STORE_PUBLISHED_H_

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "attest/catalogue/v1/catalogue_service.pb.h"
#include "attest/catalogue/v1/syllabus.pb.h"
#include "services/catalogue/domain/selection.h"

namespace attest::catalogue::store {

// One version of a syllabus, with what is worked out from it once. Immutable,
// thread-safe.
class ParsedSyllabus {
 public:
  // `syllabus` has passed its checks; its names are filled in.
  ParsedSyllabus(v1::Syllabus syllabus, bool current);

  const v1::Syllabus& syllabus() const { return syllabus_; }
  const v1::SyllabusSummary& summary() const { return summary_; }
  const Combination& combination() const { return combination_; }

  // The position of a unit in the order of the document.
  std::optional<size_t> Position(std::string_view unit_number) const;
  // The key of the group of a unit; empty when it is in none.
  std::string_view GroupOf(std::string_view unit_number) const;
  bool HasGroup(std::string_view group) const;

 private:
  const v1::Syllabus syllabus_;
  const v1::SyllabusSummary summary_;
  const Combination combination_;
  std::map<std::string, size_t, std::less<>> positions_;
  std::map<std::string, std::string, std::less<>> groups_;  // by unit
};

// A qualification with the versions of its syllabus.
struct ParsedQualification {
  v1::Qualification qualification;  // as the current version says
  std::vector<std::unique_ptr<const ParsedSyllabus>>
      syllabi;  // newest first

  // Null when there is no such version; `-` is the current one.
  const ParsedSyllabus* Find(std::string_view version) const;
};

// Everything that is served. Immutable, thread-safe.
class Published {
 public:
  // `syllabi` have passed their checks, alone and together.
  explicit Published(std::vector<v1::Syllabus> syllabi);

  // By code; null when there is none.
  const ParsedQualification* Find(std::string_view code) const;
  // By the regulator's number with obliques; null when there is none.
  const ParsedQualification* FindByNumber(std::string_view number) const;
  const ParsedSyllabus* FindSyllabus(std::string_view code,
                                        std::string_view version) const;

  // In the order of their codes.
  const std::map<std::string, ParsedQualification, std::less<>>&
  qualifications() const {
    return qualifications_;
  }

 private:
  std::map<std::string, ParsedQualification, std::less<>> qualifications_;
};

// Whether `a` is a newer version of a syllabus than `b`.
bool IsNewer(const v1::Syllabus& a, const v1::Syllabus& b);

}  // namespace attest::catalogue::store

#endif  // ATTEST_SERVICES_CATALOGUE_STORE_PUBLISHED_H_
