// `attest catalogue`, run as a person runs it, against a real server.

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/testing/matchers.h"
#include "nlohmann/json.hpp"
#include "services/catalogue/testing/syllabi.h"
#include "tests/tools/catalogue_server.h"
#include "tools/attest/catalogue/testing/case_shape.h"

namespace attest::tools_test {
namespace {

using ::attest::testing::IsOk;
using catalogue::testing::InventedSyllabusFile;
using catalogue::testing::ReadText;
using catalogue::testing::RealSyllabusFile;
using catalogue::testing::Replaced;
using catalogue::testing::WriteText;
using catalogue_tools::testing::FaultsOf;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using Json = nlohmann::ordered_json;

constexpr char kEscape[] = "\033[";

class CatalogueCommand : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto started = CatalogueServer::Start();
    ASSERT_THAT(started, IsOk());
    server_ = std::move(*started).release();
  }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }
  void SetUp() override { ASSERT_NE(server_, nullptr); }

  // Its output; the command has to end well.
  static std::string Out(const std::vector<std::string>& arguments) {
    const Outcome outcome = server_->Attest(arguments);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return outcome.out;
  }
  // What it complains about; the command has to fail.
  static std::string Err(const std::vector<std::string>& arguments) {
    const Outcome outcome = server_->Attest(arguments);
    EXPECT_EQ(outcome.exit_code, 1) << outcome.out;
    return outcome.err;
  }
  static std::string Invented(const std::string& name, const std::string& from,
                              const std::string& to) {
    const std::string file = server_->File(name);
    WriteText(file, Replaced(ReadText(InventedSyllabusFile()), from, to));
    return file;
  }

  static CatalogueServer* server_;
};

CatalogueServer* CatalogueCommand::server_ = nullptr;

TEST_F(CatalogueCommand, ListsQualificationsAndVersions) {
  EXPECT_THAT(Out({"list"}), AllOf(HasSubstr("CODE"), HasSubstr("7D27V2"),
                                   HasSubstr("601/3778/2")));
  EXPECT_THAT(Out({"list", "7D27V2"}),
              AllOf(HasSubstr("current"), HasSubstr("273"),
                    HasSubstr("Revisions, as printed")));  // R112
  EXPECT_THAT(Json::parse(Out({"list", "--json"}))["qualifications"],
              Not(IsEmpty()));
}

TEST_F(CatalogueCommand, FindsAQualificationByItsNumberToo) {  // R11
  EXPECT_THAT(Out({"show", "601/3778/2"}), HasSubstr("7D27V2"));
  EXPECT_THAT(Out({"show", "60137782"}), HasSubstr("7D27V2"));
  EXPECT_THAT(Out({"show", "qualifications/7D27V2"}), HasSubstr("7D27V2"));
}

TEST_F(CatalogueCommand, ShowsUnitsAndCriteria) {
  EXPECT_THAT(Out({"show", "7D27V2"}),
              AllOf(HasSubstr("Group A"), HasSubstr("Rule of combination"),
                    HasSubstr("Definitions")));
  EXPECT_THAT(Out({"show", "7D27V2", "46"}),
              AllOf(HasSubstr("?    1.3* "), HasSubstr("Aims: ")));
  EXPECT_THAT(Out({"show", "7D27V2", "46", "1.3", "--source"}),
              HasSubstr("line  288 | ship between risk management,"));
  EXPECT_EQ(Json::parse(Out({"show", "7D27V2", "46", "--json"}))["number"],
            "46");
  EXPECT_EQ(Json::parse(Out({"show", "7D27V2", "46", "1.3",
                             "--json"}))["criterion"]["number"],
            "1.3");
}

TEST_F(CatalogueCommand, SaysWhatToDoNext) {
  EXPECT_THAT(Err({"show", "9X"}), HasSubstr("`attest catalogue list`"));
  EXPECT_THAT(Err({"show", "7D27V2", "99"}),
              HasSubstr("`attest catalogue show 7D27V2` lists its units"));
  EXPECT_THAT(Err({"show", "7D27V2", "46", "9.9"}),
              HasSubstr("`attest catalogue show 7D27V2 46` shows"));
  EXPECT_THAT(Err({"show", "7D27V2", "--version", "6"}),
              HasSubstr("`attest catalogue list 7D27V2`"));
  EXPECT_THAT(Err({"diff", "7", "8"}), HasSubstr("CODE FROM TO"));
}

