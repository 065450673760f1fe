// Everything that is checked in a syllabus file. The keys are API: never rename
// one, never reuse one. README.md explains each.
#ifndef ATTEST_SERVICES_CATALOGUE_CHECKS_CHECK_H_
#define ATTEST_SERVICES_CATALOGUE_CHECKS_CHECK_H_

#include <string_view>

#include "attest/catalogue/v1/findings.pb.h"

namespace attest::catalogue::checks {

struct Check {
  std::string_view key;
  v1::Severity severity = v1::ERROR;
};

// The file as such.
inline constexpr Check kFileTooLarge{"FILE_TOO_LARGE"};
inline constexpr Check kFileNotUtf8{"FILE_NOT_UTF8"};
inline constexpr Check kNestedTooDeep{"NESTED_TOO_DEEP"};
inline constexpr Check kTooManyParts{"TOO_MANY_PARTS"};
inline constexpr Check kSyntax{"SYNTAX"};
inline constexpr Check kUnknownField{"UNKNOWN_FIELD"};
inline constexpr Check kUnknownValue{"UNKNOWN_VALUE"};
inline constexpr Check kNotPartOfAFile{"NOT_PART_OF_A_FILE"};
inline constexpr Check kSyllabusTooLarge{"SYLLABUS_TOO_LARGE"};
inline constexpr Check kMoreErrors{"MORE_FINDINGS"};
inline constexpr Check kMoreWarnings{"MORE_FINDINGS", v1::WARNING};

// Texts.
inline constexpr Check kTextTooLong{"TEXT_TOO_LONG"};
inline constexpr Check kTitleTooLong{"TITLE_TOO_LONG"};
inline constexpr Check kTextNotUtf8{"TEXT_NOT_UTF8"};
inline constexpr Check kTextControl{"TEXT_CONTROL_CHARACTER"};
inline constexpr Check kTextEmpty{"TEXT_EMPTY"};
inline constexpr Check kTextStatus{"TEXT_STATUS_NOT_STATED", v1::WARNING};
inline constexpr Check kLostText{"LOST_TEXT", v1::WARNING};
inline constexpr Check kLineBeyondSource{"LINE_BEYOND_SOURCE"};
inline constexpr Check kUnknownErratum{"UNKNOWN_ERRATUM"};

// Facts of the qualification, the version and the units.
inline constexpr Check kBadId{"BAD_ID"};
inline constexpr Check kFactMissing{"FACT_MISSING"};
inline constexpr Check kFactOutOfRange{"FACT_OUT_OF_RANGE"};
inline constexpr Check kBadDate{"BAD_DATE"};
inline constexpr Check kDatesOutOfOrder{"DATES_OUT_OF_ORDER"};
inline constexpr Check kKeyDateNotSet{"KEY_DATE_NOT_CONFIGURED", v1::WARNING};
inline constexpr Check kBadNumber{"BAD_NUMBER"};
inline constexpr Check kCheckCharacter{"CHECK_CHARACTER_WRONG"};
inline constexpr Check kBadDigest{"BAD_DIGEST"};
inline constexpr Check kSourceNotNamed{"SOURCE_NOT_NAMED", v1::WARNING};
inline constexpr Check kNameDiffers{"NAME_DIFFERS"};
inline constexpr Check kQualificationTime{"QUALIFICATION_TIME_DIFFERS",
                                          v1::WARNING};

// Units.
inline constexpr Check kTooManyUnits{"TOO_MANY_UNITS"};
inline constexpr Check kTooManyOutcomes{"TOO_MANY_OUTCOMES"};
inline constexpr Check kTooManyCriteria{"TOO_MANY_CRITERIA"};
inline constexpr Check kTooManyGuidances{"TOO_MANY_GUIDANCES"};
inline constexpr Check kDuplicateUnit{"DUPLICATE_UNIT"};
inline constexpr Check kDuplicateReference{"DUPLICATE_REFERENCE"};
inline constexpr Check kCreditsAndHours{"CREDITS_NOT_TENTH_OF_HOURS"};
inline constexpr Check kGuidedHours{"GUIDED_HOURS_ABOVE_UNIT_TIME"};
inline constexpr Check kNumbering{"NUMBERING"};
inline constexpr Check kEmpty{"EMPTY"};
inline constexpr Check kOutcomeKind{"OUTCOME_KIND_UNKNOWN", v1::WARNING};
inline constexpr Check kUnknownCriterion{"UNKNOWN_CRITERION"};

// Groups and tables.
inline constexpr Check kDuplicateGroup{"DUPLICATE_GROUP"};
inline constexpr Check kUnknownUnit{"UNKNOWN_UNIT"};
inline constexpr Check kUnknownGroup{"UNKNOWN_GROUP"};
inline constexpr Check kUnitInTwoGroups{"UNIT_IN_TWO_GROUPS"};
inline constexpr Check kUnitInNoGroup{"UNIT_IN_NO_GROUP", v1::WARNING};
inline constexpr Check kTableDiffers{"TABLE_DIFFERS_FROM_UNIT", v1::WARNING};
inline constexpr Check kTableRows{"TABLE_ROWS_DIFFER_FROM_UNITS", v1::WARNING};
inline constexpr Check kSuspectStandards{"STANDARDS_ALIGNMENT_SUSPECT",
                                         v1::WARNING};

// The rule of combination.
inline constexpr Check kRuleKey{"RULE_KEY"};
inline constexpr Check kDuplicateRule{"DUPLICATE_RULE"};
inline constexpr Check kRuleTooDeep{"RULE_TOO_DEEP"};
inline constexpr Check kTooManyRules{"TOO_MANY_RULES"};
inline constexpr Check kRuleAsksNothing{"RULE_ASKS_NOTHING"};
inline constexpr Check kRuleBounds{"RULE_BOUNDS"};
inline constexpr Check kUnitNamedTwice{"UNIT_NAMED_TWICE"};
inline constexpr Check kSumOutOfReach{"SUM_OUT_OF_REACH"};
inline constexpr Check kUnsatisfiable{"RULE_UNSATISFIABLE"};
inline constexpr Check kRedundant{"RULE_REDUNDANT", v1::WARNING};
inline constexpr Check kRuleNotProven{"RULE_NOT_PROVEN", v1::WARNING};
inline constexpr Check kLeastCredits{"LEAST_CREDITS_DIFFER"};
inline constexpr Check kLeastHours{"LEAST_GUIDED_HOURS_DIFFER"};

}  // namespace attest::catalogue::checks

#endif  // ATTEST_SERVICES_CATALOGUE_CHECKS_CHECK_H_
