#include "tools/attest/catalogue/text.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "absl/strings/numbers.h"
#include "fmt/format.h"

namespace attest::catalogue_tools {
namespace {

constexpr int kWidthDefault = 80;
constexpr int kWidthMin = 20;
constexpr int kWidthMax = 1000;
// However deep something is indented, so much is left for its text.
constexpr int kTextWidthMin = 10;

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::string_view kReplacementBytes = "\xEF\xBF\xBD";

struct CodePoint {
  char32_t value = kReplacement;
  size_t bytes = 1;
};

// The first code point of `text`, which is not empty; U+FFFD of one byte for
// what is not UTF-8.
CodePoint First(std::string_view text) {
  const auto byte = [&](size_t i) {
    return static_cast<unsigned char>(text[i]);
  };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {};
  char32_t value = lead & (0x7F >> bytes);
  for (size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    value = value << 6 | (byte(i) & 0x3F);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kLeast[bytes] || value > 0x10FFFF || surrogate) return {};
  return {value, bytes};
}

using Range = std::pair<char32_t, char32_t>;

template <size_t n>
bool In(const std::array<Range, n>& ranges, char32_t value) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
    return value >= range.first && value <= range.second;
  });
}

int ColumnsOf(char32_t value) {
  // Combining marks, joiners, variation selectors.
  constexpr std::array<Range, 5> kNone = {{{0x300, 0x36F},
                                           {0x200B, 0x200F},
                                           {0x20D0, 0x20FF},
                                           {0xFE00, 0xFE0F},
                                           {0xFE20, 0xFE2F}}};
  // Ideographs, Hangul, full-width forms, pictures.
  constexpr std::array<Range, 8> kTwo = {{{0x1100, 0x115F},
                                          {0x2E80, 0xA4CF},
                                          {0xAC00, 0xD7A3},
                                          {0xF900, 0xFAFF},
                                          {0xFE30, 0xFE6F},
                                          {0xFF00, 0xFF60},
                                          {0x1F300, 0x1FAFF},
                                          {0x20000, 0x3FFFD}}};
  if (In(kNone, value)) return 0;
  return In(kTwo, value) ? 2 : 1;
}

bool IsControl(char32_t value) {
  return value < 0x20 || (value >= 0x7F && value < 0xA0);
}

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

void Append(Spans& spans, std::string_view text, Ink ink) {
  if (text.empty()) return;
  if (!spans.empty() && spans.back().ink == ink) {
    spans.back().text += text;
  } else {
    spans.push_back({std::string(text), ink});
  }
}

// Words of a text; a word may change its ink in the middle.
std::vector<Spans> Words(const Spans& text) {
  std::vector<Spans> words;
  bool inside = false;
  for (const Span& span : text) {
    size_t at = 0;
    while (at < span.text.size()) {
      const bool space = IsSpace(span.text[at]);
      size_t end = at;
      while (end < span.text.size() && IsSpace(span.text[end]) == space) ++end;
      if (space) {
        inside = false;
      } else {
        if (!inside) words.emplace_back();
        inside = true;
        Append(words.back(),
               Printable(std::string_view(span.text).substr(at, end - at)),
               span.ink);
      }
      at = end;
    }
  }
  return words;
}

// Lines that grow word by word.
class Lines {
 public:
  explicit Lines(int width) : width_(width), lines_(1) {}

  void Add(const Spans& word) {
    const int columns = DisplayWidth(word);
    if (used_ > 0 && used_ + 1 + columns > width_) Break();
    if (used_ > 0) {
      Append(lines_.back(), " ",
             lines_.back().back().ink == word.front().ink ? word.front().ink
                                                          : Ink::kPlain);
      ++used_;
    }
    if (columns <= width_) {
      for (const Span& span : word) Append(lines_.back(), span.text, span.ink);
      used_ += columns;
    } else {
      for (const Span& span : word) AddBroken(span);
    }
  }

  std::vector<Spans> Take() { return std::move(lines_); }

 private:
  void Break() {
    lines_.emplace_back();
    used_ = 0;
  }
  void AddBroken(const Span& span) {
    for (size_t at = 0; at < span.text.size();) {
      const std::string_view rest = std::string_view(span.text).substr(at);
      const CodePoint next = First(rest);
      const int columns = ColumnsOf(next.value);
      if (used_ > 0 && used_ + columns > width_) Break();
      Append(lines_.back(), rest.substr(0, next.bytes), span.ink);
      used_ += columns;
      at += next.bytes;
    }
  }

  const int width_;
  std::vector<Spans> lines_;
  int used_ = 0;
};

std::string_view CodeOf(Ink ink) {
  switch (ink) {
    case Ink::kBold:
      return "1";
    case Ink::kDim:
      return "2";
    case Ink::kRed:
      return "31";
    case Ink::kGreen:
      return "32";
    case Ink::kYellow:
      return "33";
    case Ink::kCyan:
      return "36";
    case Ink::kPlain:
      break;
  }
  return "";
}

bool Wanted(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

int WidthOfOutput() {
  int columns = 0;
  if (const char* given = std::getenv("COLUMNS");
      given != nullptr && absl::SimpleAtoi(given, &columns) && columns > 0) {
    return columns;
  }
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return kWidthDefault;
}

}  // namespace

Terminal DetectTerminal() {
  const char* term = std::getenv("TERM");
  const bool dumb = term != nullptr && std::string_view(term) == "dumb";
  return {isatty(STDOUT_FILENO) == 1 && !Wanted("NO_COLOR") && !dumb,
          std::clamp(WidthOfOutput(), kWidthMin, kWidthMax)};
}

int DisplayWidth(std::string_view text) {
  int columns = 0;
  while (!text.empty()) {
    const CodePoint next = First(text);
    columns += ColumnsOf(next.value);
    text.remove_prefix(next.bytes);
  }
  return columns;
}

int DisplayWidth(const Spans& spans) {
  int columns = 0;
  for (const Span& span : spans) columns += DisplayWidth(span.text);
  return columns;
}

std::string Printable(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const CodePoint next = First(text);
    const bool shown = next.value != kReplacement && !IsControl(next.value);
    clean += shown ? text.substr(0, next.bytes) : kReplacementBytes;
    text.remove_prefix(next.bytes);
  }
  return clean;
}

std::vector<Spans> Wrap(const Spans& text, int width) {
  Lines lines(std::max(width, 1));
  for (const Spans& word : Words(text)) lines.Add(word);
  return lines.Take();
}

std::string Render(const Spans& line, bool colour) {
  std::string text;
  for (const Span& span : line) {
    const std::string shown = Printable(span.text);
    if (!colour || span.ink == Ink::kPlain) {
      text += shown;
    } else {
      text += fmt::format("\033[{}m{}\033[0m", CodeOf(span.ink), shown);
    }
  }
  return text;
}

void Page::Blank() {
  if (text_.empty() || text_.ends_with("\n\n")) return;
  text_ += '\n';
}

void Page::Line(const Spans& line) {
  text_ += Render(line, terminal_.colour);
  text_ += '\n';
}

void Page::Paragraph(const Spans& lead, const Spans& text) {
  const int indent = DisplayWidth(lead);
  const int width = std::max(terminal_.width - indent, kTextWidthMin);
  const Spans spaces = {{std::string(indent, ' ')}};
  bool first = true;
  for (const Spans& line : Wrap(text, width)) {
    Spans whole = first ? lead : spaces;
    whole.insert(whole.end(), line.begin(), line.end());
    Line(whole);
    first = false;
  }
}

}  // namespace attest::catalogue_tools