TEST_F(CatalogueCommand, HasColoursOnATerminalOnly) {
  const std::vector<std::string> show =
      server_->CommandLine({"show", "7D27V2", "46"});
  EXPECT_THAT(tools_test::Run(show).out, Not(HasSubstr(kEscape)));
  const Variables terminal = {"TERM=xterm", "NO_COLOR=", "COLUMNS="};
  EXPECT_THAT(RunOnTerminal(show, 80, terminal).out, HasSubstr(kEscape));
  EXPECT_THAT(RunOnTerminal(show, 80, {"TERM=xterm", "NO_COLOR=1"}).out,
              Not(HasSubstr(kEscape)));
  EXPECT_THAT(RunOnTerminal(show, 80, {"TERM=dumb", "NO_COLOR="}).out,
              Not(HasSubstr(kEscape)));
}

TEST_F(CatalogueCommand, KeepsToTheWidthOfTheTerminal) {
  const Outcome shown =
      RunOnTerminal(server_->CommandLine({"show", "7D27V2", "46"}), 50,
                    {"TERM=xterm", "NO_COLOR=1", "COLUMNS="});
  EXPECT_EQ(shown.exit_code, 0);
  EXPECT_THAT(shown.out,
              HasSubstr("\r\n     2.2  Take action to ensure that risk profiles"
                        "\r\n          remain current and relevant\r\n"));
}

TEST_F(CatalogueCommand, SearchesWordsInAnyForm) {
  EXPECT_THAT(Out({"search", "7D27V2", "managing", "risks"}),
              AllOf(HasSubstr("unit "), HasSubstr("*")));
  EXPECT_THAT(Out({"search", "7D27V2", "strategy", "--limit", "2"}),
              HasSubstr("There are more"));
  const Json hits = Json::parse(Out({"search", "7D27V2", "risk", "--kind",
                                     "criterion", "--limit", "3", "--json"}));
  ASSERT_THAT(hits["hits"], SizeIs(3));
  EXPECT_EQ(hits["hits"][0]["kind"], "CRITERION");
  EXPECT_THAT(Out({"search", "7D27V2", "zeppelin"}),
              HasSubstr("Fewer words find more"));
}

TEST_F(CatalogueCommand, ProposesAndEvaluatesSelections) {
  EXPECT_THAT(
      Out({"propose", "7D27V2", "--objective", "least-glh", "--limit", "2"}),
      AllOf(HasSubstr("1.  "), HasSubstr("223"),  // R43
            Not(HasSubstr("3.  "))));
  EXPECT_THAT(
      Out({"propose", "7D27V2", "--avoid", "57"}),
      AllOf(HasSubstr("There is no valid selection"), HasSubstr("avoid 57")));
  const Outcome outcome =
      server_->Attest({"evaluate", "7D27V2", "57,58", "67"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr("not valid"), HasSubstr("could help: ")));
  EXPECT_THAT(outcome.err, HasSubstr("SELECTION_NOT_VALID"));
  const Outcome json = server_->Attest({"evaluate", "7D27V2", "57", "--json"});
  EXPECT_EQ(json.exit_code, 1);
  EXPECT_EQ(Json::parse(json.out)["valid"], false);
  EXPECT_EQ(Json::parse(json.out)["minimal"], false);
  EXPECT_THAT(Err({"evaluate", "7D27V2", "57,99"}), HasSubstr("99"));  // R52
}

TEST_F(CatalogueCommand, KnowsUnitsAsTheyArePrinted) {
  EXPECT_THAT(Out({"show", "7D27V2", "M&L 57"}), HasSubstr("M&L 57  "));
  EXPECT_EQ(Out({"propose", "7D27V2", "--avoid", "M&L 46,m&l 54 61"}),
            Out({"propose", "7D27V2", "--avoid", "46,54,61"}));
  EXPECT_THAT(Err({"show", "7D27V2", "M&L 99"}), HasSubstr("UNIT_NOT_FOUND"));
}

TEST_F(CatalogueCommand, NamesOptionsInErrors) {
  const Outcome objective =
      server_->Attest({"propose", "7D27V2", "--objective", "cheapest"});
  EXPECT_NE(objective.exit_code, 0);
  EXPECT_THAT(objective.err,
              HasSubstr("--objective: `cheapest` must be one of: closest, "
                        "fewest-credits, fewest-units, least-glh, most-level"));
  EXPECT_THAT(server_->Attest({"search", "7D27V2", "x", "--kind", "y"}).err,
              HasSubstr("--kind: `y` must be one of: criterion, "));
  EXPECT_THAT(Err({"propose", "7D27V2", "--avoid", "99"}),
              HasSubstr("  --avoid: "));
  EXPECT_THAT(Err({"dates", "7D27V2", "--set", "review=soon", "--source", "A",
                   "--observed", "today"}),
              AllOf(HasSubstr("  --set: "), HasSubstr("  --observed: ")));
  EXPECT_THAT(Err({"dates", "7D27V2", "--source", "A"}),
              HasSubstr("--set: must say which date"));
  EXPECT_THAT(Err({"diff", "7D27V2", "8"}),
              AllOf(HasSubstr("CODE FROM TO"), HasSubstr("list 7D27V2`")));
  EXPECT_THAT(Err({"diff", "7D27V2"}), HasSubstr("CODE FROM TO"));
}

