// Text for a terminal: pieces in ink, wrapped to a width. UTF-8 in and out.
#ifndef ATTEST_TOOLS_ATTEST_CATALOGUE_TEXT_H_
#define ATTEST_TOOLS_ATTEST_CATALOGUE_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace attest::catalogue_tools {

// What is written to.
struct Terminal {
  bool colour = false;  // whether it understands colours and wants them
  int width = 80;       // columns
};

// Standard output as it is: colours only on a terminal, and not when NO_COLOR
// is set or TERM is `dumb`; as wide as COLUMNS says, or the terminal, or 80.
Terminal DetectTerminal();

enum class Ink { kPlain, kBold, kDim, kRed, kGreen, kYellow, kCyan };

// A piece of text in one ink.
struct Span {
  std::string text;
  Ink ink = Ink::kPlain;

  bool operator==(const Span& other) const {
    return text == other.text && ink == other.ink;
  }
};
using Spans = std::vector<Span>;

// Columns that `text` takes: combining marks none, wide characters two.
int DisplayWidth(std::string_view text);
int DisplayWidth(const Spans& spans);

// `text` without what a terminal would obey or cannot show: control characters
// and bytes that are not UTF-8 become U+FFFD.
std::string Printable(std::string_view text);

// Lines of at most `width` columns (at least 1), broken between words; a word
// that is longer is broken where it has to be. Any run of white space is one
// space. Never empty: no words are one empty line.
std::vector<Spans> Wrap(const Spans& text, int width);

// `line` with the escape codes of its inks, or without any.
std::string Render(const Spans& line, bool colour);

// A text that grows line by line. Not thread-safe.
class Page {
 public:
  explicit Page(Terminal terminal) : terminal_(terminal) {}

  // Empty line; two never follow each other, and none comes first.
  void Blank();
  // As it is, not wrapped.
  void Line(const Spans& line);
  // `text` wrapped behind `lead`; later lines stand under the first word.
  void Paragraph(const Spans& lead, const Spans& text);
  void Text(const std::string& text) { Paragraph({}, {{text}}); }

  const Terminal& terminal() const { return terminal_; }
  const std::string& text() const { return text_; }

 private:
  const Terminal terminal_;
  std::string text_;
};

}  // namespace attest::catalogue_tools

#endif  // ATTEST_TOOLS_ATTEST_CATALOGUE_TEXT_H_
