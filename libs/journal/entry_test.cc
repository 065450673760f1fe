#include "libs/journal/entry.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/ids/ids.h"

namespace attest::journal {
namespace {

// Entries made without the product's code, as a third party would.
std::vector<Entry> Chain(int count) {
  std::vector<Entry> entries;
  std::string previous(64, '0');
  for (int i = 1; i <= count; ++i) {
    const std::string text = "{\"n\":" + std::to_string(i) + "}";
    const std::string hash = Sha256Hex(DecodeHex(previous) + text);
    entries.push_back({i, previous, hash, text});
    previous = hash;
  }
  return entries;
}

TEST(EntryHash, IsSha256OfThePreviousHashAndTheText) {
  // (printf '%064d' 0 | xxd -r -p; printf '{}') | sha256sum
  EXPECT_EQ(EntryHash(kNoHash, "{}"),
            "fb1634c4e6cd4b1f1afe3ce2d6ef080f7ac5d1f357d723ad4dfca782733b62db");
}

TEST(EntryText, HoldsEveryKeyAlsoWhenItIsEmpty) {
  EXPECT_EQ(EntryText({}, {}, absl::UnixEpoch()),
            R"({"action":"","after":{},"at":"1970-01-01T00:00:00.000000Z",)"
            R"("before":{},"centre":"","method":"","reason":"",)"
            R"("registration":"","request_id":"","resource":"","role":"",)"
            R"("subject":"","syllabus_version":""})");
}

TEST(EntryText, TakesBytesThatAreNoText) {
  Change change;
  change.reason = "a\xFF";

  EXPECT_THAT(EntryText({}, change, absl::UnixEpoch()),
              ::testing::HasSubstr("\"a\xEF\xBF\xBD\""));
}

TEST(ObjectText, SortsItsKeys) {
  EXPECT_EQ(ObjectText({{"b", "2"}, {"a", "1"}}), R"({"a":"1","b":"2"})");
  EXPECT_EQ(ObjectText({}), "{}");
}

TEST(Change, BelongsToItsRegistrationElseItsCentreElseTheOrganisation) {
  Change change;
  EXPECT_EQ(change.chain(), "organisation");
  change.centre = "centres/c1";
  EXPECT_EQ(change.chain(), "centres/c1");
  change.registration = "registrations/r1";
  EXPECT_EQ(change.chain(), "registrations/r1");
}

TEST(CheckEntries, TakesAnExportMadeElsewhere) {
  const ChainCheck check = CheckEntries(Chain(3));

  EXPECT_TRUE(check.intact);
  EXPECT_EQ(check.entries, 3);
  EXPECT_EQ(check.head_hash, Chain(3).back().hash);
}

TEST(CheckEntries, TakesAnEmptyExport) {
  EXPECT_TRUE(CheckEntries({}).intact);
  EXPECT_EQ(CheckEntries({}).head_hash, "");
}

TEST(CheckEntries, FindsOneAlteredByteAnywhere) {
  const std::vector<Entry> whole = Chain(3);
  for (size_t entry = 0; entry < whole.size(); ++entry) {
    for (size_t byte = 0; byte < whole[entry].text.size(); ++byte) {
      std::vector<Entry> altered = whole;
      altered[entry].text[byte] ^= 1;
      const ChainCheck check = CheckEntries(altered);
      EXPECT_FALSE(check.intact);
      EXPECT_EQ(check.first_broken_sequence, static_cast<int64_t>(entry) + 1);
    }
  }
}

TEST(CheckEntries, FindsWhatWasRemovedOrMoved) {
  std::vector<Entry> first = Chain(4);
  first.erase(first.begin());
  std::vector<Entry> middle = Chain(4);
  middle.erase(middle.begin() + 1);
  std::vector<Entry> swapped = Chain(4);
  std::swap(swapped[1], swapped[2]);
  std::vector<Entry> twice = Chain(2);
  twice.push_back(twice.back());

  EXPECT_FALSE(CheckEntries(first).intact);
  EXPECT_FALSE(CheckEntries(middle).intact);
  EXPECT_FALSE(CheckEntries(swapped).intact);
  EXPECT_FALSE(CheckEntries(twice).intact);
}

TEST(CheckEntries, GivesTheFirstFindingOnly) {
  std::vector<Entry> entries = Chain(4);
  entries[1].text = "{}";
  entries[3].text = "{}";

  const ChainCheck check = CheckEntries(entries);

  EXPECT_EQ(check.first_broken_sequence, 2);
  EXPECT_EQ(check.entries, 4);
}

TEST(CheckEntries, HashesThatAreNoHexAreFound) {
  std::vector<Entry> entries = Chain(2);
  entries[0].hash = "not hex";
  entries[1].previous_hash = "not hex";

  EXPECT_EQ(CheckEntries(entries).first_broken_sequence, 1);
}

}  // namespace
}  // namespace attest::journal
