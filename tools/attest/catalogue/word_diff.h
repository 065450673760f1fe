// Which words of a text changed.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_WORD_DIFF_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_WORD_DIFF_H_

#include <string>
#include <string_view>
#include <vector>

#include "tools/attest/catalogue/text.h"

namespace attest::catalogue_tools {

enum class DiffKind { kSame, kRemoved, kAdded };

// Words that follow each other, with one space between them.
struct DiffPart {
  DiffKind kind = DiffKind::kSame;
  std::string text;

  bool operator==(const DiffPart& other) const {
    return kind == other.kind && text == other.text;
  }
};

// The least change of words that makes `to` of `from`; what is removed stands
// before what is added. Texts of many thousand words are compared only from
// both ends, which is right but not the least.
std::vector<DiffPart> DiffWords(std::string_view from, std::string_view to);

// `[-old-] {+new+}`, or in colour red and green.
Spans Marked(const std::vector<DiffPart>& parts, bool colour);

}  // namespace attest::catalogue_tools

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_WORD_DIFF_H_
