// How policies name the methods of this service.
#ifndef ATTEST_SERVICES_REGISTRATION_API_METHOD_NAME_H_
#define ATTEST_SERVICES_REGISTRATION_API_METHOD_NAME_H_

#include <string>
#include <string_view>

#include "attest/registration/v1/registration_service.grpc.pb.h"
#include "fmt/format.h"

namespace attest::registration::api {

inline std::string Method(std::string_view name) {
  return fmt::format("{}/{}", v1::RegistrationService::service_full_name(),
                     name);
}

}  // namespace attest::registration::api

#endif  // ATTEST_SERVICES_REGISTRATION_API_METHOD_NAME_H_
