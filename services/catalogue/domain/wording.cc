#include "services/catalogue/domain/wording.h"

#include <algorithm>

namespace attest::catalogue {
namespace {

// The signs of Unicode's general punctuation (U+2000 to U+207F) have three
// bytes of UTF-8, of which these are the first two.
bool IsPunctuation(std::string_view rest) {
  return rest.size() >= 3 && rest[0] == '\xE2' &&
         (rest[1] == '\x80' || rest[1] == '\x81');
}

bool IsApostrophe(std::string_view rest) {
  return rest[0] == '\'' || rest.substr(0, 3) == "\u2019";
}

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

char Lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

int Share(size_t common, const Words& a, const Words& b) {
  if (a.empty() && b.empty()) return 0;
  return static_cast<int>(200 * common / (a.size() + b.size()));
}

size_t LongestCommonSubsequence(const Words& a, const Words& b) {
  std::vector<size_t> longest(b.size() + 1, 0);  // with the words of a so far
  for (const uint32_t word : a) {
    size_t diagonal = 0;
    for (size_t i = 0; i < b.size(); ++i) {
      const size_t above = longest[i + 1];
      longest[i + 1] =
          word == b[i] ? diagonal + 1 : std::max(above, longest[i]);
      diagonal = above;
    }
  }
  return longest.back();
}

Words Sorted(Words words) {
  std::sort(words.begin(), words.end());
  return words;
}

}  // namespace

Words Vocabulary::Read(std::string_view text) {
  Words words;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    const auto next = static_cast<uint32_t>(numbers_.size());
    words.push_back(numbers_.emplace(word, next).first->second);
    word.clear();
  };
  for (size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const bool punctuation = IsPunctuation(rest);
    if (IsApostrophe(rest)) {
      // passed over
    } else if (punctuation || !IsWordByte(rest[0])) {
      end_word();
    } else {
      word += Lower(rest[0]);
    }
    at += punctuation ? 3 : 1;
  }
  end_word();
  return words;
}

int Likeness(const Words& a, const Words& b) {
  if (a == b) return a.empty() ? 0 : 100;
  if (std::max(a.size(), b.size()) > kOrderedWordsMax) {
    return std::min(99, LikenessMost(Sorted(a), Sorted(b)));
  }
  return Share(LongestCommonSubsequence(a, b), a, b);
}

int LikenessMost(const Words& sorted_a, const Words& sorted_b) {
  size_t common = 0;
  auto a = sorted_a.begin();
  auto b = sorted_b.begin();
  while (a != sorted_a.end() && b != sorted_b.end()) {
    if (*a == *b) {
      ++common;
      ++a;
      ++b;
    } else {
      ++(*a < *b ? a : b);
    }
  }
  return Share(common, sorted_a, sorted_b);
}

}  // namespace attest::catalogue
