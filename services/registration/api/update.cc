#include "services/registration/api/update.h"

#include <algorithm>
#include <vector>

#include "fmt/format.h"
#include "google/protobuf/util/field_mask_util.h"
#include "services/registration/domain/errors.h"

namespace attest::registration::api {

using google::protobuf::FieldMask;
using google::protobuf::util::FieldMaskUtil;

void CheckMask(const FieldMask& mask,
               std::initializer_list<std::string_view> allowed,
               FieldChecks& check) {
  const bool good =
      mask.paths_size() > 0 &&
      std::all_of(mask.paths().begin(), mask.paths().end(),
                  [&](const std::string& path) {
                    return std::find(allowed.begin(), allowed.end(), path) !=
                           allowed.end();
                  });
  check.That(good, "update_mask",
             fmt::format("must name one or more of {}",
                         fmt::join(allowed.begin(), allowed.end(), ", ")));
}

bool Names(const FieldMask& mask, std::string_view field) {
  return std::find(mask.paths().begin(), mask.paths().end(), field) !=
         mask.paths().end();
}

void MergeFields(const google::protobuf::Message& from, const FieldMask& mask,
                 google::protobuf::Message& into) {
  FieldMaskUtil::MergeOptions options;
  options.set_replace_message_fields(true);
  options.set_replace_repeated_fields(true);
  FieldMaskUtil::MergeMessageTo(from, mask, options, &into);
}

absl::Status CheckEtag(std::string_view given, std::string_view current,
                       std::string_view name) {
  if (given.empty() || given == current) return absl::OkStatus();
  return errors::StaleEtag(name);
}

}  // namespace attest::registration::api
