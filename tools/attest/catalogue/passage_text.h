// Passages of a syllabus for a reader: what is lost in the source is marked.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_PASSAGE_TEXT_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_PASSAGE_TEXT_H_

#include <string>
#include <string_view>

#include "attest/catalogue/v1/syllabus.pb.h"
#include "tools/attest/catalogue/text.h"

namespace attest::catalogue_tools {

// What stands for a text that does not exist any more.
inline constexpr std::string_view kLostWords =
    "(the words are lost in the source)";

// Behind a number that is not printed (E47, E48).
inline constexpr std::string_view kInferred = "*";

// `?` when words are lost (req R107), `~` when the text was put together from
// pieces, a space otherwise.
Span MarkOf(catalogue::v1::TextStatus status);

bool IsDamaged(catalogue::v1::TextStatus status);

// The reading, with the [bracketed] guesses in another ink; kLostWords when
// there is none, with the words that are printed all the same.
Spans Reading(const catalogue::v1::Passage& passage);

// The reading with `[…]` for every bracket: no word that the source lacks.
std::string WithoutGuesses(std::string_view reading);

// The lines of the source that a passage is read from, indented.
void PrintSource(const catalogue::v1::Passage& passage, int indent, Page& page);

// What the marks mean; only those that were used.
class Legend {
 public:
  void Saw(catalogue::v1::TextStatus status);
  void SawNumber(bool inferred);
  void PrintTo(Page& page) const;

 private:
  bool repaired_ = false;
  bool lost_ = false;
  bool inferred_ = false;
};

}  // namespace attest::catalogue_tools

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_PASSAGE_TEXT_H_
