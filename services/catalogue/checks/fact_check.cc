#include "services/catalogue/checks/fact_check.h"

#include "fmt/format.h"
#include "libs/names/resource_name.h"

namespace attest::catalogue::checks {

void CheckId(const std::string& id, const Spot& spot, std::string_view field,
             Findings& findings) {
  if (MatchName("{id}", id) && id != "-") return;
  findings.Add(
      kBadId, spot.Field(field),
      id.empty() ? "missing"
                 : fmt::format("`{}` cannot be part of a name", Shown(id)),
      fmt::format("write 1 to {} of A-Z a-z 0-9 . _ ~ -, and not just `-`",
                  kIdLengthMax));
}

void CheckQuantity(int value, int least, const Spot& spot,
                   std::string_view field, Findings& findings) {
  if (value >= least && value <= kQuantityMax) return;
  findings.Add(kFactOutOfRange, spot.Field(field), fmt::format("{}", value),
               fmt::format("write {} to {}", least, kQuantityMax));
}

void CheckThere(const std::string& text, std::string_view what,
                const Spot& spot, std::string_view field, Findings& findings) {
  if (!text.empty()) return;
  findings.Add(kFactMissing, spot.Field(field), "missing",
               fmt::format("write {}", what));
}

}  // namespace attest::catalogue::checks
