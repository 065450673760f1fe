#include "tests/fuzz/small_syllabus.h"

#include <string>
#include <vector>

#include "google/protobuf/stubs/logging.h"

namespace attest::fuzz {
namespace {

namespace v1 = catalogue::v1;
using v1::Rule;
using UnitNumbers = google::protobuf::RepeatedPtrField<std::string>;

int GroupOf(unsigned shape) { return static_cast<int>(shape / 64 % 3); }

void AddUnit(unsigned shape, unsigned credits, v1::Syllabus& syllabus) {
  v1::Unit& unit = *syllabus.add_units();
  unit.set_number(fmt::format("U{}", syllabus.units_size() - 1));
  unit.mutable_title()->set_reading("t");
  unit.mutable_title()->set_status(v1::COMPLETE);
  unit.set_level(1 + static_cast<int>(shape % 3));
  unit.set_credits(
      1 + static_cast<int>(credits < 0xF0 ? credits % 6 : credits * 39));
  unit.set_total_unit_time_hours(unit.credits() * 10);
  unit.set_guided_learning_hours(static_cast<int>(shape / 4 % 8));
  v1::LearningOutcome& outcome = *unit.add_outcomes();
  outcome.set_number(1);
  outcome.set_kind(v1::KNOWLEDGE);
  v1::Criterion& criterion = *outcome.add_criteria();
  criterion.set_number("1.1");
  *criterion.mutable_text() = unit.title();
  if (GroupOf(shape) < 2) {
    syllabus.mutable_groups(GroupOf(shape))->add_units(unit.number());
  }
}

// Names for the rule, one that does not exist among them.
class Naming {
 public:
  explicit Naming(const v1::Syllabus& syllabus)
      : units_(syllabus.units_size()) {}

  void Name(Rule& rule) {
    rule.set_rule_id(fmt::format("R{}", count_++));
    rule.set_title("t");
    rule.clear_source();
    switch (rule.rule_case()) {
      case Rule::kAllOf:
        return NameParts(*rule.mutable_all_of()->mutable_rules());
      case Rule::kAnyOf:
        return NameParts(*rule.mutable_any_of()->mutable_rules());
      case Rule::kCredits:
        return NameGroup(*rule.mutable_credits()->mutable_group());
      case Rule::kUnits:
        return NameGroup(*rule.mutable_units()->mutable_group());
      case Rule::kMandatory:
        return NameUnits(*rule.mutable_mandatory()->mutable_units());
      case Rule::kBarred:
        return NameUnits(*rule.mutable_barred()->mutable_units());
      case Rule::kEquivalent:
        return NameUnits(*rule.mutable_equivalent()->mutable_units());
      case Rule::RULE_NOT_SET:
        return;
    }
  }

 private:
  void NameParts(google::protobuf::RepeatedPtrField<Rule>& rules) {
    for (Rule& rule : rules) Name(rule);
  }

  void NameUnits(UnitNumbers& units) const {
    for (std::string& unit : units) {
      const unsigned char first = unit.empty() ? 0 : unit[0];
      unit = first == '~' ? "nowhere" : fmt::format("U{}", first % units_);
    }
  }

  static void NameGroup(std::string& group) {
    if (group.empty()) return;
    const unsigned char first = group[0];
    group = first == '~' ? "none" : first % 2 == 0 ? "A" : "B";
  }

  const int units_;
  int count_ = 0;
};

// Says of one selection, a set of bits, whether it meets a rule.
class Judgement {
 public:
  Judgement(const v1::Syllabus& syllabus, unsigned selection)
      : syllabus_(syllabus), selection_(selection) {}

  bool Meets(const Rule& rule) const {
    switch (rule.rule_case()) {
      case Rule::kAllOf:
        for (const Rule& part : rule.all_of().rules()) {
          if (!Meets(part)) return false;
        }
        return true;
      case Rule::kAnyOf:
        for (const Rule& part : rule.any_of().rules()) {
          if (Meets(part)) return true;
        }
        return false;
      case Rule::kCredits:
        return Within(rule.credits(), CreditsOf(rule.credits()));
      case Rule::kUnits:
        return Within(rule.units(), CountOf(rule.units()));
      case Rule::kMandatory:
        return Taken(rule.mandatory().units()) == rule.mandatory().units_size();
      case Rule::kBarred:
        return Taken(rule.barred().units()) <= 1;
      case Rule::kEquivalent:
        return Taken(rule.equivalent().units()) == 1;
      case Rule::RULE_NOT_SET:
        return true;
    }
    return true;
  }

 private:
  template <class Bounded>
  static bool Within(const Bounded& rule, int sum) {
    return sum >= rule.minimum() &&
           (rule.maximum() == 0 || sum <= rule.maximum());
  }

  bool Has(const std::string& unit) const {
    return (selection_ >> (unit[1] - '0')) & 1;
  }

  int Taken(const UnitNumbers& units) const {
    int taken = 0;
    for (const std::string& unit : units) taken += Has(unit);
    return taken;
  }

  bool InGroup(const v1::Unit& unit, const std::string& group) const {
    if (group.empty()) return true;
    for (const std::string& each : syllabus_.groups(group[0] - 'A').units()) {
      if (each == unit.number()) return true;
    }
    return false;
  }

  int CreditsOf(const Rule::Credits& rule) const {
    int sum = 0;
    for (const v1::Unit& unit : syllabus_.units()) {
      if (Has(unit.number()) && InGroup(unit, rule.group()) &&
          unit.level() >= rule.level_at_least()) {
        sum += unit.credits();
      }
    }
    return sum;
  }

  int CountOf(const Rule::Units& rule) const {
    int count = 0;
    for (const v1::Unit& unit : syllabus_.units()) {
      count += Has(unit.number()) && InGroup(unit, rule.group());
    }
    return count;
  }

  const v1::Syllabus& syllabus_;
  const unsigned selection_;
};

}  // namespace

v1::Syllabus SmallSyllabus(Bytes& bytes) {
  // The parser complains of every text that is not UTF-8.
  const google::protobuf::LogSilencer silence;
  v1::Syllabus syllabus;
  syllabus.add_groups()->set_group("A");
  syllabus.add_groups()->set_group("B");
  const unsigned size = bytes.Take();
  const unsigned units = 1 + size % (size < 0xF0 ? 5 : kSmallUnitsMax);
  for (unsigned i = 0; i < units; ++i) {
    const unsigned shape = bytes.Take();
    AddUnit(shape, bytes.Take(), syllabus);
  }
  Rule& rule = *syllabus.mutable_rule_of_combination();
  if (!rule.ParseFromArray(bytes.rest().data(),
                           static_cast<int>(bytes.rest().size()))) {
    rule.Clear();
  }
  Naming(syllabus).Name(rule);
  return syllabus;
}

std::vector<bool> ValidSelections(const v1::Syllabus& syllabus) {
  std::vector<bool> valid(size_t{1} << syllabus.units_size());
  for (unsigned selection = 0; selection < valid.size(); ++selection) {
    valid[selection] =
        Judgement(syllabus, selection).Meets(syllabus.rule_of_combination());
  }
  return valid;
}

}  // namespace attest::fuzz
