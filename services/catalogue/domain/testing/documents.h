// Documents for tests of comparing.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_TESTING_DOCUMENTS_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_TESTING_DOCUMENTS_H_

#include <cstddef>
#include <string>
#include <utility>

#include "services/catalogue/domain/document.h"

namespace attest::catalogue::testing {

// Writes a document from top to bottom.
class DocumentWriter {
 public:
  DocumentWriter& Unit(std::string number, std::string title,
                       std::string reference = "", std::string facts = "") {
    Add(ItemKind::kUnit, "units/" + number, number, std::move(title));
    document_.items.back().reference = std::move(reference);
    document_.items.back().facts = std::move(facts);
    unit_ = document_.items.size() - 1;
    unit_number_ = std::move(number);
    return *this;
  }
  DocumentWriter& Outcome(const std::string& number, std::string title) {
    Add(ItemKind::kOutcome, "units/" + unit_number_ + "/outcomes/" + number,
        number, std::move(title));
    document_.items.back().parent = unit_;
    outcome_ = document_.items.size() - 1;
    return *this;
  }
  DocumentWriter& Criterion(const std::string& number, std::string text,
                            bool lost = false) {
    Add(ItemKind::kCriterion, "units/" + unit_number_ + "/criteria/" + number,
        number, std::move(text));
    document_.items.back().parent = outcome_;
    document_.items.back().lost = lost;
    return *this;
  }
  DocumentWriter& Guidance(const std::string& number, std::string text) {
    Add(ItemKind::kGuidance, "units/" + unit_number_ + "/guidance/" + number,
        number, std::move(text));
    document_.items.back().parent = unit_;
    return *this;
  }
  DocumentWriter& Definition(const std::string& term, std::string text) {
    return Add(ItemKind::kDefinition, "definitions/" + term, term,
               std::move(text));
  }
  DocumentWriter& Rule(const std::string& id, std::string title,
                       std::string facts) {
    Add(ItemKind::kRule, "rules/" + id, id, std::move(title));
    document_.items.back().facts = std::move(facts);
    return *this;
  }
  DocumentWriter& Source(std::string source) {
    document_.source = std::move(source);
    return *this;
  }
  const Document& document() const { return document_; }

 private:
  DocumentWriter& Add(ItemKind kind, std::string place, std::string number,
                      std::string text) {
    DocumentItem& item = document_.items.emplace_back();
    item.kind = kind;
    item.place = std::move(place);
    item.number = std::move(number);
    item.text = std::move(text);
    return *this;
  }

  Document document_;
  size_t unit_ = 0;
  size_t outcome_ = 0;
  std::string unit_number_;
};

}  // namespace attest::catalogue::testing

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_TESTING_DOCUMENTS_H_
