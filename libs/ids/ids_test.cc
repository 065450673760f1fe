#include "libs/ids/ids.h"

#include <mutex>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace attest {
namespace {

// Ids that four threads drew at once.
std::set<std::string> DrawFromFourThreads(IdSource& source) {
  std::mutex mutex;
  std::set<std::string> drawn;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 500; ++j) {
        const std::string id = source.NewId();
        const std::lock_guard lock(mutex);
        drawn.insert(id);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return drawn;
}

TEST(RandomIds, AreUuidsOfVersionFour) {
  RandomIds ids;
  for (int i = 0; i < 200; ++i) {
    const std::string id = ids.NewId();
    ASSERT_TRUE(IsUuid(id)) << id;
    EXPECT_EQ(id[14], '4') << id;
    EXPECT_NE(std::string_view("89ab").find(id[19]), std::string_view::npos)
        << id;
    EXPECT_EQ(id.find_first_of("ABCDEF"), std::string::npos) << id;
  }
}

TEST(RandomIds, AreNeverGivenTwice) {
  RandomIds ids;
  EXPECT_EQ(DrawFromFourThreads(ids).size(), 2'000u);
}

TEST(SequentialIds, CountUp) {
  SequentialIds ids;

  EXPECT_EQ(ids.NewId(), "00000000-0000-4000-8000-000000000001");
  EXPECT_EQ(ids.NewId(), "00000000-0000-4000-8000-000000000002");
}

TEST(SequentialIds, AreNeverGivenTwice) {
  SequentialIds ids;
  EXPECT_EQ(DrawFromFourThreads(ids).size(), 2'000u);
}

TEST(RandomBytes, AreAsManyAsAskedForAndDiffer) {
  EXPECT_EQ(RandomBytes(0), "");
  EXPECT_EQ(RandomBytes(1).size(), 1u);
  EXPECT_EQ(RandomBytes(100'000).size(), 100'000u);
  EXPECT_NE(RandomBytes(32), RandomBytes(32));
}

TEST(IsUuid, TakesAnyVersionAndCase) {
  EXPECT_TRUE(IsUuid("1b4e28ba-2fa1-11d2-883f-0016d3cca427"));
  EXPECT_TRUE(IsUuid("1B4E28BA-2FA1-4D3C-883F-0016D3CCA427"));
  EXPECT_TRUE(IsUuid("00000000-0000-0000-0000-000000000000"));
}

TEST(IsUuid, RefusesEverythingElse) {
  for (const std::string_view text :
       {std::string_view(""), std::string_view("1"),
        std::string_view("1b4e28ba2fa111d2883f0016d3cca427"),
        std::string_view("{1b4e28ba-2fa1-11d2-883f-0016d3cca427}"),
        std::string_view("1b4e28ba-2fa1-11d2-883f-0016d3cca42"),
        std::string_view("1b4e28ba-2fa1-11d2-883f-0016d3cca4277"),
        std::string_view("1b4e28ba-2fa1-11d2-883f-0016d3cca42g"),
        std::string_view("1b4e28ba-2fa1-11d2-883f00-16d3cca427"),
        std::string_view("1b4e28ba-2fa1-11d2-883f-0016d3cca42\0", 36),
        std::string_view("------------------------------------")}) {
    EXPECT_FALSE(IsUuid(text)) << text;
  }
}

// The examples of FIPS 180-2.
TEST(Sha256, AgreesWithThePublishedExamples) {
  EXPECT_EQ(Sha256Hex(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_EQ(EncodeHex(Sha256("abc")), Sha256Hex("abc"));
  EXPECT_EQ(Sha256(std::string_view()).size(), 32u);
}

// Test cases 1, 2 and 6 of RFC 4231.
TEST(HmacSha256, AgreesWithThePublishedExamples) {
  EXPECT_EQ(EncodeHex(HmacSha256(std::string(20, '\x0b'), "Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(EncodeHex(HmacSha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(EncodeHex(HmacSha256(
                std::string(131, '\xaa'),
                "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(HmacSha256, TakesEmptyKeysAndMessages) {
  EXPECT_EQ(EncodeHex(HmacSha256({}, {})),
            "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST(EqualInConstantTime, ComparesBytes) {
  EXPECT_TRUE(EqualInConstantTime("", ""));
  EXPECT_TRUE(EqualInConstantTime("secret", "secret"));
  EXPECT_FALSE(EqualInConstantTime("secret", "secreT"));
  EXPECT_FALSE(EqualInConstantTime("secret", "secre"));
  EXPECT_FALSE(EqualInConstantTime({}, "x"));
}

TEST(Hex, GoesThereAndBack) {
  std::string every;
  for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);

  EXPECT_EQ(DecodeHex(EncodeHex(every)), every);
  EXPECT_EQ(EncodeHex(std::string_view("\0\x9F\xFF", 3)), "009fff");
  EXPECT_EQ(DecodeHex("9FfF"), "\x9F\xFF");
}

TEST(Hex, DecodesNothingElse) {
  for (const std::string_view text :
       {std::string_view(""), std::string_view("a"), std::string_view("abc"),
        std::string_view("0x00"), std::string_view(" 00 "),
        std::string_view("gg"), std::string_view("0\0", 2),
        std::string_view("\xFF\xFF")}) {
    EXPECT_EQ(DecodeHex(text), "") << text;
  }
}

TEST(Base64Url, GoesThereAndBack) {
  for (size_t size = 0; size < 100; ++size) {
    const std::string bytes = RandomBytes(size);
    const std::string text = EncodeBase64Url(bytes);
    EXPECT_EQ(text.find_first_of("+/="), std::string::npos);
    EXPECT_EQ(DecodeBase64Url(text), bytes);
  }
  EXPECT_EQ(EncodeBase64Url("\xFB\xFF"), "-_8");
}

TEST(Base64Url, DecodesNothingButItsOwnForm) {
  for (const char* text : {"-_8=", "+/8", "-_ 8", "-_8\n", "-_9", "A",
                           "AA==", "\xC3\xA9", "-_8."}) {
    EXPECT_EQ(DecodeBase64Url(text), std::nullopt) << text;
  }
}

TEST(Decoders, ReadWhateverTheyAreGiven) {
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    EXPECT_LE(DecodeHex(bytes).size(), bytes.size() / 2);
    const auto decoded = DecodeBase64Url(bytes);
    if (decoded) {
      EXPECT_EQ(EncodeBase64Url(*decoded), bytes);
    }
    IsUuid(bytes);
  }
}

}  // namespace
}  // namespace attest
