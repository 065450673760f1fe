// Whether a syllabus agrees with itself: numbers, names, facts and references.
#ifndef ATTEST_SERVICES_CATALOGUE_SYLLABI_STRUCTURE_H_
#define ATTEST_SERVICES_CATALOGUE_SYLLABI_STRUCTURE_H_

#include "services/catalogue/syllabi/syllabus_source.h"

namespace attest::catalogue::syllabi {

// Finds gaps and doubles in the numbers of outcomes and criteria, names that
// do not follow from numbers, and numbers that are neither printed nor flagged
// as inferred, or both (req R99, R100; E47, E48).
Findings ProveNumbering(const v1::Syllabus& syllabus);

// Finds unit facts that the printed facts do not end with, TUT other than ten
// hours a credit, GLH over TUT, a heading other than the title in capitals,
// pages whose first or last line nothing cites, items on other pages, and
// references whose check character is wrong, naming the right one (req R39,
// R98, R109; E4, E77).
Findings ProveUnitFacts(const v1::Syllabus& syllabus);

// Finds outcomes whose kind does not follow from how their title begins
// (req R111, E30).
Findings ProveKinds(const v1::Syllabus& syllabus);

// Finds guidance for criteria that its own printed number does not name, or
// that do not exist; list items that its text has not, in order; a modality
// that its words do not bear out; and bold terms that are not in bold
// (req R101 to R105; E62 to E70).
Findings ProveGuidance(const v1::Syllabus& syllabus);

// Finds units in no group or in two, groups called otherwise than printed, rows
// of the tables of units and standards that name no unit, that say other than
// they print, or that differ from the unit page with no erratum (req R47, R48,
// R54 to R56).
Findings ProveTables(const v1::Syllabus& syllabus);

// Finds errata that are cited and not explained, or listed twice.
Findings ProveErrata(const v1::Syllabus& syllabus);

}  // namespace attest::catalogue::syllabi

#endif  // ATTEST_SERVICES_CATALOGUE_SYLLABI_STRUCTURE_H_
