#include <iostream>
#include <memory>
#include <optional>

#include "libs/ids/ids.h"
#include "tools/attest/catalogue/syllabus_text.h"
#include "tools/attest/commands/catalogue_client.h"

namespace attest::commands {
namespace {

namespace cat = catalogue::v1;

struct Wanted {
  std::string qualification;
  std::vector<std::string> set;  // kind=date
  std::string source;
  std::string observed;
};

std::optional<cat::KeyDateKind> KindOf(std::string_view name) {
  if (name == "operational-end") return cat::OPERATIONAL_END;
  if (name == "certification-end") return cat::CERTIFICATION_END;
  if (name == "review") return cat::REVIEW;
  return std::nullopt;
}

// The dates to set, or everything that is wrong with them.
absl::StatusOr<std::vector<cat::KeyDate>> ReadDates(const Wanted& wanted) {
  std::vector<cat::KeyDate> dates;
  std::vector<FieldViolation> wrong;
  for (const std::string& assignment : wanted.set) {
    const size_t equals = assignment.find('=');
    const auto kind = KindOf(assignment.substr(0, equals));
    if (!kind.has_value() || equals == std::string::npos) {
      wrong.push_back(
          {"--set", fmt::format("`{}` must be operational-end=DATE, "
                                "certification-end=DATE or "
                                "review=DATE; without a date it "
                                "is not configured any more",
                                assignment)});
      continue;
    }
    cat::KeyDate date;
    date.set_kind(*kind);
    date.set_date(assignment.substr(equals + 1));
    date.set_source(wanted.source);
    date.set_observed_date(wanted.observed);
    dates.push_back(date);
  }
  // Facts of others, each with who says so and when that was read (E15).
  if (wanted.source.empty()) {
    wrong.push_back({"--source", "must say who publishes the date and where"});
  }
  if (wanted.observed.empty()) {
    wrong.push_back(
        {"--observed", "must be the date on which you read it, YYYY-MM-DD"});
  }
  if (!wrong.empty()) return InvalidFields("client.attest", wrong);
  return dates;
}

absl::StatusOr<cat::Qualification> SetDates(const Context& context,
                                            const Wanted& wanted) {
  ATTEST_ASSIGN_OR_RETURN(const std::vector<cat::KeyDate> dates,
                          ReadDates(wanted));
  CatalogueClient client(context, auth::v1::AWARDING_ADMIN);
  ATTEST_ASSIGN_OR_RETURN(const cat::Qualification before,
                          client.Find(wanted.qualification));
  cat::SetKeyDatesRequest request;
  request.set_request_id(RandomIds().NewId());
  request.set_name(before.name());
  request.set_etag(before.etag());
  request.mutable_key_dates()->Add(dates.begin(), dates.end());
  const auto after =
      WithOptionNames(client.Call<cat::Qualification>("SetKeyDates", request),
                      {{"source", "--source"},
                       {"observed_date", "--observed"},
                       {"key_dates", "--set"}});
  if (after.ok()) return after;
  return WithHint(after.status(), "STALE_ETAG",
                  "look at the dates and set them again");
}

absl::Status Dates(const Context& context, const Wanted& wanted) {
  if (wanted.set.empty() &&
      !(wanted.source.empty() && wanted.observed.empty())) {
    return InvalidFields(
        "client.attest",
        {{"--set",
          "must say which date to set, e.g. review=2027-08-31: "
          "--source and --observed only tell where it is from"}});
  }
  absl::StatusOr<cat::Qualification> qualification;
  if (wanted.set.empty()) {
    CatalogueClient client(context);
    qualification = client.Find(wanted.qualification);
  } else {
    qualification = SetDates(context, wanted);
  }
  if (!qualification.ok()) return qualification.status();
  if (context.json) {
    std::cout << ToWholeJson(*qualification);
    return absl::OkStatus();
  }
  catalogue_tools::Page page(catalogue_tools::DetectTerminal());
  catalogue_tools::PrintDates(*qualification, page);
  std::cout << page.text();
  return absl::OkStatus();
}

}  // namespace

void AddDatesCommand(CLI::App& catalogue, Context& context) {
  CLI::App* command = catalogue.add_subcommand(
      "dates", "Show the dates that others decide, or set them");
  command->footer(
      "A date that is not set is `not configured`, which is not `no end`. "
      "Setting needs the\nrole AWARDING_ADMIN.\n\n"
      "Examples:\n"
      "  attest catalogue dates 7D27V2\n"
      "  attest catalogue dates 7D27V2 --set operational-end=2027-08-31 \\\n"
      "      --set certification-end=2030-08-31 \\\n"
      "      --source \"CMI Qualifications External List\" "
      "--observed 2026-11-20\n"
      "  attest catalogue dates 7D27V2 --set review= --source \"...\" "
      "--observed 2026-11-20");
  auto wanted = std::make_shared<Wanted>();
  AddQualificationArgument(*command, wanted->qualification);
  command
      ->add_option("--set", wanted->set,
                   "operational-end=DATE, certification-end=DATE, review=DATE")
      ->expected(1)
      ->take_all();
  command->add_option("--source", wanted->source,
                      "Who publishes the dates, and where");
  command->add_option("--observed", wanted->observed,
                      "When you read it there, YYYY-MM-DD");
  AddCommonOptions(*command, context);
  command->callback(
      [&context, wanted] { context.result = Dates(context, *wanted); });
}

}  // namespace attest::commands
