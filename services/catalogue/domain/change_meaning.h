// What a change of a syllabus means for learners who began before it. Internal
// to domain/.
#ifndef ATTEST_SERVICES_CATALOGUE_DOMAIN_CHANGE_MEANING_H_
#define ATTEST_SERVICES_CATALOGUE_DOMAIN_CHANGE_MEANING_H_

#include <string>

#include "services/catalogue/domain/comparison.h"

namespace attest::catalogue {

// One or more sentences. `lost`: words are lost in one of the sources.
// `carries`: what was shown for a criterion carries over.
std::string MeaningOf(const ItemChange& change, bool lost, bool carries);

}  // namespace attest::catalogue

#endif  // ATTEST_SERVICES_CATALOGUE_DOMAIN_CHANGE_MEANING_H_
