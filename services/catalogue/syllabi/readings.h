// Whether a reading follows from what is printed.
#ifndef ATTEST_SERVICES_CATALOGUE_SYLLABI_READINGS_H_
#define ATTEST_SERVICES_CATALOGUE_SYLLABI_READINGS_H_

#include <optional>
#include <string>

#include "services/catalogue/syllabi/syllabus_source.h"

namespace attest::catalogue::syllabi {

// What is wrong with a passage; nothing when its status, its printed fragments,
// its repairs and its reading agree:
//
//   COMPLETE  one fragment; the reading is its words.
//   REPAIRED  the fragments in order, each repair made exactly once, joined by
//             a space, by nothing (a word cut in two) or by up to four letters
//             that both sides of the cut show. No [brackets]. Not COMPLETE in
//             disguise, unless its number is `set_in_bold` (E70).
//   INCOMPLETE_IN_SOURCE  the same, with at least one [bracket] between
//             fragments or at an end.
//   MISSING_IN_SOURCE  no reading. A fragment may stand, too short to be one.
//
// Marks of emphasis are never part of a reading; a cell border is a space.
std::optional<std::string> FaultOf(const v1::Passage& passage,
                                   bool set_in_bold = false);

// Finds faults in every passage of `syllabus`, passages that cite the same
// fragments and read them differently, and passages that are not there. Only a
// heading of a section (E26) and a rationale of a revision may be absent
// (req R107).
Findings ProveReadings(const v1::Syllabus& syllabus);

// Finds passages of sections whose form is not what their line shows: `- ` and
// ` - o ` begin items, a cell border makes a row; and passages elsewhere that
// have a form, but for rows.
Findings ProveForms(const v1::Syllabus& syllabus, const Source& source);

}  // namespace attest::catalogue::syllabi

#endif  // ATTEST_SERVICES_CATALOGUE_SYLLABI_READINGS_H_
