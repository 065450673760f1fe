// Whether two texts say the same.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_WORDING_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_WORDING_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace attest::catalogue {

// The words of a text as numbers, in order. Two texts have the same words when
// these are equal.
using Words = std::vector<uint32_t>;

// Numbers words. Case, punctuation and white space are no part of a word, an
// apostrophe within it is passed over, and a hyphen divides. Not thread-safe.
class Vocabulary {
 public:
  Words Read(std::string_view text);

 private:
  std::unordered_map<std::string, uint32_t> numbers_;
};

// How alike two texts are, 0 to 100: twice the length of the longest common
// subsequence of words against the length of both. 100 says that the words are
// the same. Texts of more than kOrderedWordsMax words are compared without
// regard to order, and are never more than 99 alike then, unless they are the
// same. Two texts without words are not alike.
inline constexpr size_t kOrderedWordsMax = 128;
int Likeness(const Words& a, const Words& b);

// No less than Likeness(), quickly, of words that were sorted.
int LikenessMost(const Words& sorted_a, const Words& sorted_b);

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_WORDING_H_
