// How a filter of what registrations ask for is said in SQL.
#ifndef ATTEST_SERVICES_REGISTRATION_STORE_REQUEST_FILTER_H_
#define ATTEST_SERVICES_REGISTRATION_STORE_REQUEST_FILTER_H_

#include "services/registration/store/adjustment_store.h"
#include "services/registration/store/registration_filter.h"

namespace attest::registration::store {

// For rows behind `after`.
Condition ConditionOf(const RequestFilter& filter, const CreationKey& after);

}  // namespace attest::registration::store

#endif  // ATTEST_SERVICES_REGISTRATION_STORE_REQUEST_FILTER_H_
