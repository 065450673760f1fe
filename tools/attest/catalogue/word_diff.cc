#include "tools/attest/catalogue/word_diff.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_split.h"

namespace attest::catalogue_tools {
namespace {

// Largest table of common words: 16 MB.
constexpr size_t kCellsMax = size_t{4} << 20;

using Words = std::vector<std::string>;

Words Split(std::string_view text) {
  return absl::StrSplit(std::string(text), absl::ByAnyChar(" \t\r\n"),
                        absl::SkipEmpty());
}

// Parts that grow word by word. Between two words that stayed, all that was
// removed comes before all that was added.
class Parts {
 public:
  void Same(const std::string& word) {
    Flush();
    Add(same_, word);
  }
  void Removed(const std::string& word) {
    FlushSame();
    Add(removed_, word);
  }
  void Added(const std::string& word) {
    FlushSame();
    Add(added_, word);
  }
  std::vector<DiffPart> Take() {
    FlushSame();
    Flush();
    return std::move(parts_);
  }

 private:
  static void Add(std::string& text, const std::string& word) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  void Put(DiffKind kind, std::string& text) {
    if (!text.empty()) parts_.push_back({kind, std::move(text)});
    text.clear();
  }
  void FlushSame() { Put(DiffKind::kSame, same_); }
  void Flush() {
    Put(DiffKind::kRemoved, removed_);
    Put(DiffKind::kAdded, added_);
  }

  std::vector<DiffPart> parts_;
  std::string same_;
  std::string removed_;
  std::string added_;
};

// Longest common subsequences of the rests of two texts.
class Common {
 public:
  Common(const Words& from, const Words& to)
      : columns_(to.size() + 1), lengths_((from.size() + 1) * columns_) {
    for (size_t i = from.size(); i-- > 0;) {
      for (size_t j = to.size(); j-- > 0;) {
        At(i, j) = from[i] == to[j] ? At(i + 1, j + 1) + 1
                                    : std::max(At(i + 1, j), At(i, j + 1));
      }
    }
  }
  uint32_t& At(size_t i, size_t j) { return lengths_[i * columns_ + j]; }

 private:
  const size_t columns_;
  std::vector<uint32_t> lengths_;
};

void DiffMiddles(const Words& from, const Words& to, Parts& parts) {
  size_t i = 0;
  size_t j = 0;
  if ((from.size() + 1) * (to.size() + 1) <= kCellsMax) {
    Common common(from, to);
    while (i < from.size() && j < to.size()) {
      if (from[i] == to[j]) {
        parts.Same(from[i++]);
        ++j;
      } else if (common.At(i + 1, j) >= common.At(i, j + 1)) {
        parts.Removed(from[i++]);
      } else {
        parts.Added(to[j++]);
      }
    }
  }
  while (i < from.size()) parts.Removed(from[i++]);
  while (j < to.size()) parts.Added(to[j++]);
}

}  // namespace

std::vector<DiffPart> DiffWords(std::string_view from, std::string_view to) {
  const Words old_words = Split(from);
  const Words new_words = Split(to);
  const size_t least = std::min(old_words.size(), new_words.size());
  size_t head = 0;
  while (head < least && old_words[head] == new_words[head]) ++head;
  size_t tail = 0;
  while (tail < least - head && old_words[old_words.size() - 1 - tail] ==
                                    new_words[new_words.size() - 1 - tail]) {
    ++tail;
  }

  Parts parts;
  for (size_t i = 0; i < head; ++i) parts.Same(old_words[i]);
  DiffMiddles({old_words.begin() + head, old_words.end() - tail},
              {new_words.begin() + head, new_words.end() - tail}, parts);
  for (size_t i = tail; i > 0; --i) {
    parts.Same(old_words[old_words.size() - i]);
  }
  return parts.Take();
}

Spans Marked(const std::vector<DiffPart>& parts, bool colour) {
  Spans spans;
  for (const DiffPart& part : parts) {
    if (!spans.empty()) spans.push_back({" "});
    switch (part.kind) {
      case DiffKind::kSame:
        spans.push_back({part.text});
        break;
      case DiffKind::kRemoved:
        spans.push_back(
            {colour ? part.text : "[-" + part.text + "-]", Ink::kRed});
        break;
      case DiffKind::kAdded:
        spans.push_back(
            {colour ? part.text : "{+" + part.text + "+}", Ink::kGreen});
        break;
    }
  }
  return spans;
}

}  // namespace attest::catalogue_tools
