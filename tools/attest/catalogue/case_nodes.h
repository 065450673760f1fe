// What every object of a CASE package is made of: identifiers, URIs, links.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_CASE_NODES_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_CASE_NODES_H_

#include <string>
#include <string_view>

#include "attest/catalogue/v1/syllabus.pb.h"
#include "nlohmann/json.hpp"

namespace attest::catalogue_tools {

using Json = nlohmann::ordered_json;

// Something that has an identifier and can be linked to.
struct CaseNode {
  std::string title;
  std::string identifier;
  std::string uri;
};

// Names the objects of one package. A value.
class CaseNames {
 public:
  CaseNames(const catalogue::v1::Syllabus& syllabus, std::string base);

  // `collection` is a path of the service, e.g. `CFItems`; `kind` and `key` are
  // together unique within the syllabus.
  CaseNode Node(std::string_view collection, std::string_view kind,
                std::string_view key, std::string title) const;
  // The day of the document, for every `lastChangeDateTime`.
  const std::string& changed() const { return changed_; }

 private:
  const std::string syllabus_;  // code and version
  const std::string base_;
  const std::string changed_;
};

// A link as CASE 1.0 and 1.1 both have it.
Json LinkTo(const CaseNode& node);

// One line without white space at its ends: a NormalizedString.
std::string Normalized(std::string_view text);

// The rule as JSON: key, words, and what it asks.
Json RuleExtension(const catalogue::v1::Rule& rule);

}  // namespace attest::catalogue_tools

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_CASE_NODES_H_