TEST_F(CatalogueCommand, ShowsDatesAndPrintedTables) {
  EXPECT_THAT(Out({"show", "7D27V2"}),
              HasSubstr("review             not configured"));  // E16
  EXPECT_THAT(Out({"show", "7D27V2", "--standards"}),           // R54 to R56
              AllOf(HasSubstr("CFAM&LBB1"), HasSubstr("columns are shifted")));
  EXPECT_THAT(Out({"list", "7D27V2"}),  // R112
              AllOf(HasSubstr("18 th July 2019"), HasSubstr("Rationale: ")));
}

TEST_F(CatalogueCommand, ValidatesFilesOffline) {
  const Outcome good =
      AttestOffline({"validate", RealSyllabusFile(), InventedSyllabusFile()});
  EXPECT_EQ(good.exit_code, 0) << good.out << good.err;

  const std::string bad = Invented("bad.textproto", "credits: 3", "credits: 4");
  const Outcome outcome = AttestOffline({"validate", bad, "/nowhere/at/all"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.out,
              AllOf(HasSubstr(bad + ":"), HasSubstr(": error ["),
                    HasSubstr("/nowhere/at/all: error [FILE_UNREADABLE]"),
                    HasSubstr("2 files: ")));
  EXPECT_THAT(outcome.err, HasSubstr("SYLLABUS_INVALID"));

  const Json json = Json::parse(AttestOffline({"validate", bad, "--json"}).out);
  EXPECT_EQ(json["files"][0]["publishable"], false);
  EXPECT_GE(json["errors"], 1);
}

TEST_F(CatalogueCommand, SurvivesFilesThatAreNoSyllabi) {
  const std::string rubbish = server_->File("rubbish");
  WriteText(rubbish, std::string("\xFF\0\033[31m units {", 14));
  for (const std::string& file :
       {rubbish, std::string("/dev/null"), std::string("/")}) {
    const Outcome outcome = AttestOffline({"validate", file});
    EXPECT_EQ(outcome.exit_code, 1) << file;
    EXPECT_THAT(outcome.out, Not(HasSubstr(kEscape)));
  }
}

TEST_F(CatalogueCommand, ValidatesAnyBytes) {
  const std::string file = server_->File("half-a-character");
  WriteText(file, "\x84");
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"validate", file},
        std::vector<std::string>{"validate", file, "--json"}}) {
    const Outcome outcome = AttestOffline(command);
    EXPECT_EQ(outcome.exit_code, 1) << outcome.err;
    EXPECT_THAT(outcome.err, HasSubstr("SYLLABUS_INVALID"));
  }
}

TEST_F(CatalogueCommand, TakesOptionsBeforeTheEnvironment) {
  const Variables wrong = {"ATTEST_SERVER=127.0.0.1:1", "ATTEST_TOKEN=wrong",
                           "ATTEST_DATA=/nowhere"};
  EXPECT_EQ(
      tools_test::Run(server_->CommandLine({"list"}), {wrong[0], wrong[2]})
          .exit_code,
      0);
  const Outcome token =
      tools_test::Run(server_->CommandLine({"list", "--token", "mine"}), wrong);
  EXPECT_THAT(token.err, HasSubstr("INVALID_TOKEN"));
  const Outcome environment =
      tools_test::Run(server_->CommandLine({"list"}), {wrong[1]});
  EXPECT_THAT(environment.err, HasSubstr("INVALID_TOKEN"));
}

TEST_F(CatalogueCommand, PublishesOnceAndSaysSo) {  // R115
  EXPECT_THAT(Out({"publish", InventedSyllabusFile()}),
              HasSubstr("published qualifications/BEE3/syllabi/1 (current): 5 "
                        "units"));
  EXPECT_THAT(Out({"publish", InventedSyllabusFile()}),
              HasSubstr("was published already, with the same content"));
  EXPECT_EQ(Json::parse(Out({"publish", InventedSyllabusFile(),
                             "--json"}))["published_before"],
            true);
  EXPECT_THAT(Err({"publish", Invented("other.textproto", "Explain the risks",
                                       "Explain the dangers")}),
              HasSubstr("SYLLABUS_PUBLISHED"));
}

TEST_F(CatalogueCommand, PublishesNothingThatHasErrors) {
  const std::string bad = Invented("bad.textproto", "credits: 3", "credits: 4");
  const Outcome outcome = server_->Attest({"publish", bad});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.out, HasSubstr(bad + ":"));
  EXPECT_THAT(outcome.err, HasSubstr("nothing is published"));
  const std::string large = server_->File("large.textproto");
  WriteText(large, std::string(4 << 20, '#'));
  EXPECT_THAT(Err({"publish", large}), HasSubstr("FILE_TOO_LARGE"));
}

