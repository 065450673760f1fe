// Small values for tests of the rules: a learner with two units of a syllabus
// with three.
#ifndef ATTEST_SERVICES_ASSESSMENT_TESTING_SAMPLES_H_
#define ATTEST_SERVICES_ASSESSMENT_TESTING_SAMPLES_H_

#include <string>
#include <vector>

#include "libs/status/status.h"
#include "services/assessment/domain/decision.h"
#include "services/assessment/domain/evidence.h"
#include "services/assessment/domain/registration.h"
#include "services/assessment/domain/standing.h"
#include "services/assessment/domain/syllabus.h"

namespace attest::assessment {

inline std::vector<std::string> TypesOf(
    const std::vector<RuleViolation>& violations) {
  std::vector<std::string> types;
  for (const auto& violation : violations) types.push_back(violation.type);
  return types;
}

// Unit 57 (level 7, 5 credits) has 1.1 (knowledge), 2.1 and 4.1 (competence);
// unit 67 (level 7, 6 credits) has 1.1 and 1.3, which is lost in the source;
// unit 46 (level 5, 5 credits) has 1.1.
inline Syllabus SampleSyllabus() {
  return {
      "qualifications/7D27V2/syllabi/8",
      "8",
      {{"57",
        "Develop a strategic business plan",
        7,
        5,
        20,
        {{"1.1", true, false}, {"2.1", false, false}, {"4.1", false, false}}},
       {"67",
        "Manage strategic change",
        7,
        6,
        25,
        {{"1.1", true, true}, {"1.3", true, true}}},
       {"46", "Manage business risk", 5, 5, 20, {{"1.1", true, true}}}}};
}

// `ann`, who takes 57 and 67 with the assessor `amir`.
inline Registration SampleRegistration() {
  Registration registration;
  registration.id = "r1";
  registration.centre = "northgate";
  registration.syllabus = "qualifications/7D27V2/syllabi/8";
  registration.version = "8";
  registration.active = true;
  registration.induction_complete = true;
  registration.units = {"57", "67"};
  registration.assessors = {{"amir", {}}};
  registration.learner_subject = "ann";
  return registration;
}

// What every kind needs and nothing more; a draft.
inline Evidence SampleEvidence(EvidenceKind kind,
                               const std::string& id = "e1") {
  Evidence evidence;
  evidence.id = id;
  evidence.registration = "r1";
  evidence.kind = kind;
  evidence.title = "Strategic plan";
  evidence.workplace = "Harbour Street";
  evidence.performed_date = "2026-11-20";
  evidence.occurrence = Occurrence::kNatural;
  evidence.created_by = "ann";
  evidence.create_time = absl::FromUnixSeconds(1'795'510'800);
  evidence.revision = 1;
  return evidence;
}

// Met, by `amir`, on `e1`.
inline Decision SampleDecision(const std::string& unit,
                               const std::string& criterion,
                               const std::string& id = "d1") {
  Decision decision;
  decision.id = id;
  decision.registration = "r1";
  decision.about = {unit, criterion};
  decision.outcome = Outcome::kMet;
  decision.reason = "Shown at work.";
  decision.evidence = {"e1"};
  decision.judgements = {true, true, true, true, true};
  decision.usual_conditions = true;
  decision.assessor = "amir";
  decision.decide_time = absl::FromUnixSeconds(1'795'510'800);
  decision.syllabus_version = "8";
  return decision;
}

// The same standing for whatever the sample syllabus has.
inline Standings SampleStandings(Standing::Kind kind) {
  const Standing standing{kind, {"no award (D16)"}};
  return {{{7, true}, standing},
          {{7, false}, standing},
          {{5, true}, standing},
          {{5, false}, standing}};
}

}  // namespace attest::assessment

#endif  // ATTEST_SERVICES_ASSESSMENT_TESTING_SAMPLES_H_
