#include "tools/attest/demo/report.h"

#include <cstdio>
#include <iostream>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "fmt/format.h"
#include "libs/status/status.h"
#include "tools/attest/client/api.h"

namespace attest::demo {
namespace {

constexpr std::string_view kBold = "1";
constexpr std::string_view kDim = "2";
constexpr std::string_view kGreen = "32";
constexpr std::string_view kYellow = "33";

// The lines of a refusal shown in the story; the whole is in the summary.
constexpr size_t kLinesShown = 10;

std::vector<std::string> FirstLines(const std::string& text) {
  std::vector<std::string> lines = absl::StrSplit(text, '\n');
  if (lines.size() > kLinesShown) {
    const size_t more = lines.size() - kLinesShown;
    lines.resize(kLinesShown);
    lines.push_back(fmt::format("  ... and {} more", more));
  }
  return lines;
}

}  // namespace

Report::Report(bool json, bool colour) : json_(json), colour_(colour) {}

std::string Report::Paint(std::string_view code, std::string_view text) const {
  if (!colour_) return std::string(text);
  return fmt::format("\033[{}m{}\033[0m", code, text);
}

void Report::Line(std::string_view text) {
  if (json_) return;
  std::cout << text << "\n" << std::flush;
}

void Report::Step(int number, std::string_view title) {
  Line("");
  Line(Paint(kBold, fmt::format("{}. {}", number, title)));
}

void Report::Did(std::string_view text) {
  Line(fmt::format("   {} {}", Paint(kGreen, "+"), text));
}

void Report::Detail(std::string_view text) {
  Line(fmt::format("     {}", Paint(kDim, text)));
}

void Report::Progress(std::string_view text, int done, int all) {
  if (json_ || !colour_) return;
  constexpr int kWidth = 24;
  const int filled = all == 0 ? kWidth : kWidth * done / all;
  std::cout << fmt::format("\r     {} [{:<{}}] {}/{} ", text,
                           std::string(filled, '#'), kWidth, done, all);
  if (done == all) std::cout << "\r\033[K";
  std::cout << std::flush;
}

void Report::Refused(std::string_view what, std::string_view rule,
                     const absl::Status& status) {
  const std::string text = client::Describe(status);
  refusals_.push_back(
      {std::string(what), std::string(rule), ReasonOf(status), text});
  Line(fmt::format("   {} refused: {} {}", Paint(kYellow, "x"), what,
                   Paint(kDim, fmt::format("({})", rule))));
  for (const std::string& line : FirstLines(text)) Detail(line);
}

nlohmann::ordered_json Report::ToJson(absl::Duration took) const {
  nlohmann::ordered_json json = facts_;
  json["seconds"] = absl::ToDoubleSeconds(took);
  json["learners"] = nlohmann::ordered_json::array();
  for (const LearnerResult& learner : learners_) {
    json["learners"].push_back({{"learner", learner.learner},
                                {"registration", learner.registration},
                                {"certificate_number", learner.certificate},
                                {"refusals", learner.refusals},
                                {"units", learner.units},
                                {"criteria", learner.criteria},
                                {"credits", learner.credits},
                                {"level_7_credits", learner.level_7_credits},
                                {"glh", learner.glh}});
  }
  json["refusals"] = nlohmann::ordered_json::array();
  for (const Refusal& refusal : refusals_) {
    json["refusals"].push_back({{"what", refusal.what},
                                {"rule", refusal.rule},
                                {"reason", refusal.reason},
                                {"text", refusal.text}});
  }
  return json;
}

void Report::PrintSummary(absl::Duration took) {
  Line(fmt::format("   {:<10} {:>8} {:>8} {:>5} {:>9}  {}", "learner",
                   "credits", "level 7", "GLH", "criteria", "certificate"));
  for (const LearnerResult& learner : learners_) {
    Line(fmt::format("   {:<10} {:>8} {:>8} {:>5} {:>9}  {}", learner.learner,
                     learner.credits, learner.level_7_credits, learner.glh,
                     learner.criteria,
                     learner.certificate.empty()
                         ? "none: " + absl::StrJoin(learner.refusals, ", ")
                         : learner.certificate));
  }
  Line("");
  for (const auto& [name, value] : facts_.items()) {
    if (value.is_object()) continue;
    std::string words = name;
    for (char& c : words) c = c == '_' ? ' ' : c;
    Line(fmt::format(
        "   {:<28} {}", words,
        value.is_string() ? value.get<std::string>() : value.dump()));
  }
  Line(fmt::format("   {:<28} {}", "refusals, each with its rule",
                   refusals_.size()));
  Line(fmt::format("   {:<28} {:.1f} s", "time", absl::ToDoubleSeconds(took)));
}

void Report::Finish(absl::Duration took) {
  if (json_) {
    std::cout << ToJson(took).dump(2) << "\n";
    return;
  }
  PrintSummary(took);
}

}  // namespace attest::demo