TEST_F(CatalogueCommand, ComparesVersions) {
  Out({"publish", InventedSyllabusFile()});
  std::string text = ReadText(InventedSyllabusFile());
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{
           {"\nversion: \"1\"", "\nversion: \"2\""},
           {"current_version: \"1\"", "current_version: \"2\""},
           {"Explain when to inspect", "Explain how often to inspect"},
           {"Explain when to inspect", "Explain how often to inspect"}}) {
    text = Replaced(text, from, to);
  }
  const std::string second = server_->File("second.textproto");
  WriteText(second, text);
  Out({"publish", second});

  text = Out({"diff", "BEE3", "1", "2", "--mapping"});

  EXPECT_THAT(
      text,
      AllOf(HasSubstr("Unit H1\n"),
            HasSubstr("Explain [-when-] {+how often+} to inspect a colony"),
            HasSubstr("H1 1.1  H1 1.1  needs review"),
            // Its words are lost in both.
            HasSubstr("H5 2.1  H5 2.1  needs review"),
            HasSubstr("H1 1.2  H1 1.2  carries over")));
  EXPECT_EQ(Out({"diff", "1", "2", "--qualification", "BEE3", "--mapping"}),
            text);
  EXPECT_EQ(Out({"diff", "qualifications/BEE3/syllabi/1",
                 "qualifications/BEE3/syllabi/2", "--mapping"}),
            text);
  EXPECT_THAT(Json::parse(Out({"diff", "BEE3", "1", "2", "--json"}))["changes"],
              SizeIs(1));
}

TEST_F(CatalogueCommand, ShowsAndSetsDates) {  // E15, E16
  EXPECT_THAT(Out({"dates", "7D27V2"}),
              HasSubstr("review             not configured"));
  EXPECT_THAT(Out({"dates", "7D27V2", "--set", "operational-end=2037-08-31",
                   "--source", "A test's list", "--observed", "2024-01-15"}),
              AllOf(HasSubstr("2037-08-31"), HasSubstr("A test's list"),
                    HasSubstr("2024-01-15")));
  EXPECT_THAT(Out({"dates", "7D27V2"}), HasSubstr("2037-08-31"));
  // Everything that is missing, at once.
  EXPECT_THAT(Err({"dates", "7D27V2", "--set", "end=2037-08-31"}),
              AllOf(HasSubstr("--set: "), HasSubstr("--source: "),
                    HasSubstr("--observed: ")));
}

TEST_F(CatalogueCommand, ExportsCase) {
  const std::string file = server_->File("7D27V2.case.json");
  const Outcome written =
      server_->Attest({"export", "7D27V2", "--case", "--output", file});
  EXPECT_EQ(written.exit_code, 0) << written.err;
  EXPECT_THAT(written.err, HasSubstr("18 units"));

  const std::string text = ReadText(file);
  EXPECT_THAT(FaultsOf(Json::parse(text)), IsEmpty());
  EXPECT_EQ(Out({"export", "601/3778/2", "--case"}), text);
  EXPECT_THAT(Out({"export", "7D27V2", "--case", "--base",
                   "https://cmi.example/case/"}),
              HasSubstr("\"https://cmi.example/case/CFDocuments/"));
  EXPECT_THAT(Err({"export", "7D27V2", "--case", "--base", "ftp://x"}),
              HasSubstr("--base: "));
  EXPECT_THAT(Err({"export", "7D27V2", "--output", "/nowhere/at/all"}),
              HasSubstr("cannot be written"));
}

TEST_F(CatalogueCommand, ExportsEverythingForReadersAndMachines) {
  EXPECT_THAT(Out({"export", "7D27V2"}),
              AllOf(HasSubstr("M&L 46  "), HasSubstr("M&L 67  ")));
  EXPECT_EQ(Json::parse(Out({"export", "7D27V2", "--json"}))["units"].size(),
            18);
}

TEST(CatalogueHelp, HasExamplesForEveryCommand) {
  for (const char* command :
       {"list", "show", "search", "propose", "evaluate", "diff", "validate",
        "publish", "dates", "export"}) {
    const Outcome help = AttestOffline({command, "--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_THAT(help.out, HasSubstr("attest catalogue " + std::string(command)))
        << command;
  }
}

TEST(CatalogueWaiting, SaysThatItWaitsAndWhatToDo) {
  const Outcome outcome =
      AttestOffline({"list", "--server", "127.0.0.1:1", "--token", "none"});
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.err,
              AllOf(HasSubstr("waiting for ListQualifications of 127.0.0.1:1"),
                    HasSubstr("start a sandbox with ./run serve")));
}

}  // namespace
}  // namespace attest::tools_test
