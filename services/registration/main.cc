// attest-registration: registration in a process of its own.
#include "libs/rpc/service_main.h"
#include "services/registration/server.h"

int main(int argc, char** argv) {
  return attest::rpc::ServiceMain<attest::registration::RegistrationServer,
                                  attest::registration::config::v1::Config>(
      argc, argv, "registration",
      "Registration of Attest: centres, staff and learners.");
}
