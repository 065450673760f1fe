#include "services/registration/api/read_stops.h"

#include <algorithm>

#include "fmt/format.h"

namespace attest::registration::api {
namespace {

void ReadTarget(const v1::Hold& proto, Hold& hold, FieldChecks& check) {
  switch (proto.target_case()) {
    case v1::Hold::kCentre:
      hold.kind = HoldTarget::kCentre;
      hold.target =
          check.Name("hold.centre", "centres/{centre}", proto.centre())[0];
      return;
    case v1::Hold::kPerson:
      hold.kind = HoldTarget::kPerson;
      hold.target = proto.person();
      check.Person("hold.person", proto.person());
      return;
    case v1::Hold::kLearner:
      hold.kind = HoldTarget::kLearner;
      hold.target =
          check.Name("hold.learner", "learners/{learner}", proto.learner())[0];
      return;
    case v1::Hold::TARGET_NOT_SET:
      check.Add("hold.target", "must be one of centre, person and learner");
  }
}

bool IsScope(int value) {
  return value != v1::HOLD_SCOPE_UNSPECIFIED && v1::HoldScope_IsValid(value);
}

}  // namespace

Hold ReadHold(const v1::Hold& proto, FieldChecks& check) {
  Hold hold;
  ReadTarget(proto, hold, check);
  for (int i = 0; i < proto.scopes_size(); ++i) {
    const auto before = proto.scopes().begin() + i;
    const bool first =
        std::find(proto.scopes().begin(), before, proto.scopes(i)) == before;
    check.That(IsScope(proto.scopes(i)) && first,
               fmt::format("hold.scopes[{}]", i),
               "must be HOLD_REGISTRATION, HOLD_ASSESSMENT, HOLD_VERIFICATION "
               "or HOLD_CLAIM, each once");
    hold.scopes.push_back(static_cast<HoldScope>(proto.scopes(i)));
  }
  check.LongText("hold.reason", proto.reason());
  hold.reason = proto.reason();
  return hold;
}

Conflict ReadConflict(const v1::Conflict& proto, FieldChecks& check) {
  check.Person("conflict.person", proto.person());
  check.Text("conflict.nature", proto.nature());
  check.OptionalLongText("conflict.mitigation", proto.mitigation());
  Conflict conflict;
  conflict.person = proto.person();
  if (proto.has_learner()) {
    conflict.learner = check.Name("conflict.learner", "learners/{learner}",
                                  proto.learner())[0];
  } else {
    check.Person("conflict.other_person", proto.other_person());
    conflict.other_person = proto.other_person();
  }
  conflict.nature = proto.nature();
  conflict.period.first = check.Date("conflict.start_date", proto.start_date())
                              .value_or(absl::CivilDay());
  conflict.mitigation = proto.mitigation();
  conflict.mitigation_state = proto.mitigation().empty()
                                  ? MitigationState::kNone
                                  : MitigationState::kProposed;
  return conflict;
}

}  // namespace attest::registration::api
