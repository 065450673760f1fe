// R/D74: whatever somebody does to the trail behind the product's back, the
// check finds it and names the place.
#include "libs/journal/entry.h"
#include "libs/journal/testing/journal_fixture.h"

namespace attest::journal {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;

class TamperedTrail : public JournalFixture {
 protected:
  void SetUp() override {
    JournalFixture::SetUp();
    for (const char* id : {"a", "b", "c", "d", "e"}) {
      ASSERT_THAT(Add(id), IsOk());
    }
    ASSERT_THAT(Add("other", Decided("registrations/r2")), IsOk());
  }

  void ExpectBrokenAt(int64_t sequence, const std::string& finding) {
    const ChainCheck check = Check();
    EXPECT_FALSE(check.intact);
    EXPECT_EQ(check.first_broken_sequence, sequence);
    EXPECT_THAT(check.finding, HasSubstr(finding));
    EXPECT_TRUE(Check("registrations/r2").intact);
  }
};

TEST_F(TamperedTrail, IsIntactAsWritten) {
  const ChainCheck check = Check();

  EXPECT_TRUE(check.intact);
  EXPECT_EQ(check.entries, 5);
  EXPECT_EQ(check.head_hash, journal_.Entries(kChain, 4, 1)->front().hash);
  EXPECT_EQ(check.first_broken_sequence, 0);
  EXPECT_EQ(check.finding, "");
}

TEST_F(TamperedTrail, AChainThatNobodyWroteIsIntactAndEmpty) {
  const ChainCheck check = Check("registrations/none");

  EXPECT_TRUE(check.intact);
  EXPECT_EQ(check.entries, 0);
  EXPECT_EQ(check.head_hash, "");
}

TEST_F(TamperedTrail, AnAlteredTextIsFound) {
  ASSERT_THAT(Tamper("UPDATE audit_entry SET entry = replace(entry, 'MET',"
                     " 'NOT') WHERE chain = 'registrations/r1' AND sequence "
                     "= 3"),
              IsOk());

  ExpectBrokenAt(3, "entry 3 is not what its hash was made of");
}

TEST_F(TamperedTrail, AnAlteredHashIsFound) {
  ASSERT_THAT(Tamper("UPDATE audit_entry SET hash = previous_hash WHERE"
                     " chain = 'registrations/r1' AND sequence = 2"),
              IsOk());

  ExpectBrokenAt(2, "entry 2 is not what its hash was made of");
}

TEST_F(TamperedTrail, AnAlteredPreviousHashIsFound) {
  ASSERT_THAT(Tamper("UPDATE audit_entry SET previous_hash = hash WHERE"
                     " chain = 'registrations/r1' AND sequence = 4"),
              IsOk());

  ExpectBrokenAt(4, "entry 4 does not follow entry 3");
}

TEST_F(TamperedTrail, AnAlteredFirstPreviousHashIsFound) {
  ASSERT_THAT(Tamper("UPDATE audit_entry SET previous_hash = hash WHERE"
                     " chain = 'registrations/r1' AND sequence = 1"),
              IsOk());

  ExpectBrokenAt(1, "the first entry names another before it");
}

TEST_F(TamperedTrail, AnAlteredSequenceIsFound) {
  ASSERT_THAT(Tamper("UPDATE audit_entry SET sequence = 9 WHERE"
                     " chain = 'registrations/r1' AND sequence = 5"),
              IsOk());

  ExpectBrokenAt(9, "entry 9 stands where entry 5 is due");
}

TEST_F(TamperedTrail, AnEntryMovedToAnotherChainIsFound) {
  ASSERT_THAT(Tamper("UPDATE audit_entry SET chain = 'registrations/r3' WHERE"
                     " chain = 'registrations/r1' AND sequence = 2"),
              IsOk());

  ExpectBrokenAt(3, "entry 3 stands where entry 2 is due");
  EXPECT_FALSE(Check("registrations/r3").intact);
}

TEST_F(TamperedTrail, AWholeChainUnderAnotherNameIsFound) {
  for (const char* table : {"audit_entry", "audit_head"}) {
    ASSERT_THAT(Tamper("UPDATE " + std::string(table) +
                       " SET chain = 'registrations/r3'"
                       " WHERE chain = 'registrations/r1'"),
                IsOk());
  }

  const ChainCheck check = Check("registrations/r3");

  EXPECT_FALSE(check.intact);
  EXPECT_EQ(check.finding, "the entries belong to another chain");
}

TEST_F(TamperedTrail, ARemovedFirstEntryIsFound) {
  ASSERT_THAT(Tamper("DELETE FROM audit_entry WHERE"
                     " chain = 'registrations/r1' AND sequence = 1"),
              IsOk());

  ExpectBrokenAt(2, "entry 2 stands where entry 1 is due");
}

TEST_F(TamperedTrail, ARemovedMiddleEntryIsFound) {
  ASSERT_THAT(Tamper("DELETE FROM audit_entry WHERE"
                     " chain = 'registrations/r1' AND sequence = 3"),
              IsOk());

  ExpectBrokenAt(4, "entry 4 stands where entry 3 is due");
}

TEST_F(TamperedTrail, ARemovedLastEntryIsFound) {
  ASSERT_THAT(Tamper("DELETE FROM audit_entry WHERE"
                     " chain = 'registrations/r1' AND sequence = 5"),
              IsOk());

  ExpectBrokenAt(5, "entries 5 to 5 are missing at the end");
}

TEST_F(TamperedTrail, RemovingEveryEntryIsFound) {
  ASSERT_THAT(
      Tamper("DELETE FROM audit_entry WHERE chain = 'registrations/r1'"),
      IsOk());

  ExpectBrokenAt(1, "entries 1 to 5 are missing at the end");
}

TEST_F(TamperedTrail, ARemovedMiddleWithTheRestNumberedOnIsFound) {
  ASSERT_THAT(Tamper("DELETE FROM audit_entry WHERE"
                     " chain = 'registrations/r1' AND sequence = 3"),
              IsOk());
  for (const char* step :
       {"UPDATE audit_entry SET sequence = 3 WHERE sequence = 4",
        "UPDATE audit_entry SET sequence = 4 WHERE sequence = 5",
        "UPDATE audit_head SET sequence = 4 WHERE sequence = 5"}) {
    ASSERT_THAT(Tamper(step), IsOk());
  }

  ExpectBrokenAt(3, "entry 3 does not follow entry 2");
}

TEST_F(TamperedTrail, ReorderedEntriesAreFound) {
  for (const char* step :
       {"UPDATE audit_entry SET sequence = 99 WHERE sequence = 2",
        "UPDATE audit_entry SET sequence = 2 WHERE sequence = 3",
        "UPDATE audit_entry SET sequence = 3 WHERE sequence = 99"}) {
    ASSERT_THAT(Tamper(step), IsOk());
  }

  ExpectBrokenAt(2, "entry 2 does not follow entry 1");
}

TEST_F(TamperedTrail, AnEntryPutBehindTheEndIsFound) {
  const Entry last = journal_.Entries(kChain, 4, 1)->front();
  ASSERT_THAT(
      Tamper("INSERT INTO audit_entry (chain, sequence, previous_hash,"
             " hash, entry) VALUES ('registrations/r1', 6, '" +
             last.hash + "', '" + EntryHash(last.hash, "{}") + "', '{}')"),
      IsOk());

  ExpectBrokenAt(6, "entry 6 lies behind the recorded end 5");
}

TEST_F(TamperedTrail, AnEntryPutBeforeTheFirstIsFound) {
  ASSERT_THAT(Tamper("INSERT INTO audit_entry (chain, sequence, previous_hash,"
                     " hash, entry) VALUES ('registrations/r1', 0, '', '',"
                     " '{}')"),
              IsOk());

  ExpectBrokenAt(0, "entry 0 stands where entry 1 is due");
}

TEST_F(TamperedTrail, AnAlteredHeadIsFound) {
  ASSERT_THAT(Tamper("UPDATE audit_head SET hash = 'x' WHERE"
                     " chain = 'registrations/r1'"),
              IsOk());

  ExpectBrokenAt(5, "the last entry is not the one recorded as the end");
}

TEST_F(TamperedTrail, AMissingHeadIsFound) {
  ASSERT_THAT(Tamper("DELETE FROM audit_head WHERE chain = 'registrations/r1'"),
              IsOk());

  ExpectBrokenAt(1, "entry 5 lies behind the recorded end 0");
}

TEST_F(TamperedTrail, LongChainsAreReadInPages) {
  const Change change = Decided("registrations/long");
  ASSERT_THAT(
      journal_.Write(By("long"),
                     [&](WriteTransaction&) -> absl::StatusOr<Outcome> {
                       return Outcome{"", std::vector<Change>(1201, change)};
                     }),
      IsOk());
  EXPECT_TRUE(Check("registrations/long").intact);
  EXPECT_EQ(Check("registrations/long").entries, 1201);

  ASSERT_THAT(Tamper("UPDATE audit_entry SET entry = '{}' WHERE"
                     " chain = 'registrations/long' AND sequence = 1001"),
              IsOk());
  EXPECT_EQ(Check("registrations/long").first_broken_sequence, 1001);
}

TEST_F(TamperedTrail, AFailingDatabaseIsNoFinding) {
  database_.FailNext(absl::UnavailableError("gone"));

  EXPECT_EQ(journal_.Verify(kChain).status().code(),
            absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace attest::journal
