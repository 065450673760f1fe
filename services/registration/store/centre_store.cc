#include "services/registration/store/centre_store.h"

#include "fmt/format.h"
#include "services/registration/domain/registration.h"
#include "services/registration/store/values.h"

namespace attest::registration::store {
namespace {

constexpr char kColumns[] =
    "id, display_name, agreement_start_date, agreement_end_date, "
    "quality_manager, entry_criteria, entry_criteria_uri, revision, created_us";

Centre CentreOf(const db::Row& row) {
  return {.id = row.Text(0),
          .display_name = row.Text(1),
          .sites = {},
          .agreement = PeriodAt(row, 2),
          .quality_manager = row.Text(4),
          .entry_criteria = row.Text(5),
          .entry_criteria_uri = row.Text(6),
          .approvals = {},
          .revision = row.Int(7),
          .created = TimeAt(row, 8)};
}

absl::Status ReadParts(db::Transaction& tx, Centre& centre) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows sites,
      tx.Query("SELECT site FROM centre_site WHERE centre = $1 "
               "ORDER BY position",
               centre.id));
  for (const db::Row& row : sites) centre.sites.push_back(row.Text(0));
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows approvals,
      tx.Query("SELECT qualification, start_date, end_date, entry_criteria, "
               "entry_criteria_uri, quality_manager "
               "FROM qualification_approval WHERE centre = $1 "
               "ORDER BY qualification",
               centre.id));
  for (const db::Row& row : approvals) {
    centre.approvals.push_back({.qualification = row.Text(0),
                                .period = PeriodAt(row, 1),
                                .entry_criteria = row.Text(3),
                                .entry_criteria_uri = row.Text(4),
                                .quality_manager = row.Text(5)});
  }
  return absl::OkStatus();
}

absl::Status InsertSites(journal::WriteTransaction& tx, const Centre& centre) {
  for (size_t i = 0; i < centre.sites.size(); ++i) {
    ATTEST_RETURN_IF_ERROR(
        tx.Execute("INSERT INTO centre_site (centre, position, site) "
                   "VALUES ($1, $2, $3)",
                   centre.id, static_cast<int64_t>(i), centre.sites[i]));
  }
  return absl::OkStatus();
}

// The condition of a filter, with its parameters behind those of `parameters`.
std::string Condition(const CentreFilter& filter,
                      std::vector<db::Value>& parameters) {
  if (filter.all) return "1 = 1";
  parameters.emplace_back(filter.quality_manager);
  std::string condition =
      fmt::format("(quality_manager = ${}", parameters.size());
  for (const std::string& id : filter.ids) {
    parameters.emplace_back(id);
    condition += fmt::format(" OR id = ${}", parameters.size());
  }
  return condition + ")";
}

}  // namespace

absl::StatusOr<bool> InsertCentre(journal::WriteTransaction& tx,
                                  const Centre& centre) {
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "INSERT INTO centre (id, display_name, agreement_start_date, "
      "agreement_end_date, quality_manager, entry_criteria, "
      "entry_criteria_uri, revision, created_us) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING",
      centre.id, centre.display_name, DateValue(centre.agreement.first),
      DateValue(centre.agreement.last), centre.quality_manager,
      centre.entry_criteria, centre.entry_criteria_uri, centre.revision,
      Micros(centre.created)));
  if (tx.changes() == 0) return false;
  ATTEST_RETURN_IF_ERROR(InsertSites(tx, centre));
  return true;
}

absl::Status UpdateCentre(journal::WriteTransaction& tx, const Centre& centre) {
  ATTEST_RETURN_IF_ERROR(tx.Execute(
      "UPDATE centre SET display_name = $2, agreement_start_date = $3, "
      "agreement_end_date = $4, quality_manager = $5, entry_criteria = $6, "
      "entry_criteria_uri = $7, revision = $8 WHERE id = $1",
      centre.id, centre.display_name, DateValue(centre.agreement.first),
      DateValue(centre.agreement.last), centre.quality_manager,
      centre.entry_criteria, centre.entry_criteria_uri, centre.revision));
  ATTEST_RETURN_IF_ERROR(
      tx.Execute("DELETE FROM centre_site WHERE centre = $1", centre.id));
  return InsertSites(tx, centre);
}

absl::StatusOr<std::vector<std::string>> SitesInUse(db::Transaction& tx,
                                                    std::string_view centre) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query("SELECT DISTINCT site FROM registration WHERE centre = $1 AND "
               "state NOT IN ($2, $3) AND site <> '' ORDER BY site",
               centre, static_cast<int64_t>(RegistrationState::kCompleted),
               static_cast<int64_t>(RegistrationState::kWithdrawn)));
  std::vector<std::string> sites;
  for (const db::Row& row : rows) sites.push_back(row.Text(0));
  return sites;
}

absl::StatusOr<std::optional<Centre>> FindCentre(db::Transaction& tx,
                                                 std::string_view id) {
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Query(fmt::format("SELECT {} FROM centre WHERE id = $1", kColumns),
               id));
  if (rows.empty()) return std::nullopt;
  Centre centre = CentreOf(rows.front());
  ATTEST_RETURN_IF_ERROR(ReadParts(tx, centre));
  return centre;
}

absl::StatusOr<std::vector<Centre>> ListCentres(db::Transaction& tx,
                                                const CentreFilter& filter,
                                                std::string_view after_id,
                                                int limit) {
  std::vector<db::Value> parameters = {std::string(after_id), int64_t{limit}};
  const std::string condition = Condition(filter, parameters);
  ATTEST_ASSIGN_OR_RETURN(
      const db::Rows rows,
      tx.Run(fmt::format("SELECT {} FROM centre WHERE id > $1 AND {} "
                         "ORDER BY id LIMIT $2",
                         kColumns, condition),
             parameters));
  std::vector<Centre> centres;
  for (const db::Row& row : rows) {
    centres.push_back(CentreOf(row));
    ATTEST_RETURN_IF_ERROR(ReadParts(tx, centres.back()));
  }
  return centres;
}

absl::Status PutApproval(journal::WriteTransaction& tx, std::string_view centre,
                         const Approval& approval) {
  return tx.Execute(
      "INSERT INTO qualification_approval (centre, qualification, start_date, "
      "end_date, entry_criteria, entry_criteria_uri, quality_manager) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7) "
      "ON CONFLICT (centre, qualification) DO UPDATE SET "
      "start_date = excluded.start_date, end_date = excluded.end_date, "
      "entry_criteria = excluded.entry_criteria, "
      "entry_criteria_uri = excluded.entry_criteria_uri, "
      "quality_manager = excluded.quality_manager",
      centre, approval.qualification, DateValue(approval.period.first),
      DateValue(approval.period.last), approval.entry_criteria,
      approval.entry_criteria_uri, approval.quality_manager);
}

}  // namespace attest::registration::store
